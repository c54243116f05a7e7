#include "ui/render/markdown_view.h"

#include "ui/render/block_item.h"
#include "ui/render/formula_store.h"

#include <QClipboard>
#include <QDateTime>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMimeData>
#include <QQuickWindow>
#include <QSGRectangleNode>
#include <QSGTextNode>
#include <QStyleHints>

#include <cmath>

namespace sotto::render
{
namespace
{

using markdown::Block;

constexpr double kOverscan = 400;           ///< pixels beyond what is seen in which blocks exist
constexpr qint64 kMeasureNanos = 3'000'000; ///< of a frame, spent on blocks that are not seen
constexpr size_t kSpareItems = 24;          ///< of each kind

// Distances in em.
constexpr double kListIndent = 1.7;
constexpr double kQuoteIndent = 1.1;
constexpr double kParagraphGap = 0.7;
constexpr double kItemGap = 0.28;
constexpr double kHeadingGap = 1.15;
constexpr double kAfterHeading = 0.35;

} // namespace

MarkdownView::MarkdownView(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setCursor(Qt::IBeamCursor);
    m_measureTimer.setSingleShot(true);
    m_measureTimer.setInterval(0);
    connect(&m_measureTimer, &QTimer::timeout, this, &MarkdownView::measureSome);
    m_scrollTimer.setInterval(16);
    connect(&m_scrollTimer, &QTimer::timeout, this, [this] { selectTo(m_pointer); });
    connect(&FormulaStore::instance(), &FormulaStore::changed, this, &MarkdownView::takeFormulas);
}

MarkdownView::~MarkdownView()
{
    for (const auto &connection : std::as_const(m_watching))
        disconnect(connection);
}

void MarkdownView::componentComplete()
{
    QQuickItem::componentComplete();
    m_complete = true;
    restyle();
}

// ------------------------------------------------------------------------------------------------ text

void MarkdownView::setSource(const QString &source)
{
    if (source == m_document.source())
        return;
    if (!source.startsWith(m_document.source())) { // another text: places in the old one mean nothing
        m_states.clear();
        m_columns.clear();
        m_scroll.clear();
        m_wrapped.clear();
        deselect();
    }
    applyChange(m_document.setSource(source, !m_streaming));
    emit sourceChanged();
}

void MarkdownView::setStreaming(bool streaming)
{
    if (streaming == m_streaming)
        return;
    m_streaming = streaming;
    applyChange(m_document.setSource(m_document.source(), !m_streaming));
    emit streamingChanged();
}

void MarkdownView::applyChange(const markdown::Document::Change &change)
{
    if (change.removed == 0 && change.inserted == 0)
        return;
    const std::vector<Block> &blocks = m_document.blocks();
    m_rows.resize(change.first);
    m_rows.resize(blocks.size());
    m_unplaced = std::min(m_unplaced, change.first);
    m_unmeasured = std::min(m_unmeasured, change.first);
    for (size_t row = change.first; row < m_rows.size(); ++row) {
        if (blocks[row].kind == Block::Kind::Table && blocks[row].first)
            m_columns.erase(blocks[row].group);
        m_rows[row].height = estimate(row);
    }
    for (auto shown = m_shown.lower_bound(change.first); shown != m_shown.end();) {
        auto here = shown++;
        const bool keeps =
            here->first < blocks.size() && here->second.component == delegateFor(blocks[here->first]);
        if (!keeps) {
            hide(here);
            continue;
        }
        here->second.block->assign(this, here->first);
        fitShown(here->first, here->second);
    }
    updateHeight();
    polish();
}

void MarkdownView::setMonospace(const QString &families)
{
    QStringList list;
    for (const QString &family : families.split(u',', Qt::SkipEmptyParts))
        list.append(family.trimmed());
    change(m_style.monospace, list);
}

void MarkdownView::restyle()
{
    if (!m_complete)
        return;
    m_states.clear();
    m_columns.clear();
    forgetHeights();
    for (auto &[row, shown] : m_shown) {
        shown.block->relayout();
        fitShown(row, shown);
    }
    emit styleChanged();
    updateHeight();
    polish();
    update();
}

void MarkdownView::forgetHeights()
{
    m_unplaced = 0;
    m_unmeasured = 0;
    for (size_t row = 0; row < m_rows.size(); ++row) {
        m_rows[row].measured = false;
        m_rows[row].height = estimate(row);
    }
}

/// Formulas have been set: blocks that wait for one are laid out again.
void MarkdownView::takeFormulas()
{
    bool any = false;
    for (auto &[row, shown] : m_shown) {
        if (!shown.block->layout().waiting())
            continue;
        shown.block->relayout();
        fitShown(row, shown);
        any = true;
    }
    if (any)
        polish();
}

// ------------------------------------------------------------------------------------------- measures

double MarkdownView::gapBefore(size_t row) const
{
    if (row == 0)
        return 0;
    const Block &block = m_document.blocks()[row];
    const Block &before = m_document.blocks()[row - 1];
    const double em = m_style.em();
    if (block.joins && before.kind != Block::Kind::Formula)
        return 0;
    if ((block.kind == Block::Kind::Code || block.kind == Block::Kind::Table) && !block.first)
        return 0;
    if (before.kind == Block::Kind::Heading)
        return std::round(em * kAfterHeading);
    if (block.kind == Block::Kind::Heading)
        return std::round(em * kHeadingGap);
    if (!block.marker.isEmpty() && !before.containers.isEmpty())
        return std::round(em * (block.gap ? kItemGap * 1.6 : kItemGap));
    if (!block.containers.isEmpty() && !block.gap && block.kind == Block::Kind::Paragraph &&
        before.kind == Block::Kind::Paragraph)
        return std::round(em * kItemGap);
    return std::round(em * kParagraphGap);
}

double MarkdownView::indentOf(size_t row) const
{
    double indent = 0;
    for (const char container : m_document.blocks()[row].containers)
        indent += container == 'q' ? kQuoteIndent : kListIndent;
    // Never more than half of a narrow window.
    return std::round(std::min(indent * m_style.em(), width() / 2));
}

double MarkdownView::frameOf(size_t row) const
{
    const Block &block = m_document.blocks()[row];
    if (block.kind != Block::Kind::Code)
        return 0;
    return (block.first ? m_codeHeader : 0) + (block.last ? m_codeFooter : 0);
}

/// Good enough to place what nobody looks at.
double MarkdownView::estimate(size_t row) const
{
    const Block &block = m_document.blocks()[row];
    const double em = m_style.em();
    const double wide = width() > 0 ? std::max(width() - indentOf(row), em * 8) : em * 40;
    switch (block.kind) {
    case Block::Kind::Code:
        return (double(block.content.text.count(u'\n')) + 1) * em * 0.9 * 1.5 + frameOf(row);
    case Block::Kind::Table:
        return double(block.rows.size()) * em * 2.25;
    case Block::Kind::Rule:
        return em;
    case Block::Kind::Formula:
        return em * 3;
    case Block::Kind::Paragraph:
    case Block::Kind::Heading:
        break;
    }
    const double lines =
        double(block.content.text.size()) * em * 0.48 / wide + double(block.content.text.count(u'\n'));
    return std::round((std::floor(lines) + 1) * em * m_style.lineHeight);
}

double MarkdownView::availableFor(size_t row) const
{
    return std::max(width() - indentOf(row), 1.0);
}

const std::vector<double> *MarkdownView::columnsFor(size_t row)
{
    const Block &block = m_document.blocks()[row];
    if (block.kind != Block::Kind::Table || block.first)
        return nullptr;
    if (const auto known = m_columns.find(block.group); known != m_columns.end())
        return &known->second;
    size_t first = row;
    while (first > 0 && !m_document.blocks()[first].first)
        --first;
    BlockLayout layout;
    layout.set(m_document.blocks()[first], m_document.source(), m_style, false);
    return &(m_columns[block.group] = layout.columns());
}

void MarkdownView::prepare(BlockLayout &layout, size_t row, bool ask)
{
    const Block &block = m_document.blocks()[row];
    BlockStyle style = m_style;
    style.wrapCode = wrapped(block.group);
    QList<QTextLayout::FormatRange> colours;
    // Colours do not change a height: only what is seen gets them.
    if (ask && block.kind == Block::Kind::Code) {
        size_t first = row;
        while (!m_document.blocks()[first].first && !m_states.contains(m_document.blocks()[first].begin) &&
               first > 0)
            --first;
        KSyntaxHighlighting::State state = m_states.value(m_document.blocks()[first].begin);
        for (; first < row; ++first) {
            (void)m_colours.colour(m_document.blocks()[first].content.text, block.language, m_style, state);
            m_states.insert(m_document.blocks()[first + 1].begin, state);
        }
        colours = m_colours.colour(block.content.text, block.language, m_style, state);
    }
    layout.set(block, m_document.source(), style, ask, columnsFor(row), colours);
}

void MarkdownView::measure(size_t row)
{
    BlockLayout layout;
    prepare(layout, row, false);
    layout.layout(m_document.blocks()[row].kind == Block::Kind::Code ? availableFor(row) - 2 * m_codeMargin
                                                                     : availableFor(row));
    const double height = layout.height() + frameOf(row);
    m_rows[row].measured = true;
    if (height == m_rows[row].height)
        return;
    m_rows[row].height = height;
    m_unplaced = std::min(m_unplaced, row + 1);
}

bool MarkdownView::measured() const
{
    return m_unmeasured >= m_rows.size();
}

void MarkdownView::measureSome()
{
    if (width() <= 0)
        return;
    QElapsedTimer timer;
    timer.start();
    while (m_unmeasured < m_rows.size() && timer.nsecsElapsed() < kMeasureNanos) {
        if (!m_rows[m_unmeasured].measured)
            measure(m_unmeasured);
        ++m_unmeasured;
    }
    polish();
}

void MarkdownView::place(size_t from)
{
    for (size_t row = from; row < m_rows.size(); ++row) {
        Row &here = m_rows[row];
        here.gap = gapBefore(row);
        here.y = (row == 0 ? 0 : m_rows[row - 1].y + m_rows[row - 1].height) + here.gap;
    }
    m_unplaced = m_rows.size();
}

// --------------------------------------------------------------------------------------------- items

void MarkdownView::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.width() != before.width()) {
        forgetHeights();
        updateHeight();
    }
    if (now.width() != before.width() || now.y() != before.y())
        polish();
}

