import QtQuick
import QtQuick.Templates as T
import Sotto

/// Shows where the keyboard is. Goes into a control's background.
Rectangle {
    required property Item control

    anchors.fill: parent
    anchors.margins: -Theme.ring
    radius: Theme.radius + Theme.ring
    color: "transparent"
    border.width: Theme.ring
    border.color: Theme.accent
    visible: control.activeFocus && ((control as T.AbstractButton)?.visualFocus ?? true)
}
