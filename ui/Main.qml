pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

T.ApplicationWindow {
    id: window

    required property Windows windows
    /// Its place among the windows.
    required property int number
    required property var conversationId
    required property bool sidebarVisible
    readonly property Chat chat: Chat {
        place: window.number
    }
    readonly property Actions actions: Actions {
        ChatActions {
            chat: window.chat
            view: chatView
        }

        LatestActions {
            chat: window.chat
            onExportRequested: messageId => window.exportMessage(messageId)
        }

        ConversationActions {
            chat: window.chat
        }

        SearchActions {
            chat: window.chat
            bar: findBar
            onSearchRequested: window.searchAll()
        }

        ExchangeActions {
            chat: window.chat
            onExportRequested: ids => window.exchange().exportConversations(ids)
            onImportRequested: window.exchange().importFile()
            onBackupRequested: window.exchange().backUp()
            onRestoreRequested: window.exchange().restore()
        }

        AppearanceActions {}

        WindowActions {
            windows: window.windows
            window: window
            onSidebarToggled: window.toggleSidebar()
            onModelFileRequested: fileDialogLoader.active = true
            onModelMenuRequested: header.openModelMenu()
            onPaletteRequested: commandPalette.open()
            onSettingsRequested: shortcuts => {
                settingsLoader.atShortcuts = shortcuts;
                settingsLoader.active = true;
            }
        }
    }
    /// What is looked for in the conversation that is being opened.
    property var sought
    readonly property bool narrow: width < Theme.narrow

    function toggleSidebar(): void {
        if (narrow)
            drawer.opened ? drawer.close() : drawer.open();
        else
            sidebarVisible = !sidebarVisible;
    }

    /// Shows where a search found something; a messageId of 0 is the conversation itself.
    function showPlace(conversationId: double, messageId: double, text: string, inReasoning: bool): void {
        if (messageId === 0) {
            chat.open(conversationId);
            return;
        }
        sought = {
            text: text,
            inReasoning: inReasoning
        };
        chat.openAt(conversationId, messageId);
    }

    /// The search in all conversations, wherever it is.
    function searchAll(): void {
        if (narrow) {
            drawer.open();
            drawerSidebar.focusSearch();
        } else {
            sidebarVisible = true;
            sidebar.focusSearch();
        }
    }

    function exportMessage(messageId: double): void {
        exchange().exportMessage(chat.conversationId, messageId);
    }

    function exchange(): var {
        exchangeLoader.active = true;
        return exchangeLoader.item;
    }

    objectName: "mainWindow"
    title: chat.title.length > 0 ? qsTr("%1 – Sotto").arg(chat.title) : qsTr("Sotto")
    minimumWidth: Math.round(360 * Math.min(1.75, Math.max(1, Theme.scale)))
    minimumHeight: 480
    color: Theme.window
    LayoutMirroring.enabled: Theme.mirrored
    LayoutMirroring.childrenInherit: true

    Component.onCompleted: {
        chat.open(conversationId);
        chatView.focusComposer();
    }
    onNarrowChanged: if (!narrow) {
        drawer.close();
    }

    // Dialogs of the platform follow the choice, too.
    Binding {
        target: Application.styleHints
        property: "colorScheme"
        value: Settings.colorScheme === "dark" ? Qt.ColorScheme.Dark : Qt.ColorScheme.Light
        when: Settings.colorScheme === "dark" || Settings.colorScheme === "light"
        restoreMode: Binding.RestoreNone
    }

    Binding {
        target: Application.styleHints
        property: "colorScheme"
        value: Qt.ColorScheme.Unknown
        when: Settings.colorScheme === "system"
        restoreMode: Binding.RestoreNone
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ConversationSidebar {
            id: sidebar

            objectName: "sidebar"
            actions: window.actions
            chat: window.chat
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sidebarWidth
            visible: !window.narrow && window.sidebarVisible
            onConversationChosen: chatView.focusComposer()
            onCollapseRequested: window.toggleSidebar()
            onPlaceChosen: (conversationId, messageId, text, inReasoning) => window.showPlace(conversationId, messageId, text, inReasoning)
            onExportRequested: ids => window.exchange().exportConversations(ids)
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            WindowHeader {
                id: header

                Layout.fillWidth: true
                actions: window.actions
                chat: window.chat
                narrow: window.narrow
                sidebarShown: !window.narrow && window.sidebarVisible
            }

            Banner {
                objectName: "errorBanner"
                Layout.fillWidth: true
                text: Library.errorText
                hint: Library.errorHint
                onDismissed: Library.dismissError()
            }

            Banner {
                objectName: "historyBanner"
                Layout.fillWidth: true
                warning: true
                text: Conversations.warningText
                onDismissed: Conversations.dismissWarning()
            }

            UndoBar {
                Layout.fillWidth: true
                visible: text.length > 0 && !header.sidebarShown
                text: Conversations.undoText
                onUndone: window.chat.undo()
                onDismissed: Conversations.dismissUndo()
            }

            ExchangeBar {
                Layout.fillWidth: true
                visible: Exchange.text.length > 0 && !header.sidebarShown
            }

            FindBar {
                id: findBar

                Layout.fillWidth: true
                actions: window.actions
                messages: window.chat.messages
                view: chatView.messageView
                onPlaceWanted: (messageId, inReasoning) => chatView.hold(messageId, inReasoning)
                onClosed: chatView.focusComposer()
            }

            ChatView {
                id: chatView

                Layout.fillWidth: true
                Layout.fillHeight: true
                actions: window.actions
                chat: window.chat
                onLinkRequested: address => linkDialog.ask(address)
                onExportRequested: messageId => window.exportMessage(messageId)
            }
        }
    }

    T.Drawer {
        id: drawer

        objectName: "drawer"
        width: Math.min(Theme.sidebarWidth + 36, window.width - 48)
        height: window.height
        edge: Theme.mirrored ? Qt.RightEdge : Qt.LeftEdge
        interactive: window.narrow
        modal: true
        focus: true
        popupType: T.Popup.Item

        // Without transitions a drawer stays outside.
        enter: Transition {
            NumberAnimation {
                duration: Theme.quick
                easing.type: Easing.OutCubic
            }
        }
        exit: Transition {
            NumberAnimation {
                duration: Theme.quick
                easing.type: Easing.InCubic
            }
        }

        T.Overlay.modal: Rectangle {
            color: Theme.shade
        }

        contentItem: ConversationSidebar {
            id: drawerSidebar

            actions: window.actions
            chat: window.chat
            onConversationChosen: {
                drawer.close();
                chatView.focusComposer();
            }
            onCollapseRequested: drawer.close()
            onPlaceChosen: (conversationId, messageId, text, inReasoning) => {
                drawer.close();
                window.showPlace(conversationId, messageId, text, inReasoning);
            }
            onExportRequested: ids => window.exchange().exportConversations(ids)
        }
    }

    DropTarget {
        anchors.fill: parent
        chat: window.chat
    }

    AnswerAnnouncer {
        chat: window.chat
    }

    Palette {
        id: commandPalette

        actions: window.actions
        onConversationChosen: conversationId => {
            window.chat.open(conversationId);
            chatView.focusComposer();
        }
    }

    Connections {
        target: window.chat
        function onArrived(messageId: double): void {
            findBar.openAt(window.sought.text, messageId, window.sought.inReasoning);
        }
    }

    LinkDialog {
        id: linkDialog

        objectName: "linkDialog"
        parent: T.Overlay.overlay
    }

    // Made when they are asked for: the start does not wait for them.
    Loader {
        id: settingsLoader

        property bool atShortcuts: false

        active: false
        sourceComponent: SettingsDialog {
            actions: window.actions
            atShortcuts: settingsLoader.atShortcuts
            onClosed: settingsLoader.active = false
        }
    }

    Loader {
        id: exchangeLoader

        active: false
        source: "exchange/ExchangeDialogs.qml"
    }

    Loader {
        id: fileDialogLoader

        active: false
        source: "library/ModelFileDialog.qml"

        Connections {
            target: fileDialogLoader.item
            ignoreUnknownSignals: true
            function onAccepted(): void {
                fileDialogLoader.active = false;
            }
            function onRejected(): void {
                fileDialogLoader.active = false;
            }
        }
    }

    ActionShortcuts {
        actions: window.actions
    }
}
