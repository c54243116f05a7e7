#include "app/exchange/page.h"

#include "app/markdown/html.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLocale>
#include <QObject>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

/// In page.cpp: what the PDF's document is made of.
QString pdfHtml(const history::Conversation &conversation, bool withReasoning,
                const markdown::HtmlOptions &options);

namespace
{

constexpr int kFormulaObject = QTextFormat::UserObject + 1;
constexpr int kFormulaNumber = QTextFormat::UserProperty + 1;
constexpr double kBody = 10.5; // points

/// Draws formulas in the text, on its baseline.
class FormulaObject : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    int add(const markdown::Formula &formula)
    {
        QByteArray svg = formula.svg;
        m_formulas.push_back(
            {formula, std::make_unique<QSvgRenderer>(svg.replace("currentColor", "#23211d"))});
        return int(m_formulas.size()) - 1;
    }

    QSizeF intrinsicSize(QTextDocument *, int, const QTextFormat &format) override
    {
        const markdown::Formula &formula = of(format).formula;
        // The layout lets the object stand on the font's descent.
        const QFontMetricsF metrics(format.toCharFormat().font());
        const double em = emOf(format);
        return {formula.width * em, formula.height * em + std::max(metrics.descent(), formula.depth * em)};
    }

    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                    const QTextFormat &format) override
    {
        const auto &[formula, svg] = of(format);
        const double em = emOf(format);
        svg->render(painter, QRectF(rect.left(), rect.top(), formula.width * em,
                                    (formula.height + formula.depth) * em));
    }

private:
    struct Entry {
        markdown::Formula formula;
        std::unique_ptr<QSvgRenderer> svg;
    };
    const Entry &of(const QTextFormat &format) const
    {
        return m_formulas[size_t(format.intProperty(kFormulaNumber))];
    }
    static double emOf(const QTextFormat &format)
    {
        const QFont font = format.toCharFormat().font();
        return QFontInfo(font).pixelSize();
    }
    std::vector<Entry> m_formulas;
};

const QString kStyle = uR"css(
h1 { font-size: 17pt; margin-bottom: 0; }
h2 { font-size: 13pt; } h3 { font-size: 11.5pt; } h4, h5, h6 { font-size: 10.5pt; }
.quiet { color: #5d584f; font-size: 9pt; }
.who { color: #5d584f; font-size: 9pt; font-weight: 600; margin-top: 18px; margin-bottom: 2px; }
.question { background-color: #f0ede6; }
.reasoning { color: #5d584f; font-size: 9pt; margin-left: 14px; }
pre, code { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 9pt; background-color: #f5f3ee; }
a { color: #2c5f56; }
blockquote { color: #5d584f; margin-left: 14px; }
th, td { padding: 3px; }
)css"_s;

} // namespace

struct PdfPages::Private {
    markdown::Typesetter typesetter;
    FormulaObject formulas;
    QString html;
};

PdfPages::PdfPages()
    : m(std::make_unique<Private>())
{
}
PdfPages::~PdfPages() = default;

void PdfPages::add(const history::Conversation &conversation, bool withReasoning)
{
    markdown::HtmlOptions options;
    options.typesetter = &m->typesetter;
    options.drawn = [this](const markdown::Formula &formula, bool) {
        return u"<img src=\"formula:%1\">"_s.arg(m->formulas.add(formula));
    };
    const QString style = m->html.isEmpty() ? QString() : u" style=\"page-break-before: always\""_s;
    m->html += u"<div%1></div>"_s.arg(style) + pdfHtml(conversation, withReasoning, options);
}

QByteArray PdfPages::toPdf()
{
    QTextDocument document;
    document.setUndoRedoEnabled(false);
    QFont font;
    font.setPointSizeF(kBody);
    document.setDefaultFont(font);
    document.setDefaultStyleSheet(kStyle);
    document.setHtml(m->html);
    document.documentLayout()->registerHandler(kFormulaObject, &m->formulas);
    std::vector<std::pair<int, int>> places; // of formulas, and their numbers
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextImageFormat image = it.fragment().charFormat().toImageFormat();
            if (!image.isValid() || !image.name().startsWith(u"formula:"_s))
                continue;
            // Alike ones side by side are one fragment.
            for (int i = 0; i < it.fragment().length(); ++i)
                places.emplace_back(it.fragment().position() + i, image.name().section(u':', 1).toInt());
        }
    for (const auto &[position, number] : places) {
        QTextCursor cursor(&document);
        cursor.setPosition(position);
        cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setFont(cursor.charFormat().font());
        format.setObjectType(kFormulaObject);
        format.setProperty(kFormulaNumber, number);
        format.setVerticalAlignment(QTextCharFormat::AlignBaseline);
        cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    }

    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setCreator(u"Sotto"_s);
    pdf.setPageSize(QPageSize(QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter
                                                                                         : QPageSize::A4));
    pdf.setPageMargins({20, 18, 20, 18}, QPageLayout::Millimeter);
    pdf.setResolution(300);
    document.print(&pdf);
    return bytes;
}

} // namespace sotto::exchange

#include "pdf_pages.moc"
