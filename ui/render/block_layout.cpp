#include "ui/render/block_layout.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sotto::render
{
namespace
{

using markdown::Block;

constexpr double kColumnGap = 1.4;  ///< em between the columns of a table
constexpr double kRowPadding = 0.4; ///< em above and under a cell's text
constexpr double kNarrowest = 3;    ///< em, of a column
constexpr double kWidestWord = 12;  ///< em: longer words break

RichText::Look lookOf(const Block &block)
{
    RichText::Look look;
    look.quiet = block.containers.contains('q');
    if (block.kind == Block::Kind::Heading) {
        look.size = block.level == 1 ? 1.4 : block.level == 2 ? 1.2 : block.level == 3 ? 1.07 : 1.0;
        look.bold = true;
        look.lineHeight = 1.35;
    } else if (block.kind == Block::Kind::Code) {
        look.code = true;
        look.quiet = false;
        look.lineHeight = 1.5;
    }
    return look;
}

Qt::Alignment alignmentOf(Block::Alignment alignment)
{
    switch (alignment) {
    case Block::Alignment::Left:
        return Qt::AlignLeft | Qt::AlignAbsolute;
    case Block::Alignment::Center:
        return Qt::AlignHCenter;
    case Block::Alignment::Right:
        return Qt::AlignRight | Qt::AlignAbsolute;
    case Block::Alignment::Start:
        break;
    }
    return Qt::AlignLeft;
}

} // namespace

void BlockLayout::set(const Block &block, QStringView source, const BlockStyle &style, bool ask,
                      const std::vector<double> *columns, const QList<QTextLayout::FormatRange> &colours)
{
    m_kind = block.kind;
    m_alignments = block.alignments;
    m_em = style.em();
    m_wrap = block.kind != Block::Kind::Code || style.wrapCode;
    m_given = columns ? *columns : std::vector<double>();
    m_cells.clear();
    m_rules.clear();
    m_columns.clear();
    if (block.kind == Block::Kind::Table) {
        for (size_t row = 0; row < block.rows.size(); ++row)
            for (const markdown::Text &text : block.rows[row]) {
                RichText::Look look = lookOf(block);
                look.bold = block.header && row == 0;
                look.lineHeight = 1.45;
                m_cells.emplace_back().text.set(text, source, style, look, ask);
            }
        m_columns.assign(m_alignments.size(), kNarrowest * m_em);
        for (size_t i = 0; i < m_cells.size(); ++i) {
            m_cells[i].text.layout(-1, Qt::AlignLeft);
            double &column = m_columns[i % m_columns.size()];
            column = std::max(column, std::ceil(m_cells[i].text.width()) + 1);
        }
        if (m_given.size() == m_columns.size())
            m_columns = m_given;
    } else if (block.kind != Block::Kind::Rule) {
        m_cells.emplace_back().text.set(block.content, source, style, lookOf(block), ask, colours);
    }
}

void BlockLayout::layout(double width)
{
    m_height = 0;
    m_contentWidth = 0;
    if (m_kind == Block::Kind::Rule) {
        m_height = std::round(m_em);
        return;
    }
    if (m_kind == Block::Kind::Table) {
        layoutTable(width);
        return;
    }
    Cell &cell = m_cells.front();
    cell.width = width;
    cell.text.layout(m_wrap ? width : -1, m_kind == Block::Kind::Formula ? Qt::AlignHCenter : Qt::AlignLeft);
    m_height = std::ceil(cell.text.height());
    m_contentWidth = m_wrap ? width : std::ceil(cell.text.width());
}

void BlockLayout::layoutTable(double width)
{
    const size_t count = m_columns.size();
    if (count == 0)
        return;
    const double gap = std::round(kColumnGap * m_em);
    const double room = width - gap * double(count - 1);
    std::vector<double> widths = m_columns;
    // Columns that are wider than an equal share give way; what does not fit even so is scrolled to.
    std::vector<double> least(count, kNarrowest * m_em);
    for (size_t i = 0; i < m_cells.size(); ++i)
        least[i % count] =
            std::max(least[i % count], std::min(m_cells[i].text.longestWord() + 1, kWidestWord * m_em));
    for (size_t i = 0; i < count; ++i)
        least[i] = std::min(least[i], widths[i]);
    double wanted = std::accumulate(widths.begin(), widths.end(), 0.0);
    if (wanted > room) {
        const double most = std::max(room, std::accumulate(least.begin(), least.end(), 0.0));
        // The cap on a column's width at which they fit.
        double low = 0;
        double high = *std::max_element(widths.begin(), widths.end());
        const auto total = [&](double cap) {
            double sum = 0;
            for (size_t i = 0; i < count; ++i)
                sum += std::max(least[i], std::min(widths[i], cap));
            return sum;
        };
        for (int step = 0; step < 30; ++step)
            (total((low + high) / 2) > most ? high : low) = (low + high) / 2;
        for (size_t i = 0; i < count; ++i)
            widths[i] = std::max(least[i], std::min(widths[i], low));
    }
    const double padding = std::round(kRowPadding * m_em);
    double y = 0;
    m_rules.clear();
    for (size_t row = 0; row * count < m_cells.size(); ++row) {
        double x = 0;
        double tallest = 0;
        for (size_t column = 0; column < count; ++column) {
            Cell &cell = m_cells[row * count + column];
            cell.width = std::floor(widths[column]) + 1;
            cell.text.layout(cell.width, alignmentOf(m_alignments[column]));
            cell.at = QPointF(std::round(x), y + padding);
            x += widths[column] + gap;
            tallest = std::max(tallest, cell.text.height());
        }
        y = std::round(y + tallest + 2 * padding);
        m_rules.push_back(y);
    }
    m_height = y;
    m_contentWidth = std::ceil(std::accumulate(widths.begin(), widths.end(), gap * double(count - 1)));
}

bool BlockLayout::waiting() const
{
    return std::any_of(m_cells.begin(), m_cells.end(), [](const Cell &cell) { return cell.text.waiting(); });
}

bool BlockLayout::rightToLeft() const
{
    return m_cells.size() == 1 && m_cells.front().text.rightToLeft();
}

const BlockLayout::Cell *BlockLayout::cellAt(QPointF point) const
{
    const Cell *best = nullptr;
    double bestDistance = 0;
    for (const Cell &cell : m_cells) {
        const QRectF rect(cell.at, QSizeF(cell.width, cell.text.height()));
        const double dx = std::max({rect.left() - point.x(), point.x() - rect.right(), 0.0});
        const double dy = std::max({rect.top() - point.y(), point.y() - rect.bottom(), 0.0});
        const double distance = dx + 1000 * dy;
        if (!best || distance < bestDistance) {
            best = &cell;
            bestDistance = distance;
        }
    }
    return best;
}

Place BlockLayout::placeAt(QPointF point) const
{
    const Cell *cell = cellAt(point);
    if (!cell)
        return {-1, -1};
    const markdown::Text &text = cell->text.text();
    if (text.pieces.empty())
        return {-1, -1};
    const int at = cell->text.positionAt(point - cell->at);
    return {text.sourceFrom(at), text.sourceTo(at)};
}

std::pair<Place, Place> BlockLayout::around(QPointF point, bool whole) const
{
    const Cell *cell = cellAt(point);
    if (!cell || cell->text.text().pieces.empty())
        return {{-1, -1}, {-1, -1}};
    const markdown::Text &text = cell->text.text();
    int begin = 0;
    int end = int(text.text.size());
    if (!whole) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text.text);
        const int at = std::clamp(cell->text.positionAt(point - cell->at), 0, std::max(end - 1, 0));
        finder.setPosition(at);
        begin = finder.isAtBoundary() ? at : int(std::max<qsizetype>(finder.toPreviousBoundary(), 0));
        finder.setPosition(at);
        end = int(std::max<qsizetype>(finder.toNextBoundary(), begin));
    }
    return {{text.sourceFrom(begin), text.sourceTo(begin)}, {text.sourceFrom(end), text.sourceTo(end)}};
}

QString BlockLayout::linkAt(QPointF point) const
{
    const Cell *cell = cellAt(point);
    return cell ? cell->text.linkAt(point - cell->at) : QString();
}

std::vector<QRectF> BlockLayout::selectionRects(qsizetype begin, qsizetype end) const
{
    std::vector<QRectF> rects;
    for (const Cell &cell : m_cells) {
        int from = -1;
        int to = -1;
        for (const markdown::Piece &piece : cell.text.text().pieces) {
            const qsizetype first = std::max(begin, piece.sourceBegin);
            const qsizetype last = std::min(end, piece.sourceEnd);
            if (first >= last)
                continue;
            const bool exact = piece.sourceEnd - piece.sourceBegin == piece.length;
            if (from < 0)
                from = piece.begin + (exact ? int(first - piece.sourceBegin) : 0);
            to = piece.begin + (exact ? int(last - piece.sourceBegin) : piece.length);
        }
        if (from >= 0)
            for (const QRectF &rect : cell.text.rectsOf(from, to, true))
                rects.push_back(rect.translated(cell.at));
    }
    return rects;
}

} // namespace sotto::render
