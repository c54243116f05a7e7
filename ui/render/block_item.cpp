#include "ui/render/block_item.h"

#include "ui/render/code_colours.h"
#include "ui/render/formula_store.h"
#include "ui/render/markdown_view.h"

#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGRectangleNode>
#include <QSGTextNode>

#include <cmath>

namespace sotto::render
{
namespace
{

using markdown::Block;
using markdown::Piece;

QSGTextNode::RenderType renderType()
{
    switch (QQuickWindow::textRenderType()) {
    case QQuickWindow::NativeTextRendering:
        return QSGTextNode::NativeRendering;
    case QQuickWindow::CurveTextRendering:
        return QSGTextNode::CurveRendering;
    case QQuickWindow::QtTextRendering:
        break;
    }
    return QSGTextNode::QtRendering;
}

void addRectangle(QSGNode *root, QQuickWindow *window, const QRectF &rect, const QColor &colour)
{
    QSGRectangleNode *node = window->createRectangleNode();
    node->setRect(rect);
    node->setColor(colour);
    root->appendChildNode(node);
}

void addImage(QSGNode *root, QQuickWindow *window, const QImage &image, const QRectF &rect)
{
    QSGImageNode *node = window->createImageNode();
    node->setTexture(window->createTextureFromImage(image, QQuickWindow::TextureHasAlphaChannel));
    node->setOwnsTexture(true);
    node->setRect(rect);
    node->setFiltering(QSGTexture::Linear);
    root->appendChildNode(node);
}

/// A ground with round corners.
void addGround(QSGNode *root, QQuickWindow *window, QRectF rect, const QColor &colour, double radius)
{
    const double ratio = window->effectiveDevicePixelRatio();
    rect = QRectF(QPointF(std::floor(rect.left() * ratio), std::floor(rect.top() * ratio)) / ratio,
                  QPointF(std::ceil(rect.right() * ratio), std::ceil(rect.bottom() * ratio)) / ratio);
    QImage image((rect.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return;
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(image.rect(), radius * ratio, radius * ratio);
    painter.end();
    addImage(root, window, image, rect);
}

} // namespace

BlockItem::BlockItem(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void BlockItem::assign(MarkdownView *view, size_t row)
{
    const bool sameGroup = m_view == view && m_group == view->block(row).group;
    m_view = view;
    m_row = row;
    const Block &block = view->block(row);
    m_group = block.group;
    m_language = block.kind == Block::Kind::Code ? CodeColours::languageName(block.language) : QString();
    m_heading = block.kind == Block::Kind::Heading;
    m_first = block.first;
    m_last = block.last;
    m_rule = block.kind == Block::Kind::Rule;
    relayout();
    emit blockChanged();
    if (!sameGroup) {
        emit scrollChanged();
        emit wrappedChanged();
    }
}

void BlockItem::release()
{
    m_view = nullptr;
}

void BlockItem::relayout()
{
    if (!m_view)
        return;
    m_view->prepare(m_layout, m_row, true);
    QString plain;
    for (const BlockLayout::Cell &cell : m_layout.cells()) {
        const markdown::Text &text = cell.text.text();
        if (!plain.isEmpty())
            plain += u' ';
        for (const Piece &piece : text.pieces)
            plain += piece.look & Piece::Formula ? QStringView(piece.target)
                                                 : QStringView(text.text).sliced(piece.begin, piece.length);
    }
    m_plain = plain;
    fit();
}

void BlockItem::fit()
{
    if (!m_view || m_available <= 0)
        return;
    m_layout.layout(m_available);
    setImplicitSize(m_layout.contentWidth(), m_layout.height());
    emit laidOut();
    update();
}

void BlockItem::setAvailable(double width)
{
    if (width == m_available)
        return;
    m_available = width;
    fit();
    emit availableChanged();
}

double BlockItem::scroll() const
{
    return m_view ? std::clamp(m_view->scrollOf(m_group), 0.0, std::max(0.0, contentWidth() - m_available))
                  : 0;
}

void BlockItem::setScroll(double x)
{
    if (m_view)
        m_view->setScroll(m_group, std::clamp(x, 0.0, std::max(0.0, contentWidth() - m_available)));
}

bool BlockItem::wrapped() const
{
    return m_view && m_view->wrapped(m_group);
}

void BlockItem::setWrapped(bool wrapped)
{
    if (m_view)
        m_view->setWrapped(m_group, wrapped);
}

QString BlockItem::code() const
{
    return m_view ? m_view->codeOf(m_group) : QString();
}

void BlockItem::itemChange(ItemChange change, const ItemChangeData &data)
{
    if (change == ItemDevicePixelRatioHasChanged)
        update();
    QQuickItem::itemChange(change, data);
}

QSGNode *BlockItem::updatePaintNode(QSGNode *before, UpdatePaintNodeData *)
{
    delete before;
    if (!m_view)
        return nullptr;
    auto *root = new QSGNode;
    const BlockStyle &style = m_view->style();
    const double ratio = window()->effectiveDevicePixelRatio();
    if (m_rule) {
        addRectangle(root, window(), {0, std::round(height() / 2), width(), 1}, style.line);
        return root;
    }
    // From the back to the front: grounds, the selection, rules and formulas, words.
    auto *grounds = new QSGNode;
    root->appendChildNode(grounds);
    const auto [begin, end] = m_view->selection();
    if (begin < end)
        for (const QRectF &rect : m_layout.selectionRects(begin, end))
            addRectangle(root, window(), rect, style.selection);
    for (size_t i = 0; i + 1 < m_layout.rules().size() || (i < m_layout.rules().size() && !m_last); ++i)
        addRectangle(root, window(), {0, m_layout.rules()[i] - 1, m_layout.contentWidth(), 1}, style.line);

    QSGTextNode *texts = window()->createTextNode();
    texts->setRenderType(renderType());
    texts->setColor(style.text);
    for (const BlockLayout::Cell &cell : m_layout.cells()) {
        const markdown::Text &text = cell.text.text();
        for (const Piece &piece : text.pieces)
            if (piece.look & Piece::Code)
                for (const QRectF &rect : cell.text.rectsOf(piece.begin, piece.begin + piece.length, false))
                    addGround(grounds, window(), rect.translated(cell.at).adjusted(-2, -1, 2, 1),
                              style.codeGround, 3);
        if (text.text.isEmpty())
            continue;
        texts->addTextLayout(cell.at, cell.text.textLayout());
        for (const RichText::FormulaPlace &place : cell.text.formulas()) {
            const Piece &piece = text.pieces[size_t(place.piece)];
            const double size = cell.text.formulaSize() * place.scale * ratio;
            const FormulaStore::Picture picture = FormulaStore::instance().draw(
                piece.target, piece.look & Piece::Display, size,
                m_view->block(m_row).containers.contains('q') ? style.quiet : style.text);
            if (picture.image.isNull())
                continue;
            const QRectF box = place.box().translated(cell.at);
            if (piece.look & Piece::Boxed)
                addGround(grounds, window(), box.adjusted(0, -0.2 * size / ratio, 0, 0.2 * size / ratio),
                          style.boxedGround, 4);
            // On whole pixels, the baseline too.
            const double baseline = std::round((cell.at.y() + place.baseline) * ratio);
            const double left = std::round(box.center().x() * ratio - picture.image.width() / 2.0);
            addImage(root, window(), picture.image,
                     QRectF(left / ratio, (baseline - picture.ascent) / ratio, picture.image.width() / ratio,
                            picture.image.height() / ratio));
        }
    }
    root->appendChildNode(texts);
    return root;
}

} // namespace sotto::render