/// Says at once how high it will be, about: a list makes as many messages as fit what they say.
void MarkdownView::updateHeight()
{
    if (!m_complete)
        return;
    if (m_unplaced < m_rows.size())
        place(m_unplaced);
    setImplicitHeight(m_rows.empty() ? 0 : std::ceil(m_rows.back().y + m_rows.back().height));
}

void MarkdownView::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemSceneChange) {
        for (const auto &connection : std::as_const(m_watching))
            disconnect(connection);
        m_watching.clear();
        m_flickable = nullptr;
        if (data.window) {
            // Whatever moves it, it is noticed with the frame that shows it.
            m_watching.append(
                connect(data.window, &QQuickWindow::afterAnimating, this, &MarkdownView::noticeScroll));
            polish();
        }
    } else if (change == ItemVisibleHasChanged || change == ItemParentHasChanged) {
        m_flickable = nullptr;
        polish();
    }
}

void MarkdownView::watchFlickable()
{
    if (m_flickable)
        return;
    for (QQuickItem *item = parentItem(); item; item = item->parentItem()) {
        if (!item->inherits("QQuickFlickable"))
            continue;
        m_flickable = item;
        m_watching.append(connect(item, SIGNAL(contentYChanged()), this, SLOT(noticeScroll())));
        return;
    }
}

