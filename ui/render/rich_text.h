#pragma once

#include "app/markdown/blocks.h"
#include "ui/render/block_style.h"

#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace sotto::render
{

/// One stretch of text laid out: words in their looks, formulas on the baseline.
class RichText
{
public:
    struct Look {
        double size = 1; ///< of the body's
        bool bold = false;
        bool code = false;
        bool quiet = false;
        double lineHeight = 0; ///< of the pixel size; 0: the style's
    };
    /// Where a formula stands, once laid out.
    struct FormulaPlace {
        int piece = 0;
        double room = 0;   ///< beside its neighbours, unscaled; a boxed one has some air in it
        double ascent = 0; ///< unscaled
        double depth = 0;
        double scale = 1;
        double left = 0; ///< of its room
        double baseline = 0;
        QRectF box() const
        {
            return {left, baseline - ascent * scale, room * scale, (ascent + depth) * scale};
        }
    };

    /// `source`: the message, of which a formula that is none shows its part. `ask`: whether formulas not yet
    /// known are to be set. `colours`: of highlighted code.
    void set(const markdown::Text &text, QStringView source, const BlockStyle &style, const Look &look,
             bool ask, const QList<QTextLayout::FormatRange> &colours = {});
    /// Breaks the lines; `width` negative: not at all.
    void layout(double width, Qt::Alignment alignment);

    double width() const { return m_width; } ///< of the widest line
    double height() const { return m_height; }
    double longestWord() const { return m_longestWord; } ///< known once laid out without breaks
    bool rightToLeft() const { return m_rightToLeft; }
    bool waiting() const { return m_waiting; } ///< for a formula to be set
    const markdown::Text &text() const { return m_text; }
    QTextLayout *textLayout() const { return m_layout.get(); }
    const std::vector<FormulaPlace> &formulas() const { return m_formulas; }
    double fontSize() const { return m_fontSize; }
    /// The em of its formulas.
    double formulaSize() const;

    int positionAt(QPointF point) const;
    /// The link at a point, or nothing.
    QString linkAt(QPointF point) const;
    /// The rectangles that a stretch covers, line by line.
    std::vector<QRectF> rectsOf(int begin, int end, bool wholeLines) const;

    /// Characters laid out so far in this program, for tests.
    static qint64 charactersLaidOut();

private:
    void measureWords();
    void resolve(const markdown::Text &text, QStringView source, bool ask);

    markdown::Text m_text; ///< formulas that are not set are their source
    std::unique_ptr<QTextLayout> m_layout;
    std::vector<double> m_tops; ///< of the lines, and the last one's bottom
    std::vector<FormulaPlace> m_formulas;
    double m_fontSize = 15;
    double m_lineHeight = 24;
    double m_width = 0;
    double m_height = 0;
    double m_longestWord = 0;
    bool m_rightToLeft = false;
    bool m_waiting = false;
};

} // namespace sotto::render
