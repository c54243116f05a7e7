import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// How much of the context the next prompt takes: a ring and a number. Opens the list of what that is.
T.AbstractButton {
    id: meter

    required property Ledger ledger
    property bool brief: false

    readonly property real part: ledger.limit > 0 ? Math.min(1, ledger.used / ledger.limit) : 0
    readonly property color ink: ledger.overflows ? Theme.danger : ledger.tight ? Theme.warning : Theme.faint

    objectName: "contextMeter"
    visible: ledger.ready
    implicitWidth: Math.ceil(row.implicitWidth) + leftPadding + rightPadding
    implicitHeight: Theme.control
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Context: %1 of %2").arg(ledger.used).arg(Wording.tokens(ledger.limit))
    Accessible.description: qsTr("Shows what the next prompt contains")
    Accessible.onPressAction: clicked()

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        id: row

        spacing: 6

        Shape {
            id: ring

            readonly property real radius: 5.5 * grown

            readonly property real grown: Theme.grown(14) / 14

            implicitWidth: 14 * grown
            implicitHeight: 14 * grown
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: Theme.field
                strokeWidth: 2 * ring.grown
                fillColor: "transparent"

                PathAngleArc {
                    centerX: 7 * ring.grown
                    centerY: 7 * ring.grown
                    radiusX: ring.radius
                    radiusY: ring.radius
                    startAngle: 0
                    sweepAngle: 360
                }
            }

            ShapePath {
                strokeColor: meter.ledger.overflows || meter.ledger.tight ? meter.ink : Theme.accent
                strokeWidth: 2 * ring.grown
                fillColor: "transparent"

                PathAngleArc {
                    centerX: 7 * ring.grown
                    centerY: 7 * ring.grown
                    radiusX: ring.radius
                    radiusY: ring.radius
                    startAngle: -90
                    sweepAngle: 360 * meter.part
                }
            }
        }

        Text {
            text: meter.brief ? qsTr("%1 %").arg(Math.round(100 * meter.part)) : qsTr("%1 / %2").arg(Wording.thousands(meter.ledger.used)).arg(Wording.thousands(meter.ledger.limit))
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: meter.ledger.overflows || meter.ledger.tight ? meter.ink : meter.hovered ? Theme.text : Theme.faint
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: meter.down ? Theme.pressed : meter.hovered || meter.checked ? Theme.hover : "transparent"

        FocusRing {
            control: meter
        }
    }

    AppToolTip {
        visible: (meter.hovered || meter.visualFocus) && !meter.down
        text: meter.ledger.overflows ? qsTr("The next prompt does not fit the context") : qsTr("What the next prompt contains")
        y: -height - Theme.gap1
    }
}