QRectF MarkdownView::visibleRect() const
{
    if (!window() || !isVisible())
        return {};
    const QQuickItem *frame = m_flickable ? m_flickable.data() : window()->contentItem();
    const QRectF seen = mapRectFromItem(frame, QRectF(0, 0, frame->width(), frame->height()));
    return seen.adjusted(0, -kOverscan, 0, kOverscan);
}

void MarkdownView::noticeScroll()
{
    if (isVisible() && visibleRect() != m_seen)
        polish();
}

void MarkdownView::updatePolish()
{
    if (!m_complete || width() <= 0)
        return;
    watchFlickable();
    // What stands at the top of what is seen stays there when heights above it change.
    const double top = m_flickable ? mapFromItem(m_flickable, QPointF()).y() : 0;
    size_t anchor = m_rows.size();
    double anchorY = 0;
    if (top > 0 && m_placedWidth == width())
        for (const auto &[row, shown] : m_shown)
            if (row < m_rows.size() && m_rows[row].y + m_rows[row].height > top) {
                anchor = row;
                anchorY = m_rows[row].y;
                break;
            }
    if (m_placedWidth != width()) {
        m_placedWidth = width();
        forgetHeights();
        for (auto &[row, shown] : m_shown)
            fitShown(row, shown);
    }
    showRows();
    updateHeight();
    if (anchor < m_rows.size() && m_flickable && m_rows[anchor].y != anchorY &&
        !m_flickable->property("moving").toBool() && !m_selecting)
        m_flickable->setProperty("contentY",
                                 m_flickable->property("contentY").toDouble() + m_rows[anchor].y - anchorY);
    if (m_unmeasured < m_rows.size() && isVisible())
        m_measureTimer.start();
    update();
    emit placed();
}

