import QtQuick
import Sotto

/// A shortcut, as it is written on the keys.
Rectangle {
    property alias text: label.text

    implicitWidth: Math.ceil(label.implicitWidth) + 2 * 6
    implicitHeight: Math.ceil(label.implicitHeight) + 4
    radius: 4
    color: "transparent"
    border.width: 1
    border.color: Theme.line

    Text {
        id: label

        anchors.centerIn: parent
        textFormat: Text.PlainText
        font.pixelSize: Theme.tiny
        color: Theme.quiet
    }
}
