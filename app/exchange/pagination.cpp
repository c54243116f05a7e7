#include "app/exchange/pagination.h"

#include "app/exchange/page_text.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>

namespace sotto::exchange
{
namespace
{

/// What no page is cut through.
struct Unit {
    double top = 0;
    double bottom = 0;
    bool beginsPage = false;
    bool staysWithNext = false;
    int box = 0; ///< the one it is part of; 0: none
};

class Collector
{
public:
    explicit Collector(const QTextDocument &document)
        : m_layout(*document.documentLayout())
    {
        addFrame(*document.rootFrame());
    }
    const std::vector<Unit> &units() const { return m_units; }

private:
    void addFrame(const QTextFrame &frame)
    {
        for (auto it = frame.begin(); !it.atEnd(); ++it) {
            QTextFrame *child = it.currentFrame();
            if (!child)
                addBlock(it.currentBlock());
            else if (auto *table = qobject_cast<QTextTable *>(child); table && table->columns() > 1)
                addRows(*table);
            else
                addBox(*child);
        }
    }

    /// One of a single cell: its lines, with the room around the first and the last.
    void addBox(QTextFrame &frame)
    {
        const size_t first = m_units.size();
        addFrame(frame);
        if (m_units.size() == first)
            return;
        ++m_boxes;
        for (size_t i = first; i < m_units.size(); ++i)
            m_units[i].box = m_boxes;
        const double padding = frame.frameFormat().toTableFormat().cellPadding();
        m_units[first].top -= padding;
        m_units.back().bottom += padding;
    }

    void addRows(QTextTable &table)
    {
        for (int row = 0; row < table.rows(); ++row) {
            const QRectF begin =
                m_layout.blockBoundingRect(table.cellAt(row, 0).firstCursorPosition().block());
            Unit unit{begin.top(), begin.bottom()};
            for (int column = 0; column < table.columns(); ++column) {
                const QTextTableCell cell = table.cellAt(row, column);
                for (auto it = cell.begin(); !it.atEnd(); ++it) {
                    const QRectF block = m_layout.blockBoundingRect(it.currentBlock());
                    unit.top = std::min(unit.top, block.top());
                    unit.bottom = std::max(unit.bottom, block.bottom());
                }
            }
            const double padding = table.format().cellPadding();
            unit.top -= padding;
            unit.bottom += padding + 1;                        // and the line under it
            unit.staysWithNext = row == 0 && table.rows() > 1; // its head
            m_units.push_back(unit);
        }
    }

    void addBlock(const QTextBlock &block)
    {
        const QTextBlockFormat format = block.blockFormat();
        const bool ruled = format.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth);
        if (block.length() <= 1 && !ruled)
            return; // around tables
        const QRectF rect = m_layout.blockBoundingRect(block);
        const QTextLayout &layout = *block.layout();
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            Unit unit{rect.top() + line.y(), rect.top() + line.y() + line.height()};
            unit.beginsPage = i == 0 && format.pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore;
            unit.staysWithNext = format.boolProperty(StaysWithNextProperty);
            m_units.push_back(unit);
        }
    }

    const QAbstractTextDocumentLayout &m_layout;
    std::vector<Unit> m_units;
    int m_boxes = 0;
};

/// Where the page that begins with `first` ends: the first unit of the next.
size_t endOfPage(const std::vector<Unit> &units, size_t first, double height)
{
    size_t end = first + 1;
    while (end < units.size() && !units[end].beginsPage && units[end].bottom - units[first].top <= height)
        ++end;
    if (end == units.size() || units[end].beginsPage)
        return end;
    size_t cut = end;
    if (const int box = units[cut].box; box && units[cut - 1].box == box) {
        size_t begin = cut, finish = cut;
        while (begin > first && units[begin - 1].box == box)
            --begin;
        while (finish < units.size() && units[finish].box == box)
            ++finish;
        if (begin > first && units[finish - 1].bottom - units[begin].top < height / 2)
            cut = begin;
    }
    while (cut > first && units[cut - 1].staysWithNext)
        --cut;
    return cut > first ? cut : end;
}

} // namespace

std::vector<PageCut> cutIntoPages(const QTextDocument &document, double height)
{
    const Collector collector(document);
    const std::vector<Unit> &units = collector.units();
    std::vector<PageCut> pages;
    for (size_t first = 0; first < units.size();) {
        const size_t end = endOfPage(units, first, height);
        double bottom = units[first].bottom;
        for (size_t i = first; i < end; ++i)
            bottom = std::max(bottom, units[i].bottom);
        if (end < units.size())
            bottom = std::min(bottom, units[end].top);
        // What is higher than a page is cut where the page ends.
        for (double top = units[first].top; top < bottom; top += height)
            pages.push_back({top, std::min(bottom, top + height)});
        first = end;
    }
    return pages;
}

} // namespace sotto::exchange
