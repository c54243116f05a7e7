import QtQuick
import Sotto
import Sotto.App

/// What can be done with the current conversation, or with all that are chosen.
AppMenu {
    id: menu

    required property ConversationSelection selection
    /// The current one.
    required property SidebarRow row
    readonly property int many: selection.count > 1 && row !== null && selection.contains(row.conversationId) ? selection.count : 1

    signal renameRequested
    signal exportRequested(var ids)
    signal newFolderRequested(var ids)

    /// What an action concerns: all that are chosen, when the current one is among them.
    function targets(): var {
        if (!row || !row.isConversation)
            return [];
        return many > 1 ? selection.ids : [row.conversationId];
    }

    AppMenuItem {
        path: Icons.pencil
        text: qsTr("Rename")
        shortcutText: qsTr("F2")
        enabled: menu.many === 1
        onTriggered: menu.onceClosed(() => menu.renameRequested())
    }

    AppMenuItem {
        path: Icons.pin
        text: menu.row?.pinned ? qsTr("Unpin") : qsTr("Pin")
        onTriggered: Conversations.setPinned(menu.targets(), !menu.row.pinned)
    }

    AppMenuItem {
        objectName: "moveToFolder"
        path: Icons.folder
        text: qsTr("Move to folder…")
        onTriggered: menu.onceClosed(() => menu.folders.popup(menu.row, Theme.gap4, menu.row.height))
    }

    AppMenuItem {
        path: Icons.archive
        text: menu.row?.archived ? qsTr("Take out of the archive") : qsTr("Archive")
        onTriggered: Conversations.setArchived(menu.targets(), !menu.row.archived)
    }

    AppMenuItem {
        objectName: "exportItem"
        path: Icons.share
        text: qsTr("Export…")
        onTriggered: menu.exportRequested(menu.targets())
    }

    AppMenuSeparator {}

    AppMenuItem {
        path: Icons.bin
        text: menu.many > 1 ? qsTr("Delete %1").arg(Wording.conversations(menu.many)) : qsTr("Delete")
        shortcutText: qsTr("Del")
        onTriggered: Conversations.remove(menu.targets())
    }

    readonly property FolderMenu folders: FolderMenu {
        onChosen: folderId => Conversations.move(menu.targets(), folderId)
        onNewFolderRequested: menu.newFolderRequested(menu.targets())
    }
}
