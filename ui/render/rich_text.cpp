#include "ui/render/rich_text.h"

#include "ui/render/formula_store.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace sotto::render
{
namespace
{

using markdown::Piece;

constexpr QChar kNoBreakSpace(0x00A0);
constexpr double kSmallestScale = 0.5; ///< of a formula wider than its line
constexpr double kFormulaSize = 1.12;  ///< em: MathJax's letters are lower than a sans serif's
constexpr double kBoxPadding = 0.3;    ///< em, beside a boxed formula

qint64 laidOut = 0;

/// A footnote's number in raised digits; another label as it is.
QString raised(QString label)
{
    static const char16_t kDigits[] = u"\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079";
    const bool number =
        std::all_of(label.cbegin(), label.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    for (QChar &c : label)
        c = number ? QChar(kDigits[c.unicode() - u'0']) : c;
    return label;
}

} // namespace

double RichText::formulaSize() const
{
    return m_fontSize * kFormulaSize;
}

qint64 RichText::charactersLaidOut()
{
    return laidOut;
}

/// Takes over the text; where a formula is not set, its source takes its place.
void RichText::resolve(const markdown::Text &text, QStringView source, bool ask)
{
    m_waiting = false;
    m_text = {};
    FormulaStore &store = FormulaStore::instance();
    for (Piece piece : text.pieces) {
        QString shown = text.text.sliced(piece.begin, piece.length);
        piece.begin = int(m_text.text.size());
        if (piece.look & Piece::Formula) {
            const bool display = piece.look & Piece::Display;
            const markdown::Formula *formula = store.find(piece.target, display);
            if (!formula) {
                m_waiting = true;
                if (ask)
                    store.request(piece.target, display);
            }
            if (formula && formula->valid()) {
                shown = kNoBreakSpace;
            } else {
                shown = source.sliced(piece.sourceBegin, piece.sourceEnd - piece.sourceBegin).toString();
                piece.look = Piece::Plain;
            }
        }
        if (piece.look & Piece::Footnote)
            shown = raised(shown);
        piece.length = int(shown.size());
        m_text.text += shown;
        m_text.pieces.push_back(std::move(piece));
    }
}

void RichText::set(const markdown::Text &text, QStringView source, const BlockStyle &style, const Look &look,
                   bool ask, const QList<QTextLayout::FormatRange> &colours)
{
    resolve(text, source, ask);
    QFont font = style.font;
    m_fontSize = std::round(style.em() * look.size * (look.code ? 0.9 : 1));
    font.setPixelSize(int(m_fontSize));
    if (look.bold)
        font.setWeight(QFont::DemiBold);
    if (look.code)
        font.setFamilies(style.monospace);
    m_lineHeight = m_fontSize * (look.lineHeight > 0 ? look.lineHeight : style.lineHeight);

    QString shown = m_text.text;
    shown.replace(u'\n', QChar::LineSeparator);
    m_layout = std::make_unique<QTextLayout>(shown, font);
    m_layout->setCacheEnabled(true);
    m_rightToLeft = !look.code && shown.isRightToLeft();
    QTextOption option;
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(u' ') * 4);
    m_layout->setTextOption(option);

    QList<QTextLayout::FormatRange> formats;
    const double space = QFontMetricsF(font).horizontalAdvance(kNoBreakSpace);
    m_formulas.clear();
    for (size_t i = 0; i < m_text.pieces.size(); ++i) {
        const Piece &piece = m_text.pieces[i];
        QTextCharFormat format;
        if (look.quiet)
            format.setForeground(style.quiet);
        if (piece.look & Piece::Formula) {
            const markdown::Formula *formula =
                FormulaStore::instance().find(piece.target, piece.look & Piece::Display);
            FormulaPlace place;
            place.piece = int(i);
            place.ascent = formula->height * formulaSize();
            place.depth = formula->depth * formulaSize();
            place.room = formula->width * formulaSize() +
                         (piece.look & Piece::Boxed ? 2 * kBoxPadding * m_fontSize : 0);
            m_formulas.push_back(place);
            format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
            format.setFontLetterSpacing(place.room - space);
        } else {
            if (piece.look & Piece::Bold)
                format.setFontWeight(QFont::DemiBold);
            if (piece.look & Piece::Italic)
                format.setFontItalic(true);
            if (piece.look & Piece::Struck)
                format.setFontStrikeOut(true);
            if (piece.look & Piece::Code) {
                format.setFontFamilies(style.monospace);
                format.setProperty(QTextFormat::FontPixelSize, int(std::round(m_fontSize * 0.9)));
            }
            if (piece.look & Piece::Link) {
                format.setForeground(style.link);
                format.setFontUnderline(true);
            }
            if (piece.look & Piece::Footnote)
                format.setForeground(style.link);
        }
        if (!format.isEmpty())
            formats.append({piece.begin, piece.length, format});
    }
    formats.append(colours);
    m_layout->setFormats(formats);
}

void RichText::layout(double width, Qt::Alignment alignment)
{
    QTextOption option = m_layout->textOption();
    option.setWrapMode(width < 0 ? QTextOption::ManualWrap : QTextOption::WrapAtWordBoundaryOrAnywhere);
    // Left is where lines begin, unless it is meant as a side.
    option.setAlignment(m_rightToLeft && alignment == Qt::AlignLeft ? Qt::AlignRight : alignment);
    m_layout->setTextOption(option);
    // A formula wider than its line shrinks; letter spacing is what gives it its room.
    if (width >= 0 && !m_formulas.empty()) {
        QList<QTextLayout::FormatRange> formats = m_layout->formats();
        const double space = QFontMetricsF(m_layout->font()).horizontalAdvance(kNoBreakSpace);
        bool changed = false;
        for (FormulaPlace &place : m_formulas) {
            const double scale = std::clamp((width - 2) / place.room, kSmallestScale, 1.0);
            if (scale == place.scale)
                continue;
            place.scale = scale;
            const int begin = m_text.pieces[size_t(place.piece)].begin;
            for (auto &range : formats)
                if (range.start == begin)
                    range.format.setFontLetterSpacing(place.room * scale - space);
            changed = true;
        }
        if (changed)
            m_layout->setFormats(formats);
    }

    laidOut += m_text.text.size();
    m_tops.clear();
    m_width = 0;
    double y = 0;
    m_layout->beginLayout();
    auto formula = m_formulas.begin();
    auto placed = m_formulas.begin();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        if (width >= 0)
            line.setLineWidth(width);
        else
            line.setLineWidth(1e6);
        double ascent = line.ascent();
        double descent = line.descent();
        const int end = line.textStart() + line.textLength();
        for (; formula != m_formulas.end() && m_text.pieces[size_t(formula->piece)].begin < end; ++formula) {
            ascent = std::max(ascent, formula->ascent * formula->scale);
            descent = std::max(descent, formula->depth * formula->scale);
        }
        const double natural = line.ascent() + line.descent();
        const double extra = std::max(0.0, m_lineHeight - natural);
        m_tops.push_back(y);
        const double baseline = std::ceil(y + extra / 2 + ascent);
        line.setPosition(QPointF(0, baseline - line.ascent()));
        for (; placed != formula; ++placed)
            placed->baseline = baseline;
        y = std::ceil(baseline + descent + extra / 2);
        m_width = std::max(m_width, line.naturalTextWidth());
    }
    m_layout->endLayout();
    m_tops.push_back(y);
    m_height = y;
    if (width < 0)
        measureWords();
    for (FormulaPlace &place : m_formulas) {
        const int begin = m_text.pieces[size_t(place.piece)].begin;
        const QTextLine line = m_layout->lineForTextPosition(begin);
        place.left = std::min(line.cursorToX(begin), line.cursorToX(begin + 1));
    }
}

