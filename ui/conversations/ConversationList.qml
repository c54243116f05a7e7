pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The conversations and folders. Chooses with Ctrl and Shift as lists do; everything the mouse does here, the
/// keyboard does too.
ListView {
    id: list

    required property Chat chat
    required property ConversationSelection selection
    /// The row that is being renamed: "conversation" or "folder", and its number.
    property string renaming: ""
    property date now: new Date()
    /// The mouse holds a row: that is a click or a drag, and never a flick.
    property bool held: false
    readonly property SidebarRow row: currentItem as SidebarRow

    signal opened
    signal exportRequested(var ids)

    function keyOf(kind: string, conversationId: double, folderId: double): string {
        return kind === "conversation" ? "conversation " + conversationId : kind === "folder" ? "folder " + folderId : "";
    }

    function renameRow(): void {
        if (row)
            renaming = keyOf(row.kind, row.conversationId, row.folderId);
    }

    /// Puts conversations into a new folder and asks for its name.
    function addFolder(ids: var): void {
        const id = Conversations.addFolder();
        Conversations.move(ids, id);
        currentIndex = Conversations.rowOfFolder(id);
        renaming = keyOf("folder", 0, id);
    }

    function act(index: int, modifiers: int): void {
        currentIndex = index;
        if (!row)
            return;
        if (!row.isConversation) {
            Conversations.toggleFolder(row.folderId);
        } else if (modifiers & Qt.ShiftModifier) {
            selection.extendTo(index);
            forceActiveFocus();
        } else if (modifiers & Qt.ControlModifier) {
            selection.toggle(index);
            forceActiveFocus();
        } else {
            selection.choose(index);
            chat.open(row.conversationId);
            opened();
        }
    }

    function step(by: int, modifiers: int): void {
        if (modifiers & Qt.ShiftModifier && selection.count === 0)
            selection.choose(currentIndex);
        currentIndex = Math.max(0, Math.min(count - 1, currentIndex + by));
        if (modifiers & Qt.ShiftModifier)
            selection.extendTo(currentIndex);
        else if (!(modifiers & Qt.ControlModifier))
            selection.choose(currentIndex);
    }

    function openMenu(atRow: bool): void {
        if (!row)
            return;
        const menu = row.isConversation ? conversationMenu : row.kind === "folder" ? folderMenu : null;
        if (menu && atRow)
            menu.popup(row, Theme.gap4, row.height);
        else
            menu?.popup();
    }

    objectName: "conversationList"
    leftMargin: Theme.gap2
    rightMargin: Theme.gap2
    topMargin: Theme.gap1
    bottomMargin: Theme.gap2
    spacing: 1
    clip: true
    model: Conversations
    reuseItems: true
    activeFocusOnTab: count > 0
    keyNavigationEnabled: false
    interactive: !held
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversations")

    T.ScrollBar.vertical: AppScrollBar {}

    delegate: SidebarRow {
        id: delegate

        required property int index
        readonly property string key: list.keyOf(kind, conversationId, folderId)

        width: ListView.view.width - 2 * Theme.gap2
        ringed: ListView.isCurrentItem && list.activeFocus
        current: isConversation && conversationId === list.chat.conversationId
        // `ids` is named for the binding's sake.
        chosen: list.selection.count > 1 && list.selection.ids.length > 1 && list.selection.contains(conversationId)
        renaming: key.length > 0 && list.renaming === key
        dropTarget: drop.containsDrag
        now: list.now
        opacity: drag.active ? 0.5 : 1
        onTapped: modifiers => list.act(index, modifiers)
        onRenamed: text => isConversation ? Conversations.rename(conversationId, text) : Conversations.renameFolder(folderId, text)
        onRenameEnded: back => {
            list.renaming = "";
            if (back)
                list.forceActiveFocus();
        }
        onMenuRequested: {
            list.currentIndex = index;
            list.openMenu(false);
        }

        PointHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            acceptedButtons: Qt.LeftButton
            onActiveChanged: list.held = active
        }

        DragHandler {
            id: drag

            enabled: delegate.isConversation && !delegate.renaming
            target: null
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            grabPermissions: PointerHandler.CanTakeOverFromAnything
            onActiveChanged: {
                if (active) {
                    list.currentIndex = delegate.index;
                    ghost.begin(conversationMenu.targets(), delegate.title);
                } else {
                    ghost.end();
                }
            }
            onCentroidChanged: if (active) {
                ghost.place(centroid.scenePosition);
            }
        }

        DropArea {
            id: drop

            anchors.fill: parent
            keys: ["sotto/conversations"]
            onDropped: event => {
                if (delegate.kind === "archive")
                    Conversations.setArchived(ghost.ids, true);
                else
                    Conversations.move(ghost.ids, delegate.folderId);
                event.accept();
            }
        }
    }

    ConversationGhost {
        id: ghost

        list: list
    }

    Keys.onPressed: event => {
        const control = event.modifiers & Qt.ControlModifier;
        if (event.key === Qt.Key_Down)
            step(1, event.modifiers);
        else if (event.key === Qt.Key_Up)
            step(-1, event.modifiers);
        else if (event.key === Qt.Key_PageDown)
            step(Math.floor(height / Theme.control), event.modifiers);
        else if (event.key === Qt.Key_PageUp)
            step(-Math.floor(height / Theme.control), event.modifiers);
        else if (event.key === Qt.Key_Home)
            step(-count, event.modifiers);
        else if (event.key === Qt.Key_End)
            step(count, event.modifiers);
        else if (event.key === Qt.Key_A && control)
            selection.chooseAll();
        else if (event.key === Qt.Key_Space && control)
            selection.toggle(currentIndex);
        else if (event.key === Qt.Key_Escape && selection.count > 1)
            selection.clear();
        else if (!row)
            return;
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
            act(currentIndex, Qt.NoModifier);
        else if (event.key === (row.open === Theme.mirrored ? Qt.Key_Right : Qt.Key_Left) && !row.isConversation)
            Conversations.toggleFolder(row.folderId);
        else if (event.key === Qt.Key_F2)
            renameRow();
        else if (event.key === Qt.Key_Delete && row.isConversation)
            Conversations.remove(conversationMenu.targets());
        else if (event.key === Qt.Key_Delete && row.kind === "folder")
            Conversations.removeFolder(row.folderId);
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier)
            openMenu(true);
        else
            return;
        event.accepted = true;
    }

    ConversationMenu {
        id: conversationMenu

        selection: list.selection
        row: list.row
        onRenameRequested: list.renameRow()
        onExportRequested: ids => list.exportRequested(ids)
        onNewFolderRequested: ids => list.addFolder(ids)
    }

    AppMenu {
        id: folderMenu

        AppMenuItem {
            path: Icons.pencil
            text: qsTr("Rename")
            shortcutText: qsTr("F2")
            onTriggered: folderMenu.onceClosed(() => list.renameRow())
        }

        AppMenuItem {
            path: Icons.share
            text: qsTr("Export…")
            onTriggered: list.exportRequested(Conversations.inFolder(list.row.folderId))
        }

        AppMenuItem {
            path: Icons.bin
            text: qsTr("Delete folder")
            shortcutText: qsTr("Del")
            onTriggered: Conversations.removeFolder(list.row.folderId)
        }
    }

    Text {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap6
        visible: list.count === 0
        text: qsTr("Your conversations will be listed here. They stay on this computer.")
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.small
        color: Theme.faint
    }
}
