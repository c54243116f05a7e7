import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// What can be done with the conversations chosen, while there are several.
Rectangle {
    id: bar

    required property ConversationSelection selection

    signal exportRequested(var ids)
    signal newFolderRequested

    objectName: "selectionBar"
    visible: selection.count > 1
    implicitHeight: row.implicitHeight + 2 * Theme.gap1
    color: Theme.chosen

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
            text: qsTr("%1 chosen").arg(bar.selection.count.toLocaleString(Qt.locale(), "f", 0))
            font.pixelSize: Theme.small
            color: Theme.text
            elide: Text.ElideRight
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        IconButton {
            id: moveButton

            path: Icons.folder
            text: qsTr("Move to folder")
            onClicked: folders.popup(moveButton, 0, -folders.implicitHeight)

            FolderMenu {
                id: folders

                onChosen: folderId => Conversations.move(bar.selection.ids, folderId)
                onNewFolderRequested: bar.newFolderRequested()
            }
        }

        IconButton {
            path: Icons.archive
            text: qsTr("Archive")
            onClicked: Conversations.setArchived(bar.selection.ids, true)
        }

        IconButton {
            path: Icons.share
            text: qsTr("Export")
            onClicked: bar.exportRequested(bar.selection.ids)
        }

        IconButton {
            objectName: "deleteChosen"
            path: Icons.bin
            text: qsTr("Delete")
            shortcutText: qsTr("Del")
            onClicked: Conversations.remove(bar.selection.ids)
        }

        IconButton {
            path: Icons.close
            text: qsTr("Choose none")
            shortcutText: qsTr("Esc")
            onClicked: bar.selection.clear()
        }
    }
}