/// Makes the items that are seen, and puts all where they belong.
void MarkdownView::showRows()
{
    const auto rowAt = [this](double y) {
        const auto found = std::partition_point(m_rows.begin(), m_rows.end(),
                                                [y](const Row &row) { return row.y + row.height < y; });
        return size_t(found - m_rows.begin());
    };
    size_t first = 0;
    size_t last = 0; // exclusive
    // Showing a row corrects its height, which may bring others into sight.
    for (int round = 0; round < 8; ++round) {
        if (m_unplaced < m_rows.size())
            place(m_unplaced);
        m_seen = visibleRect();
        first = m_seen.isEmpty() ? m_rows.size() : rowAt(m_seen.top());
        last = first;
        bool all = true;
        for (; last < m_rows.size() && m_rows[last].y <= m_seen.bottom(); ++last) {
            if (m_shown.contains(last))
                continue;
            show(last);
            if (m_unplaced <= last + 1 && m_unplaced < m_rows.size())
                place(m_unplaced);
            all = false;
        }
        if (all)
            break;
    }
    if (m_unplaced < m_rows.size())
        place(m_unplaced);
    const QQuickItem *focus = window() ? window()->activeFocusItem() : nullptr;
    for (auto shown = m_shown.begin(); shown != m_shown.end();) {
        auto here = shown++;
        const bool keeps = (here->first >= first && here->first < last) ||
                           (focus && (focus == here->second.item || here->second.item->isAncestorOf(focus)));
        if (!keeps || here->first >= m_rows.size()) {
            hide(here);
            continue;
        }
        const bool mirrored = here->second.block->layout().rightToLeft();
        here->second.item->setPosition(QPointF(mirrored ? 0 : indentOf(here->first), m_rows[here->first].y));
    }
}

QQmlComponent *MarkdownView::delegateFor(const Block &block) const
{
    return block.kind == Block::Kind::Code    ? m_codeDelegate
           : block.kind == Block::Kind::Table ? m_tableDelegate
                                              : m_textDelegate;
}

void MarkdownView::show(size_t row)
{
    const Block &block = m_document.blocks()[row];
    QQmlComponent *component = delegateFor(block);
    if (!component)
        return;
    QQuickItem *item = nullptr;
    auto &spare = m_spare[component];
    if (!spare.empty()) {
        item = spare.back();
        spare.pop_back();
    } else {
        QObject *made = component->beginCreate(component->creationContext());
        item = qobject_cast<QQuickItem *>(made);
        if (!item) {
            delete made;
            return;
        }
        item->setParent(this);
        item->setParentItem(this);
        component->completeCreate();
    }
    Shown shown;
    shown.item = item;
    shown.component = component;
    shown.block = item->property("block").value<BlockItem *>();
    if (!shown.block) {
        item->deleteLater();
        return;
    }
    item->setVisible(true);
    shown.block->assign(this, row);
    const auto inserted = m_shown.emplace(row, std::move(shown)).first;
    fitShown(row, inserted->second);
}

void MarkdownView::hide(std::map<size_t, Shown>::iterator shown)
{
    QQuickItem *item = shown->second.item;
    shown->second.block->release();
    item->setVisible(false);
    std::vector<QQuickItem *> &spare = m_spare[shown->second.component];
    if (spare.size() < kSpareItems)
        spare.push_back(item);
    else
        item->deleteLater();
    m_shown.erase(shown);
}

void MarkdownView::fitShown(size_t row, Shown &shown)
{
    shown.item->setWidth(availableFor(row));
    const double height = std::ceil(shown.item->implicitHeight());
    shown.item->setHeight(height);
    m_rows[row].measured = true;
    if (m_rows[row].height != height) {
        m_rows[row].height = height;
        m_unplaced = std::min(m_unplaced, row + 1);
    }
}

