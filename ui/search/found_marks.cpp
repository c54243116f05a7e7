#include "ui/search/found_marks.h"

#include "app/history/text_match.h"
#include "ui/render/markdown_view.h"

#include <algorithm>

namespace sotto::search
{

namespace
{

/// A text of a message that a person sees.
struct Seen {
    QQuickItem *edit = nullptr;
    bool reasoning = false;
    double y = 0;
};

void collect(QQuickItem *item, bool reasoning, std::vector<Seen> &seen)
{
    if (!item->isVisible())
        return;
    reasoning = reasoning || item->objectName() == QLatin1String("reasoningPane");
    if (item->inherits("QQuickTextEdit") || qobject_cast<render::MarkdownView *>(item))
        seen.push_back({item, reasoning, item->mapToScene({}).y()});
    for (QQuickItem *child : item->childItems())
        collect(child, reasoning, seen);
}

QString textOf(QQuickItem *item)
{
    if (const auto *markdown = qobject_cast<render::MarkdownView *>(item))
        return markdown->source();
    QString text;
    QMetaObject::invokeMethod(item, "getText", qReturnArg(text), 0, item->property("length").toInt());
    return text;
}

/// The rectangles of a stretch of a text, one per line; none when it is not on the page.
std::vector<QRectF> rectanglesOf(QQuickItem *edit, const history::Range &range)
{
    if (const auto *markdown = qobject_cast<render::MarkdownView *>(edit))
        return markdown->rectanglesOf(range.start, range.start + range.length);
    const auto at = [edit](qsizetype position) {
        QRectF rectangle;
        QMetaObject::invokeMethod(edit, "positionToRectangle", qReturnArg(rectangle), int(position));
        return rectangle;
    };
    std::vector<QRectF> lines;
    QRectF first = at(range.start);
    for (qsizetype i = 1; i <= range.length; ++i) {
        const QRectF here = at(range.start + i);
        if (here.top() > first.top() + 1) {
            // The line ends before; what is left of it reaches to the edge of the last letter.
            lines.push_back(first);
            first = here;
        } else {
            first.setRight(std::max(first.right(), here.left()));
        }
    }
    lines.push_back(first);
    return lines;
}

} // namespace

FoundMarks::FoundMarks(QObject *parent)
    : QObject(parent)
{
    connect(this, &FoundMarks::changed, this, &FoundMarks::lookLater);
}

void FoundMarks::setView(QQuickItem *view)
{
    if (view == m_view)
        return;
    m_view = view;
    if (view) {
        // What brings other items, or moves them within the content.
        for (const char *name : {"contentYChanged", "contentHeightChanged", "countChanged", "widthChanged"}) {
            const int index = view->metaObject()->indexOfSignal(QByteArray(name).append("()").constData());
            if (index >= 0)
                QObject::connect(view, view->metaObject()->method(index), this,
                                 metaObject()->method(metaObject()->indexOfMethod("lookLater()")));
        }
    }
    emit viewChanged();
    lookLater();
}

void FoundMarks::lookLater()
{
    if (m_planned)
        return;
    m_planned = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_planned = false;
            look();
        },
        Qt::QueuedConnection);
}

void FoundMarks::look()
{
    QVariantList all, current;
    QHash<QQuickItem *, Places> places;
    auto *content =
        m_view && !m_terms.isEmpty() ? m_view->property("contentItem").value<QQuickItem *>() : nullptr;
    const QList<QQuickItem *> delegates = content ? content->childItems() : QList<QQuickItem *>();
    for (QQuickItem *delegate : delegates) {
        const QVariant id = delegate->property("messageId");
        if (!id.isValid())
            continue;
        const bool isCurrent = id.toLongLong() == m_messageId;
        std::vector<Seen> seen;
        collect(delegate, false, seen);
        std::ranges::stable_sort(seen, {}, &Seen::y);
        int before = 0;
        for (const Seen &each : seen) {
            if (const auto *markdown = qobject_cast<render::MarkdownView *>(each.edit))
                connect(markdown, &render::MarkdownView::placed, this, &FoundMarks::lookLater,
                        Qt::UniqueConnection);
            Places &known = places[each.edit];
            if (const auto old = m_places.constFind(each.edit); old != m_places.cend())
                known = *old;
            const QString text = textOf(each.edit);
            if (known.text != text || known.terms != m_terms)
                known = {text, m_terms, history::findTerms(history::folded(text), m_terms)};
            const bool here = isCurrent && each.reasoning == m_inReasoning;
            for (size_t i = 0; i < known.ranges.size(); ++i) {
                const history::Range &range = known.ranges[i];
                const std::vector<QRectF> lines = rectanglesOf(each.edit, range);
                for (const QRectF &line : lines)
                    all.append(content->mapRectFromItem(each.edit, line));
                if (!here || before + int(i) != m_ordinal)
                    continue;
                for (const QRectF &line : lines)
                    current.append(content->mapRectFromItem(each.edit, line));
                const auto *markdown = qobject_cast<render::MarkdownView *>(each.edit);
                if (lines.empty() && markdown)
                    current.append(
                        content->mapRectFromItem(each.edit, QRectF(0, markdown->topOf(range.start), 0, 1)));
            }
            if (here)
                before += int(known.ranges.size());
        }
    }
    m_places = std::move(places);
    if (all == m_rectangles && current == m_current)
        return;
    m_rectangles = all;
    m_current = current;
    emit looked();
}

} // namespace sotto::search
