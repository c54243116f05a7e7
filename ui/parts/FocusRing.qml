import QtQuick
import QtQuick.Templates as T
import Sotto

/// Shows where the keyboard is. Goes into a control's background.
Rectangle {
    required property Item control

    anchors.fill: parent
    anchors.margins: -2
    radius: Theme.radius + 2
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: control.activeFocus && ((control as T.AbstractButton)?.visualFocus ?? true)
}