// ------------------------------------------------------------------- quotations' bars and items' marks

QSGNode *MarkdownView::updatePaintNode(QSGNode *before, UpdatePaintNodeData *)
{
    delete before;
    auto *root = new QSGNode;
    QSGTextNode *marks = window()->createTextNode();
    marks->setColor(m_style.quiet);
    m_markers.clear();
    const double em = m_style.em();
    for (const auto &[row, shown] : m_shown) {
        const Block &block = m_document.blocks()[row];
        if (block.containers.isEmpty())
            continue;
        const bool mirrored = shown.block->layout().rightToLeft();
        const auto side = [&](double x, double wide) { return mirrored ? width() - x - wide : x; };
        const Row &here = m_rows[row];
        const Block *above = row > 0 && m_shown.contains(row - 1) ? &m_document.blocks()[row - 1] : nullptr;
        double x = 0;
        for (qsizetype i = 0; i < block.containers.size(); ++i) {
            if (block.containers[i] == 'l') {
                x += kListIndent * em;
                continue;
            }
            const bool joined = above && above->containers.first(std::min(i + 1, above->containers.size())) ==
                                             block.containers.first(i + 1);
            const double top = joined ? here.y - here.gap : here.y;
            QSGRectangleNode *bar = window()->createRectangleNode();
            bar->setRect(QRectF(side(std::round(x), 2), top, 2, here.y + here.height - top));
            bar->setColor(m_style.line);
            root->appendChildNode(bar);
            x += kQuoteIndent * em;
        }
        if (block.marker.isEmpty())
            continue;
        const double right = indentOf(row) - std::round(em * 0.45);
        auto marker = std::make_unique<RichText>();
        markdown::Text text;
        text.text = block.task == Block::Task::None   ? block.marker
                    : block.task == Block::Task::Done ? QStringLiteral("\u2611")
                                                      : QStringLiteral("\u2610");
        text.pieces.push_back({0, int(text.text.size()), markdown::Piece::Plain, 0, 0, {}});
        RichText::Look look;
        look.size = block.footnote ? 0.85 : 1;
        marker->set(text, {}, m_style, look, false);
        marker->layout(-1, Qt::AlignLeft);
        // On the first line's baseline.
        double y = here.y;
        if (!shown.block->layout().cells().empty()) {
            const RichText &first = shown.block->layout().cells().front().text;
            if (block.kind != Block::Kind::Code && first.textLayout() &&
                first.textLayout()->lineCount() > 0 && marker->textLayout()->lineCount() > 0) {
                const QTextLine line = first.textLayout()->lineAt(0);
                const QTextLine own = marker->textLayout()->lineAt(0);
                y += shown.block->layout().cells().front().at.y() + line.y() + line.ascent() - own.y() -
                     own.ascent();
            }
        }
        marks->addTextLayout(
            QPointF(std::round(side(right - marker->width(), marker->width())), std::round(y)),
            marker->textLayout());
        m_markers.push_back(std::move(marker));
    }
    root->appendChildNode(marks);
    return root;
}

// ---------------------------------------------------------------------------------------- selection

std::map<size_t, MarkdownView::Shown>::const_iterator MarkdownView::shownAt(double y) const
{
    auto best = m_shown.end();
    for (auto shown = m_shown.begin(); shown != m_shown.end(); ++shown) {
        if (shown != m_shown.begin() && m_rows[shown->first].y - m_rows[shown->first].gap / 2 > y)
            break;
        best = shown;
    }
    return best;
}

Place MarkdownView::placeAt(QPointF point) const
{
    const auto shown = shownAt(point.y());
    if (shown == m_shown.end())
        return {};
    const Block &block = m_document.blocks()[shown->first];
    const Place place = shown->second.block->layout().placeAt(mapToItem(shown->second.block, point));
    return place.from < 0 ? Place{block.begin, block.end} : place;
}

QString MarkdownView::linkAt(QPointF point) const
{
    const auto shown = shownAt(point.y());
    return shown == m_shown.end()
               ? QString()
               : shown->second.block->layout().linkAt(mapToItem(shown->second.block, point));
}

