#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QStringList>

namespace sotto::render
{

/// What blocks are drawn with.
struct BlockStyle {
    QFont font; ///< its pixel size is the body's
    QStringList monospace;
    QColor text;
    QColor quiet; ///< quotations, markers
    QColor link;
    QColor codeGround;
    QColor boxedGround;
    QColor line;
    QColor selection;
    bool dark = false;
    bool wrapCode = false;
    double lineHeight = 1.6; ///< of the pixel size

    double em() const { return font.pixelSize() > 0 ? font.pixelSize() : 15; }
    bool operator==(const BlockStyle &) const = default;
};

} // namespace sotto::render
