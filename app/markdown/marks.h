#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace sotto::markdown
{

/// What Markdown's own grammar does not know and must not take apart: a formula or a reference to a footnote.
struct Mark {
    enum class Kind { Formula, Footnote };
    Kind kind = Kind::Formula;
    qsizetype begin = 0; ///< in the text, delimiters included
    qsizetype end = 0;
    QString content;      ///< TeX without its delimiters, or the footnote's label
    bool display = false; ///< a formula on a line of its own
    bool boxed = false;   ///< all of it stood in \boxed{}, which is left out of `content`
    bool operator==(const Mark &) const = default;
};

/// Finds, in order, `\(…\)`, `\[…\]`, `$…$`, `$$…$$`, `\boxed{…}`, `\begin{align}…\end{align}` and its kin,
/// and
/// `[^label]`. Code keeps its dollars, and so do prices: "$5 and $6" holds no formula. A formula ends within
/// its paragraph. Time is linear in the text's length.
std::vector<Mark> findMarks(QStringView text);

/// The fence that a line is (``` or ~~~, indented by up to three spaces), with length 0 when it is none.
struct Fence {
    QChar mark;
    qsizetype length = 0;
    qsizetype indent = 0;
    QStringView info;
};
Fence fenceOf(QStringView line);
/// Whether a line closes `open`.
bool closes(const Fence &open, QStringView line);

} // namespace sotto::markdown
