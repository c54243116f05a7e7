import QtQuick
import QtQml.Models
import Sotto
import Sotto.App

/// Where to move conversations: a folder, a new one, or out of any.
AppMenu {
    id: menu

    signal chosen(double folderId)
    signal newFolderRequested

    objectName: "folderMenu"

    Instantiator {
        model: Conversations.folders
        delegate: AppMenuItem {
            required property var modelData

            path: Icons.folder
            text: modelData.name
            onTriggered: menu.chosen(modelData.id)
        }
        onObjectAdded: (index, object) => menu.insertItem(index, object)
        onObjectRemoved: (index, object) => menu.removeItem(object)
    }

    AppMenuItem {
        objectName: "newFolderItem"
        path: Icons.plus
        text: qsTr("New folder")
        onTriggered: menu.onceClosed(() => menu.newFolderRequested())
    }

    AppMenuItem {
        text: qsTr("No folder")
        onTriggered: menu.chosen(0)
    }
}