void MarkdownView::select(qsizetype begin, qsizetype end)
{
    if (begin == m_selectionBegin && end == m_selectionEnd)
        return;
    m_selectionBegin = begin;
    m_selectionEnd = std::max(begin, end);
    for (const auto &[row, shown] : m_shown)
        shown.block->update();
    emit selectionChanged();
}

void MarkdownView::selectTo(QPointF point)
{
    m_pointer = point;
    const Place place = placeAt(point);
    const qsizetype begin = std::min(m_anchor.from, place.from);
    const qsizetype end = std::max(m_anchorEnd.to, place.to);
    select(begin, end);
    // Beyond the edge it scrolls on.
    if (!m_flickable || !m_selecting)
        return;
    const double y = mapToItem(m_flickable, point).y();
    const double beyond = y < 0 ? y : std::max(0.0, y - m_flickable->height());
    if (beyond == 0) {
        m_scrollTimer.stop();
        return;
    }
    const double lowest = m_flickable->property("originY").toDouble();
    const double highest =
        std::max(lowest, lowest + m_flickable->property("contentHeight").toDouble() +
                             m_flickable->property("bottomMargin").toDouble() - m_flickable->height());
    const double now = m_flickable->property("contentY").toDouble();
    const double next = std::clamp(now + std::clamp(beyond / 3, -40.0, 40.0), lowest, highest);
    if (next == now)
        return;
    m_flickable->setProperty("contentY", next);
    m_pointer += QPointF(0, next - now);
    if (!m_scrollTimer.isActive())
        m_scrollTimer.start();
}

std::vector<QRectF> MarkdownView::rectanglesOf(qsizetype begin, qsizetype end) const
{
    std::vector<QRectF> rectangles;
    for (const auto &[row, shown] : m_shown) {
        if (row >= m_document.blocks().size())
            break;
        const Block &block = m_document.blocks()[row];
        if (block.end <= begin || block.begin >= end)
            continue;
        for (const QRectF &rectangle : shown.block->layout().selectionRects(begin, end))
            rectangles.push_back(mapRectFromItem(shown.block, rectangle));
    }
    return rectangles;
}

double MarkdownView::topOf(qsizetype place) const
{
    const auto &blocks = m_document.blocks();
    for (size_t row = 0; row < std::min(blocks.size(), m_rows.size()); ++row)
        if (blocks[row].end > place)
            return m_rows[row].y;
    return height();
}

void MarkdownView::selectAll()
{
    select(0, m_document.source().size());
}

void MarkdownView::deselect()
{
    select(0, 0);
}

QString MarkdownView::selectedText() const
{
    qsizetype begin = m_selectionBegin;
    qsizetype end = m_selectionEnd;
    // A block that is covered to its ends is meant with its marks.
    const auto &blocks = m_document.blocks();
    for (const Block &block : blocks) {
        if (block.end < begin || block.begin > end)
            continue;
        qsizetype first = block.end;
        qsizetype last = block.begin;
        const auto widen = [&](const markdown::Text &text) {
            if (text.pieces.empty())
                return;
            first = std::min(first, text.pieces.front().sourceBegin);
            last = std::max(last, text.pieces.back().sourceEnd);
        };
        widen(block.content);
        for (const auto &row : block.rows)
            for (const markdown::Text &cell : row)
                widen(cell);
        if (m_selectionBegin <= first && m_selectionEnd >= last) {
            begin = std::min(begin, block.begin);
            end = std::max(end, block.end);
        }
    }
    return m_document.source().sliced(begin, end - begin);
}

void MarkdownView::copySelection() const
{
    if (!hasSelection())
        return;
    const QString text = selectedText();
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(QStringLiteral("text/markdown"), text.toUtf8());
    QGuiApplication::clipboard()->setMimeData(data);
}

void MarkdownView::setScroll(qsizetype group, double x)
{
    if (m_scroll.value(group) == x)
        return;
    m_scroll.insert(group, x);
    for (const auto &[row, shown] : m_shown)
        if (shown.block->group() == group)
            emit shown.block->scrollChanged();
}

