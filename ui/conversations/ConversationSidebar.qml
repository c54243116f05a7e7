pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// New chat, the conversations, and what was just deleted.
Rectangle {
    id: sidebar

    required property Actions actions
    required property Chat chat
    property var renamingId: 0
    property date now: new Date()

    signal conversationChosen
    signal collapseRequested

    function renameCurrentRow(): void {
        const row = list.currentItem as ConversationRow;
        if (row)
            renamingId = row.conversationId;
    }

    color: Theme.sidebar

    Timer {
        interval: 60000
        running: sidebar.visible
        repeat: true
        onTriggered: sidebar.now = new Date()
    }

    Connections {
        target: Conversations
        function onCountChanged(): void {
            sidebar.now = new Date();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.preferredHeight: Theme.header
            Layout.maximumHeight: Theme.header
            Layout.leftMargin: Theme.gap2
            Layout.rightMargin: Theme.gap2
            spacing: Theme.gap1

            IconButton {
                path: Icons.sidebar
                text: qsTr("Hide conversations")
                shortcutText: sidebar.actions.find("toggleSidebar").keysText
                onClicked: sidebar.collapseRequested()
            }

            Item {
                Layout.fillWidth: true
            }

            IconButton {
                objectName: "newChatButton"
                action: sidebar.actions.find("newChat")
                onClicked: sidebar.conversationChosen()
            }
        }

        ListView {
            id: list

            objectName: "conversationList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            leftMargin: Theme.gap2
            rightMargin: Theme.gap2
            topMargin: Theme.gap1
            bottomMargin: Theme.gap2
            spacing: 1
            clip: true
            model: Conversations
            reuseItems: true
            activeFocusOnTab: count > 0
            keyNavigationEnabled: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds

            Accessible.role: Accessible.List
            Accessible.name: qsTr("Conversations")

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: ConversationRow {
                id: row

                required property int index

                width: ListView.view.width - 2 * Theme.gap2
                highlighted: ListView.isCurrentItem && list.activeFocus
                current: conversationId === sidebar.chat.conversationId
                renaming: sidebar.renamingId === conversationId
                now: sidebar.now
                onClicked: {
                    list.currentIndex = index;
                    sidebar.chat.open(conversationId);
                    sidebar.conversationChosen();
                }
                onRenamed: text => Conversations.rename(conversationId, text)
                onRenameEnded: {
                    sidebar.renamingId = 0;
                    list.forceActiveFocus();
                }
                onMenuRequested: {
                    list.currentIndex = index;
                    menu.popup();
                }
            }

            Keys.onPressed: event => {
                const row = currentItem as ConversationRow;
                if (!row)
                    return;
                if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
                    row.clicked();
                else if (event.key === Qt.Key_F2)
                    sidebar.renamingId = row.conversationId;
                else if (event.key === Qt.Key_Delete)
                    Conversations.remove(row.conversationId);
                else if (event.key === Qt.Key_Menu)
                    menu.popup(row, Theme.gap4, row.height);
                else
                    return;
                event.accepted = true;
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

        UndoBar {
            Layout.fillWidth: true
            text: Conversations.undoText
            onUndone: sidebar.chat.open(Conversations.undoRemove())
            onDismissed: Conversations.dismissUndo()
        }
    }

    AppMenu {
        id: menu

        AppMenuItem {
            path: Icons.pencil
            text: qsTr("Rename")
            shortcutText: qsTr("F2")
            onTriggered: sidebar.renameCurrentRow()
        }

        AppMenuItem {
            path: Icons.bin
            text: qsTr("Delete")
            shortcutText: qsTr("Del")
            onTriggered: Conversations.remove((list.currentItem as ConversationRow)?.conversationId ?? 0)
        }
    }
}