/// Of lines that are not broken.
void RichText::measureWords()
{
    m_longestWord = 0;
    const QString &text = m_text.text;
    for (int begin = 0, at = 0; at <= text.size(); ++at) {
        if (at < text.size() && (!text[at].isSpace() || text[at] == kNoBreakSpace))
            continue;
        const QTextLine line = m_layout->lineForTextPosition(begin);
        if (at > begin && line.isValid())
            m_longestWord = std::max(m_longestWord, std::abs(line.cursorToX(at) - line.cursorToX(begin)));
        begin = at + 1;
    }
}

int RichText::positionAt(QPointF point) const
{
    if (!m_layout || m_layout->lineCount() == 0)
        return 0;
    const auto top = std::upper_bound(m_tops.begin(), m_tops.end() - 1, point.y());
    const int index = int(std::clamp<std::ptrdiff_t>(top - m_tops.begin() - 1, 0, m_layout->lineCount() - 1));
    return m_layout->lineAt(index).xToCursor(point.x());
}

QString RichText::linkAt(QPointF point) const
{
    if (!m_layout || point.y() < 0 || point.y() > m_height)
        return {};
    const int at = positionAt(point);
    for (const Piece &piece : m_text.pieces) {
        if (!(piece.look & Piece::Link) || at < piece.begin || at > piece.begin + piece.length)
            continue;
        for (const QRectF &rect : rectsOf(piece.begin, piece.begin + piece.length, false))
            if (rect.contains(point))
                return piece.target;
    }
    return {};
}

std::vector<QRectF> RichText::rectsOf(int begin, int end, bool wholeLines) const
{
    std::vector<QRectF> rects;
    if (!m_layout || begin >= end)
        return rects;
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int from = std::max(begin, line.textStart());
        const int to = std::min(end, line.textStart() + line.textLength());
        if (from >= to)
            continue;
        const double top = wholeLines ? m_tops[size_t(i)] : line.y();
        const double bottom = wholeLines ? m_tops[size_t(i) + 1] : line.y() + line.ascent() + line.descent();
        double left = line.cursorToX(from);
        double right = line.cursorToX(to);
        if (left > right)
            std::swap(left, right);
        rects.emplace_back(left, top, right - left, bottom - top);
    }
    return rects;
}

} // namespace sotto::render
