import QtQuick
import QtQuick.Templates as T
import Sotto

/// A button with words. `primary` is the one that is meant; `plain` has no frame.
T.Button {
    id: control

    property bool primary: false
    property bool plain: false

    implicitWidth: Math.ceil(label.implicitWidth) + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.control, Math.ceil(label.implicitHeight) + Theme.gap2)
    leftPadding: plain ? Theme.gap2 : Theme.gap3
    rightPadding: leftPadding
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()

    contentItem: Text {
        id: label

        text: control.text
        textFormat: Text.PlainText
        font.pixelSize: Theme.small
        font.weight: control.plain || control.primary ? Font.DemiBold : Font.Normal
        color: control.primary ? Theme.accentInk : control.plain ? Theme.accent : Theme.text
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.primary ? (control.hovered ? Theme.accentHover : Theme.accent) : control.down ? Theme.pressed : control.hovered ? Theme.hover : "transparent"
        border.width: control.primary || control.plain ? 0 : 1
        border.color: Theme.line

        FocusRing {
            control: control
        }
    }

    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
}
