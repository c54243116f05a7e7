#pragma once

#include "ui/render/rich_text.h"

#include <QPointF>

#include <vector>

namespace sotto::render
{

/// Where the person points in a block: what begins there and what ends there, as places in the message.
struct Place {
    qsizetype from = 0;
    qsizetype to = 0;
};

/// A block's texts laid out: one for most kinds, one for each cell of a table.
class BlockLayout
{
public:
    struct Cell {
        RichText text;
        QPointF at;
        double width = 0; ///< that it was given
    };

    /// `ask`: see RichText::set(). `columns`: the widths of the table that this block goes on with, or null.
    void set(const markdown::Block &block, QStringView source, const BlockStyle &style, bool ask,
             const std::vector<double> *columns = nullptr,
             const QList<QTextLayout::FormatRange> &colours = {});
    void layout(double width);

    double height() const { return m_height; }
    /// What the block needs to show everything: more than it was given for long code and wide tables.
    double contentWidth() const { return m_contentWidth; }
    bool waiting() const;
    bool rightToLeft() const;
    const std::vector<Cell> &cells() const { return m_cells; }
    const std::vector<double> &columns() const { return m_columns; }
    const std::vector<double> &rules() const { return m_rules; } ///< heights of a table's lines

    Place placeAt(QPointF point) const;
    /// The word, or the whole text, around a point.
    std::pair<Place, Place> around(QPointF point, bool whole) const;
    QString linkAt(QPointF point) const;
    std::vector<QRectF> selectionRects(qsizetype begin, qsizetype end) const;

private:
    const Cell *cellAt(QPointF point) const;
    void layoutTable(double width);

    std::vector<Cell> m_cells;
    markdown::Block::Kind m_kind = markdown::Block::Kind::Paragraph;
    std::vector<markdown::Block::Alignment> m_alignments;
    std::vector<double> m_given;   ///< columns of the table's first block
    std::vector<double> m_columns; ///< natural widths, or the given ones
    std::vector<double> m_rules;
    double m_em = 15;
    double m_height = 0;
    double m_contentWidth = 0;
    bool m_wrap = true;
};

} // namespace sotto::render
