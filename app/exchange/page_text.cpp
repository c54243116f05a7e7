#include "app/exchange/page_text.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextObjectInterface>
#include <QTextTable>

#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using markdown::Block;
using markdown::Formula;
using markdown::Piece;
using markdown::Text;

namespace
{

constexpr int kFormulaObject = QTextFormat::UserObject + 1;
constexpr int kFormulaNumber = QTextFormat::UserProperty + 1;

constexpr int kBody = 14;
constexpr int kSmall = 12;
constexpr int kTitle = 24;
constexpr double kListIndent = 22;
constexpr double kQuoteIndent = 14;
constexpr double kLineHeight = 118; ///< per cent
// Under a table the space that a paragraph asks for above it does not count.
constexpr double kBelowBox = 8;
constexpr double kBelowQuestion = 20;

const QColor kInk(0x23, 0x21, 0x1d);
const QColor kQuiet(0x5d, 0x58, 0x4f);
const QColor kLink(0x2c, 0x5f, 0x56);
const QColor kLine(0xd8, 0xd3, 0xc8);
const QColor kCodeGround(0xf5, 0xf3, 0xee);
const QColor kQuestionGround(0xf0, 0xed, 0xe6);
const QColor kBoxedGround(0xdf, 0xed, 0xe9);

QFont bodyFont()
{
    QFont font;
    font.setPixelSize(kBody);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont codeFont()
{
    QFont font = bodyFont();
    font.setFamilies({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(kSmall);
    return font;
}

QTextCharFormat lookOf(const QColor &ink, int size = kBody)
{
    QFont font = bodyFont();
    font.setPixelSize(size);
    QTextCharFormat look;
    look.setFont(font);
    look.setForeground(ink);
    return look;
}

QTextBlockFormat spaced(double above, double left = 0)
{
    QTextBlockFormat format;
    format.setTopMargin(above);
    format.setLeftMargin(left);
    format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    return format;
}

QString lines(QString text)
{
    return text.replace(u'\n', QChar::LineSeparator);
}

double indentOf(const Block &block)
{
    double indent = 0;
    for (const char container : block.containers)
        indent += container == 'q' ? kQuoteIndent : kListIndent;
    return indent;
}

QString markerOf(const Block &block)
{
    if (block.task != Block::Task::None)
        return block.task == Block::Task::Done ? u"\u2611"_s : u"\u2610"_s;
    if (block.footnote || block.marker.front().isDigit())
        return block.marker;
    return block.containers.count('l') > 1 ? u"\u25e6"_s : u"\u2022"_s;
}

} // namespace

/// Draws formulas in the text, on its baseline.
class PageText::FormulaObject : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    QTextCharFormat add(const Formula &formula, bool boxed, const QTextCharFormat &look)
    {
        m_formulas.push_back({formula, boxed, look.foreground().color()});
        QTextCharFormat format = look;
        format.setObjectType(kFormulaObject);
        format.setProperty(kFormulaNumber, int(m_formulas.size()) - 1);
        // The layout centres it on the middle of small letters: room is asked for on both sides of that.
        format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
        return format;
    }

    QSizeF intrinsicSize(QTextDocument *, int, const QTextFormat &format) override
    {
        const Measures measures = measure(format);
        return {measures.width, measures.height};
    }

    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                    const QTextFormat &format) override
    {
        const Entry &entry = of(format);
        const Measures measures = measure(format);
        const QRectF place(rect.left() + measures.pad, rect.top() + measures.baseline - measures.ascent,
                           measures.width - 2 * measures.pad, measures.ascent + measures.descent);
        if (entry.boxed) {
            painter->save();
            painter->setPen(Qt::NoPen);
            painter->setBrush(kBoxedGround);
            painter->drawRoundedRect(place.adjusted(-measures.pad, -3, measures.pad, 3), 3, 3);
            painter->restore();
        }
        // A long history has many: none is kept in any other form than its source.
        QByteArray svg = entry.formula.svg;
        QSvgRenderer(svg.replace("currentColor", entry.ink.name().toLatin1())).render(painter, place);
    }

private:
    struct Entry {
        Formula formula;
        bool boxed;
        QColor ink;
    };
    struct Measures {
        double ascent, descent; ///< of the formula
        double pad;
        double width, height; ///< of the room for it
        double baseline;      ///< from that room's top
    };

    const Entry &of(const QTextFormat &format) const
    {
        return m_formulas[size_t(format.intProperty(kFormulaNumber))];
    }
    Measures measure(const QTextFormat &format) const
    {
        const Entry &entry = of(format);
        const QFont font = format.toCharFormat().font();
        const double em = font.pixelSize();
        const double middle = QFontMetrics(font).xHeight(); // as the layout takes it
        Measures made{};
        made.ascent = entry.formula.height * em;
        made.descent = entry.formula.depth * em;
        made.pad = entry.boxed ? 5 : 0;
        made.width = entry.formula.width * em + 2 * made.pad;
        made.height = std::max(2 * made.ascent - middle, 2 * made.descent + middle);
        made.baseline = (made.height + middle) / 2;
        return made;
    }

    std::vector<Entry> m_formulas;
};

PageText::PageText(markdown::Typesetter &typesetter)
    : m_typesetter(typesetter)
    , m_cursor(&m_document)
    , m_formulas(std::make_unique<FormulaObject>())
{
    m_document.setUndoRedoEnabled(false);
    m_document.setDocumentMargin(0);
    m_document.setUseDesignMetrics(true);
    m_document.setDefaultFont(bodyFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // code loses nothing at the edge
    m_document.setDefaultTextOption(option);
    m_document.documentLayout()->registerHandler(kFormulaObject, m_formulas.get());
}

PageText::~PageText() = default;

void PageText::paragraph(const QTextBlockFormat &format, const QTextCharFormat &look)
{
    if (m_blank) {
        m_cursor.setBlockFormat(format);
        m_cursor.setCharFormat(look); // a cell keeps its own in that of its first block
    } else {
        m_cursor.insertBlock(format, look);
    }
    m_blank = false;
}

/// A surface of one cell, with the cursor in it.
void PageText::box(const QColor &ground, double margin, double padding, double below)
{
    if (!m_blank)
        m_cursor.insertBlock(QTextBlockFormat());
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(padding);
    format.setLeftMargin(margin);
    format.setTopMargin(8);
    format.setBottomMargin(below);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QTextTable *table = m_cursor.insertTable(1, 1, format);
    QTextTableCellFormat cell;
    cell.setBackground(ground);
    table->cellAt(0, 0).setFormat(cell);
    m_blank = true;
}

void PageText::leaveTable()
{
    m_cursor.movePosition(QTextCursor::End);
    m_blank = true;
}

/// A line in bold that stays with what it is about.
void PageText::label(const QString &text, QTextBlockFormat format, QTextCharFormat look)
{
    format.setProperty(StaysWithNextProperty, true);
    look.setFontWeight(QFont::DemiBold);
    paragraph(format, look);
    m_cursor.insertText(text, look);
}

void PageText::beginConversation(const QString &title, const QString &date)
{
    QTextBlockFormat format = spaced(0);
    if (!m_document.isEmpty())
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    label(title, format, lookOf(kInk, kTitle));
    paragraph(spaced(2), lookOf(kQuiet, kSmall));
    m_cursor.insertText(date);
}

void PageText::addSpeaker(const QString &name)
{
    label(name, spaced(24), lookOf(kQuiet, kSmall));
}

void PageText::addQuestion(const QString &text)
{
    box(kQuestionGround, 0, 10, kBelowQuestion);
    paragraph(spaced(0), lookOf(kInk));
    m_cursor.insertText(lines(text.trimmed()));
    leaveTable();
}

void PageText::addMarkdown(const QString &source)
{
    write(source, 0, lookOf(kInk));
}

void PageText::addReasoning(const QString &heading, const QString &source)
{
    label(heading, spaced(8, kQuoteIndent), lookOf(kQuiet, kSmall));
    write(source, kQuoteIndent, lookOf(kQuiet, kSmall));
}

void PageText::addFile(const QString &name, const QString &content)
{
    label(name, spaced(12), lookOf(kInk, kSmall));
    writeCode(content, 0);
}

void PageText::addNote(const QString &text)
{
    QTextCharFormat look = lookOf(kQuiet, kSmall);
    look.setFontItalic(true);
    paragraph(spaced(8), look);
    m_cursor.insertText(text, look);
}

void PageText::write(const QString &markdown, double margin, const QTextCharFormat &look)
{
    markdown::Document document;
    document.setSource(markdown, true);
    const double em = look.font().pixelSize();
    Block joined; // code or a table that comes in several blocks
    for (const Block &block : document.blocks()) {
        const double left = margin + indentOf(block);
        QTextCharFormat text = look;
        if (block.containers.contains('q'))
            text.setForeground(kQuiet);
        QTextBlockFormat format = spaced(std::round(block.gap ? em * 0.6 : em * 0.2), left);
        if (!block.marker.isEmpty()) {
            format.setTextIndent(-kListIndent);
            format.setTabPositions({QTextOption::Tab(kListIndent, QTextOption::LeftTab)});
        }
        switch (block.kind) {
        case Block::Kind::Heading:
            text.setFontWeight(QFont::DemiBold);
            text.setProperty(QTextFormat::FontPixelSize, int(std::round(em * (block.level == 1   ? 1.4
                                                                              : block.level == 2 ? 1.25
                                                                              : block.level == 3 ? 1.1
                                                                                                 : 1.0))));
            format.setTopMargin(std::round(em * 1.2));
            format.setProperty(StaysWithNextProperty, true);
            break;
        case Block::Kind::Formula:
            format.setAlignment(Qt::AlignHCenter);
            format.setTextIndent(0);
            break;
        case Block::Kind::Rule:
            format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                               QTextLength(QTextLength::PercentageLength, 100));
            break;
        case Block::Kind::Code:
            joined.content.text =
                block.first ? block.content.text : joined.content.text + u'\n' + block.content.text;
            if (block.last)
                writeCode(joined.content.text, left);
            continue;
        case Block::Kind::Table:
            if (block.first)
                joined = block;
            else
                joined.rows.insert(joined.rows.end(), block.rows.begin(), block.rows.end());
            if (block.last)
                writeTable(joined, left, text);
            continue;
        case Block::Kind::Paragraph:
            break;
        }
        if (block.content.text.isRightToLeft()) {
            format.setRightMargin(left);
            format.setLeftMargin(margin);
        }
        paragraph(format, text);
        if (!block.marker.isEmpty() && block.kind != Block::Kind::Formula)
            m_cursor.insertText(markerOf(block) + u'\t', text);
        writeText(block.content, text);
    }
}

void PageText::writeCode(const QString &text, double margin)
{
    box(kCodeGround, margin, 9, kBelowBox);
    QTextBlockFormat format = spaced(0);
    format.setLayoutDirection(Qt::LeftToRight);
    QTextCharFormat look = lookOf(kInk);
    look.setFont(codeFont());
    paragraph(format, look);
    m_cursor.insertText(lines(text.endsWith(u'\n') ? text.chopped(1) : text), look);
    leaveTable();
}

void PageText::writeTable(const Block &block, double margin, const QTextCharFormat &look)
{
    if (!m_blank)
        m_cursor.insertBlock(QTextBlockFormat());
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(5);
    format.setLeftMargin(margin);
    format.setTopMargin(8);
    format.setBottomMargin(kBelowBox);
    format.setBorderCollapse(true);
    const int columns = int(block.alignments.size());
    QTextTable *table = m_cursor.insertTable(int(block.rows.size()), columns, format);
    for (int row = 0; row < table->rows(); ++row)
        for (int column = 0; column < columns; ++column) {
            const bool head = block.header && row == 0;
            QTextTableCell cell = table->cellAt(row, column);
            QTextTableCellFormat cellFormat;
            cellFormat.setBottomBorder(1);
            cellFormat.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            cellFormat.setBottomBorderBrush(head ? kQuiet : kLine);
            cell.setFormat(cellFormat);
            m_cursor = cell.firstCursorPosition();
            QTextBlockFormat paragraphFormat = spaced(0);
            switch (block.alignments[size_t(column)]) {
            case Block::Alignment::Center:
                paragraphFormat.setAlignment(Qt::AlignHCenter);
                break;
            case Block::Alignment::Right:
                paragraphFormat.setAlignment(Qt::AlignRight);
                break;
            case Block::Alignment::Left:
            case Block::Alignment::Start:
                break;
            }
            QTextCharFormat text = look;
            if (head)
                text.setFontWeight(QFont::DemiBold);
            m_blank = true;
            paragraph(paragraphFormat, text);
            writeText(block.rows[size_t(row)][size_t(column)], text);
        }
    leaveTable();
}

void PageText::writeText(const Text &text, const QTextCharFormat &look)
{
    for (const Piece &piece : text.pieces) {
        QTextCharFormat format = look;
        if (piece.look & Piece::Bold)
            format.setFontWeight(QFont::Bold);
        if (piece.look & Piece::Italic)
            format.setFontItalic(true);
        if (piece.look & Piece::Struck)
            format.setFontStrikeOut(true);
        if (piece.look & Piece::Code) {
            format.setFont(codeFont(), QTextCharFormat::FontPropertiesSpecifiedOnly);
            format.setBackground(kCodeGround);
        }
        if (piece.look & Piece::Link) {
            format.setAnchor(true);
            format.setAnchorHref(piece.target);
            format.setForeground(kLink);
            format.setFontUnderline(true);
        }
        if (piece.look & Piece::Footnote)
            format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
        if (piece.look & Piece::Formula)
            writeFormula(piece, format);
        else
            m_cursor.insertText(lines(text.text.sliced(piece.begin, piece.length)), format);
    }
}

void PageText::writeFormula(const Piece &piece, const QTextCharFormat &look)
{
    const Formula formula = m_typesetter.typeset(piece.target, piece.look & Piece::Display);
    if (formula.valid()) {
        m_cursor.insertText(QString(QChar::ObjectReplacementCharacter),
                            m_formulas->add(formula, piece.look & Piece::Boxed, look));
        return;
    }
    QTextCharFormat source = look;
    source.setFont(codeFont(), QTextCharFormat::FontPropertiesSpecifiedOnly);
    m_cursor.insertText(lines(piece.target), source);
}

} // namespace sotto::exchange

#include "page_text.moc"
