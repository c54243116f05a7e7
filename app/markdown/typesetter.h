#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

class QJSEngine;

namespace sotto::markdown
{

/// A formula drawn: an SVG in `currentColor`, and its measures in em around the baseline.
struct Formula {
    QByteArray svg; ///< empty when the source is no formula
    double width = 0;
    double height = 0; ///< above the baseline
    double depth = 0;  ///< below it
    bool valid() const { return !svg.isEmpty(); }
};

/// Sets TeX with the bundled MathJax, in Qt's JavaScript engine: a third of a second before the first
/// formula, some ten milliseconds for each. Belongs to the thread that first uses it.
class Typesetter
{
public:
    Typesetter();
    ~Typesetter();

    /// `display`: as on a line of its own. What does not parse, or is larger than any page, comes back
    /// invalid. Remembers the last few hundred.
    Formula typeset(const QString &source, bool display);

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace sotto::markdown
