#include "app/exchange/page.h"

#include "app/exchange/page_text.h"
#include "app/exchange/pagination.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

/// In page.cpp: what the PDF says.
void writePages(const history::Conversation &conversation, bool withReasoning, PageText &text);

struct PdfPages::Private {
    markdown::Typesetter typesetter;
    PageText text{typesetter};
    QString title; ///< of the first; more have none together
    int count = 0;
};

PdfPages::PdfPages()
    : m(std::make_unique<Private>())
{
}
PdfPages::~PdfPages() = default;

void PdfPages::add(const history::Conversation &conversation, bool withReasoning)
{
    m->title = m->count++ == 0 ? conversation.title : QString();
    writePages(conversation, withReasoning, m->text);
}

QByteArray PdfPages::toPdf()
{
    constexpr int kResolution = 1200, kInch = 96;
    constexpr double kNumberGap = 14;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setCreator(u"Sotto"_s);
    pdf.setTitle(m->title);
    pdf.setPageSize(QPageSize(QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter
                                                                                         : QPageSize::A4));
    pdf.setPageMargins({24, 20, 24, 24}, QPageLayout::Millimeter);
    pdf.setResolution(kResolution);

    QTextDocument &document = m->text.document();
    const double scale = double(kResolution) / kInch;
    const QSizeF page(pdf.width() / scale, pdf.height() / scale);
    document.setTextWidth(page.width());
    const std::vector<PageCut> cuts = cutIntoPages(document, page.height());

    QPainter painter(&pdf);
    painter.scale(scale, scale);
    for (size_t number = 0; number < cuts.size(); ++number) {
        if (number > 0)
            pdf.newPage();
        const QRectF shown(0, cuts[number].top, page.width(), cuts[number].bottom - cuts[number].top);
        painter.save();
        painter.translate(0, -shown.top());
        painter.setClipRect(shown);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = shown;
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        if (cuts.size() > 1) {
            QFont font = document.defaultFont();
            font.setPixelSize(11);
            painter.setFont(font);
            painter.setPen(QColor(0x5d, 0x58, 0x4f));
            painter.drawText(QRectF(0, page.height() + kNumberGap, page.width(), 20),
                             Qt::AlignRight | Qt::AlignTop, QString::number(number + 1));
        }
    }
    painter.end();
    return bytes;
}

} // namespace sotto::exchange
