import QtQuick
import QtQuick.Layouts
import Sotto

/// What was just done, and the way back.
Rectangle {
    id: bar

    required property string text

    signal undone
    signal dismissed

    objectName: "undoBar"
    visible: text.length > 0
    implicitHeight: row.implicitHeight + 2 * Theme.gap2
    color: Theme.bubble
    border.width: Theme.edge
    border.color: Theme.line

    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap4
        anchors.rightMargin: Theme.gap1
        spacing: 0

        Text {
            Layout.fillWidth: true
            text: bar.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.text
            elide: Text.ElideRight
        }

        TextButton {
            objectName: "undoButton"
            plain: true
            text: qsTr("Undo")
            onClicked: bar.undone()
        }

        IconButton {
            path: Icons.close
            text: qsTr("Leave it so")
            onClicked: bar.dismissed()
        }
    }
}
