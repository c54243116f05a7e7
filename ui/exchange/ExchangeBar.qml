import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// How far an export or import is, and what came of it.
Rectangle {
    id: bar

    objectName: "exchangeBar"
    visible: Exchange.text.length > 0
    implicitHeight: row.implicitHeight + 2 * Theme.gap2
    color: Exchange.failed ? Theme.dangerGround : Theme.bubble
    border.width: Theme.edge
    border.color: Theme.line

    Accessible.role: Accessible.AlertMessage
    Accessible.name: Exchange.text

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
            text: Exchange.busy && Exchange.progress >= 0 ? qsTr("%1 %2 %").arg(Exchange.text).arg(Math.floor(100 * Exchange.progress)) : Exchange.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Exchange.failed ? Theme.danger : Theme.text
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 8
            elide: Text.ElideRight
        }

        IconButton {
            Layout.alignment: Qt.AlignTop
            path: Exchange.busy ? Icons.stop : Icons.close
            text: Exchange.busy ? qsTr("Stop") : qsTr("Close")
            onClicked: Exchange.busy ? Exchange.cancel() : Exchange.dismiss()
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        visible: Exchange.busy && Exchange.progress >= 0
        width: parent.width * Exchange.progress
        height: 2
        color: Theme.accent
    }
}
