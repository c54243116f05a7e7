import QtQuick
import QtQuick.Shapes
import Sotto

/// One of Icons, drawn in a colour. Decoration: whoever shows it has the name.
Item {
    id: icon

    required property string path
    property color color: Theme.quiet
    property bool filled: false
    property real size: Math.round(16 * Math.max(1, Theme.scale))

    implicitWidth: size
    implicitHeight: size

    transform: Scale {
        origin.x: icon.width / 2
        xScale: Theme.mirrored && Icons.directed.includes(icon.path) ? -1 : 1
    }

    Shape {
        width: 16
        height: 16
        scale: icon.size / 16
        transformOrigin: Item.TopLeft
        preferredRendererType: Shape.CurveRenderer
        asynchronous: false

        ShapePath {
            strokeColor: icon.color
            strokeWidth: 1.3
            fillColor: icon.filled ? icon.color : "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: icon.path
            }
        }
    }
}