void MarkdownView::setWrapped(qsizetype group, bool wrapped)
{
    if (m_wrapped.contains(group) == wrapped)
        return;
    if (wrapped)
        m_wrapped.insert(group);
    else
        m_wrapped.remove(group);
    for (size_t row = 0; row < m_rows.size(); ++row)
        if (m_document.blocks()[row].kind == Block::Kind::Code && m_document.blocks()[row].group == group) {
            m_rows[row].measured = false;
            m_unmeasured = std::min(m_unmeasured, row);
        }
    for (auto &[row, shown] : m_shown) {
        if (shown.block->group() != group || m_document.blocks()[row].kind != Block::Kind::Code)
            continue;
        shown.block->relayout();
        emit shown.block->wrappedChanged();
        emit shown.block->scrollChanged();
        fitShown(row, shown);
    }
    polish();
}

QString MarkdownView::codeOf(qsizetype group) const
{
    QString code;
    const auto &blocks = m_document.blocks();
    for (const Block &block : blocks) {
        if (block.kind != Block::Kind::Code || block.group != group)
            continue;
        // An endless line is cut within.
        if (!block.first && m_document.source()[block.begin - 1] == u'\n')
            code += u'\n';
        code += block.content.text;
    }
    return code;
}

// -------------------------------------------------------------------------------------------- events

void MarkdownView::mousePressEvent(QMouseEvent *event)
{
    if (event->source() != Qt::MouseEventNotSynthesized) { // a finger scrolls
        event->ignore();
        return;
    }
    setKeepMouseGrab(true);
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = event->position();
    m_selecting = true;
    if (QDateTime::currentMSecsSinceEpoch() - m_doubleClicked <
        QGuiApplication::styleHints()->mouseDoubleClickInterval()) {
        // The third click takes the paragraph.
        const auto shown = shownAt(m_pressed.y());
        if (shown != m_shown.end()) {
            const auto [begin, end] =
                shown->second.block->layout().around(mapToItem(shown->second.block, m_pressed), true);
            if (begin.from >= 0) {
                m_anchor = begin;
                m_anchorEnd = end;
                select(begin.from, end.to);
            }
        }
        m_doubleClicked = 0;
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier && hasSelection()) {
        selectTo(m_pressed);
        return;
    }
    m_anchor = m_anchorEnd = placeAt(m_pressed);
    deselect();
}

void MarkdownView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_selecting)
        return;
    const bool dragged = (event->position() - m_pressed).manhattanLength() >=
                         QGuiApplication::styleHints()->startDragDistance();
    if (dragged || hasSelection())
        selectTo(event->position());
}

void MarkdownView::mouseReleaseEvent(QMouseEvent *event)
{
    m_selecting = false;
    m_scrollTimer.stop();
    setKeepMouseGrab(false);
    const QString link = linkAt(m_pressed);
    if (!hasSelection() && !link.isEmpty() && link == linkAt(event->position()))
        emit linkRequested(link);
}

void MarkdownView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_doubleClicked = QDateTime::currentMSecsSinceEpoch();
    const auto shown = shownAt(event->position().y());
    if (shown == m_shown.end())
        return;
    const auto [begin, end] =
        shown->second.block->layout().around(mapToItem(shown->second.block, event->position()), false);
    if (begin.from < 0)
        return;
    m_anchor = begin;
    m_anchorEnd = end;
    m_selecting = true;
    select(begin.from, end.to);
}

void MarkdownView::mouseUngrabEvent()
{
    m_selecting = false;
    m_scrollTimer.stop();
    setKeepMouseGrab(false);
}

void MarkdownView::setHoveredLink(const QString &link)
{
    if (link == m_hoveredLink)
        return;
    m_hoveredLink = link;
    setCursor(link.isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
    emit hoveredLinkChanged();
}

void MarkdownView::hoverMoveEvent(QHoverEvent *event)
{
    if (m_hoveredLink.isEmpty())
        m_hovered = event->position();
    setHoveredLink(linkAt(event->position()));
    event->ignore();
}

void MarkdownView::hoverLeaveEvent(QHoverEvent *event)
{
    setHoveredLink({});
    event->ignore();
}

void MarkdownView::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    emit keyboardFocusChanged();
}

void MarkdownView::focusOutEvent(QFocusEvent *)
{
    m_keyboardFocus = false;
    emit keyboardFocusChanged();
}

void MarkdownView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::Copy) && hasSelection()) {
        copySelection();
    } else if (event->key() == Qt::Key_Escape && hasSelection()) {
        deselect();
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

} // namespace sotto::render
