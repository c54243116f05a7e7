import QtQuick
import QtQuick.Templates as T
import Sotto

/// On or off.
T.Switch {
    id: control

    /// What it turns on; its label stands beside it.
    required property string name

    implicitWidth: track.width
    implicitHeight: Theme.control
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.CheckBox
    Accessible.name: name
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: {
        toggle();
        toggled();
    }

    Keys.onReturnPressed: {
        toggle();
        toggled();
    }

    indicator: Rectangle {
        id: track

        readonly property real unit: Math.round(20 * Math.max(1, Theme.scale))

        anchors.verticalCenter: parent?.verticalCenter
        width: Math.round(unit * 1.8)
        height: unit
        radius: unit / 2
        color: control.checked ? (control.hovered ? Theme.accentHover : Theme.accent) : control.hovered ? Theme.pressed : Theme.sunk
        border.width: control.checked ? 0 : 1
        border.color: Theme.field

        Rectangle {
            x: (control.checked !== control.mirrored) ? parent.width - width - 3 : 3
            anchors.verticalCenter: parent.verticalCenter
            width: track.unit - 6
            height: width
            radius: width / 2
            color: control.checked ? Theme.accentInk : Theme.quiet

            Behavior on x {
                NumberAnimation {
                    duration: Theme.quick
                    easing.type: Easing.OutCubic
                }
            }
        }

        FocusRing {
            control: control
            radius: track.radius + 2
        }
    }
}
