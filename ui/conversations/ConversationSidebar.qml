import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// New chat, the search, the conversations or what the search found, and what can be undone.
Rectangle {
    id: sidebar

    required property Actions actions
    required property Chat chat
    property date now: new Date()

    signal conversationChosen
    signal collapseRequested
    signal placeChosen(double conversationId, double messageId, string text, bool inReasoning)
    signal exportRequested(var ids)

    function focusSearch(): void {
        field.forceActiveFocus();
        field.selectAll();
    }

    color: Theme.sidebar
    border.width: Theme.edge
    border.color: Theme.line

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

    ConversationSearch {
        id: finder

        text: field.text
    }

    ConversationSelection {
        id: selection
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
                id: moreButton

                objectName: "sidebarMenu"
                path: Icons.more
                text: qsTr("Sort, import and more")
                onClicked: menu.popup(moreButton, 0, moreButton.height + Theme.gap1)

                SidebarMenu {
                    id: menu

                    actions: sidebar.actions
                    onNewFolderRequested: list.addFolder([])
                }
            }

            IconButton {
                objectName: "newChatButton"
                action: sidebar.actions.find("newChat")
                onClicked: sidebar.conversationChosen()
            }
        }

        SearchField {
            id: field

            objectName: "searchField"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap2
            Layout.rightMargin: Theme.gap2
            Layout.bottomMargin: Theme.gap2
            placeholderText: qsTr("Search")
            shortcutText: sidebar.actions.find("searchAll").keysText
            onActiveFocusChanged: if (activeFocus) {
                finder.readModels();
            }
            onAccepted: results.chooseFirst()
            onDownPressed: finder.active ? results.enter() : list.forceActiveFocus()
            onEscaped: sidebar.conversationChosen()
        }

        SearchResults {
            id: results

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: finder.active
            search: finder
            now: sidebar.now
            onChosen: (conversationId, messageId, inReasoning) => sidebar.placeChosen(conversationId, messageId, finder.text, inReasoning)
            onFieldRequested: sidebar.focusSearch()
        }

        ConversationList {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !finder.active
            chat: sidebar.chat
            selection: selection
            now: sidebar.now
            onOpened: sidebar.conversationChosen()
            onExportRequested: ids => sidebar.exportRequested(ids)
        }

        SelectionBar {
            Layout.fillWidth: true
            selection: selection
            onExportRequested: ids => sidebar.exportRequested(ids)
            onNewFolderRequested: list.addFolder(selection.ids)
        }

        ExchangeBar {
            Layout.fillWidth: true
        }

        UndoBar {
            Layout.fillWidth: true
            text: Conversations.undoText
            onUndone: sidebar.chat.undo()
            onDismissed: Conversations.dismissUndo()
        }
    }
}
