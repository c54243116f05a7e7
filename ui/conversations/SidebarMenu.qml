import Sotto
import Sotto.App

/// What concerns the whole list.
AppMenu {
    id: menu

    required property Actions actions

    signal newFolderRequested

    AppMenuItem {
        objectName: "newFolder"
        path: Icons.folder
        text: qsTr("New folder")
        onTriggered: menu.onceClosed(() => menu.newFolderRequested())
    }

    AppMenuSeparator {}

    AppMenuItem {
        text: qsTr("Last used first")
        checkable: true
        checked: Conversations.sort === "used"
        onTriggered: Conversations.sort = "used"
    }

    AppMenuItem {
        text: qsTr("Newest first")
        checkable: true
        checked: Conversations.sort === "created"
        onTriggered: Conversations.sort = "created"
    }

    AppMenuItem {
        text: qsTr("By title")
        checkable: true
        checked: Conversations.sort === "title"
        onTriggered: Conversations.sort = "title"
    }

    AppMenuSeparator {}

    AppMenuItem {
        action: menu.actions.find("import")
    }

    AppMenuItem {
        action: menu.actions.find("exportAll")
    }

    AppMenuItem {
        action: menu.actions.find("backUp")
    }

    AppMenuItem {
        action: menu.actions.find("restore")
    }

    AppMenuSeparator {}

    AppMenuItem {
        path: Icons.bin
        text: qsTr("Delete all conversations")
        enabled: Conversations.count > 0
        onTriggered: Conversations.removeAll()
    }
}
