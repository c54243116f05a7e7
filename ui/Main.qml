import QtQuick
import QtQuick.Dialogs
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
    readonly property bool narrow: width < Theme.narrow

    function toggleSidebar(): void {
        if (narrow)
            drawer.opened ? drawer.close() : drawer.open();
        else
            sidebarVisible = !sidebarVisible;
    }

    function openModelFile(): void {
        fileDialog.open();
    }

    function openModelMenu(): void {
        header.openModelMenu();
    }

    objectName: "mainWindow"
    title: chat.title.length > 0 ? qsTr("%1 – Sotto").arg(chat.title) : qsTr("Sotto")
    minimumWidth: 360
    minimumHeight: 480
    color: Theme.window

    Component.onCompleted: {
        chat.open(conversationId);
        view.focusComposer();
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
            objectName: "sidebar"
            chat: window.chat
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sidebarWidth
            visible: !window.narrow && window.sidebarVisible
            onConversationChosen: view.focusComposer()
            onCollapseRequested: window.toggleSidebar()
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            WindowHeader {
                id: header

                Layout.fillWidth: true
                chat: window.chat
                narrow: window.narrow
                sidebarShown: !window.narrow && window.sidebarVisible
                onSidebarToggled: window.toggleSidebar()
                onOpenFileRequested: window.openModelFile()
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

            ChatView {
                id: view

                Layout.fillWidth: true
                Layout.fillHeight: true
                chat: window.chat
                onLinkRequested: address => linkDialog.ask(address)
            }
        }
    }

    T.Drawer {
        id: drawer

        objectName: "drawer"
        width: Math.min(300, window.width - 48)
        height: window.height
        edge: Qt.LeftEdge
        interactive: window.narrow
        modal: true
        focus: true
        popupType: T.Popup.Item

        T.Overlay.modal: Rectangle {
            color: Theme.shade
        }

        contentItem: ConversationSidebar {
            chat: window.chat
            onConversationChosen: {
                drawer.close();
                view.focusComposer();
            }
            onCollapseRequested: drawer.close()
        }
    }

    DropTarget {
        anchors.fill: parent
        chat: window.chat
    }

    LinkDialog {
        id: linkDialog

        objectName: "linkDialog"
        parent: T.Overlay.overlay
    }

    FileDialog {
        id: fileDialog

        title: qsTr("Open model file")
        nameFilters: [qsTr("GGUF models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: Library.openFile(selectedFile)
    }

    Shortcut {
        sequences: [StandardKey.New]
        onActivated: {
            window.chat.newChat();
            view.focusComposer();
        }
    }

    Shortcut {
        sequence: "Ctrl+B"
        onActivated: window.toggleSidebar()
    }

    Shortcut {
        sequences: [StandardKey.Open]
        onActivated: window.openModelFile()
    }

    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: window.chat.undoText.length + Conversations.undoText.length > 0
        onActivated: window.chat.undoText.length > 0 ? window.chat.undoRemove() : window.chat.open(Conversations.undoRemove())
    }

    Shortcut {
        sequences: [StandardKey.ZoomIn, "Ctrl+="]
        onActivated: Settings.fontScale += 0.1
    }

    Shortcut {
        sequences: [StandardKey.ZoomOut]
        onActivated: Settings.fontScale -= 0.1
    }

    Shortcut {
        sequence: "Ctrl+0"
        onActivated: Settings.fontScale = 1
    }

    Shortcut {
        sequence: "Ctrl+L"
        onActivated: view.focusComposer()
    }

    Shortcut {
        sequence: "Escape"
        enabled: window.chat.busy
        onActivated: window.chat.stop()
    }

    Shortcut {
        sequences: [StandardKey.Quit]
        onActivated: window.windows.quit()
    }

    Shortcut {
        sequences: [StandardKey.Close]
        onActivated: window.close()
    }

    Shortcut {
        sequence: "Ctrl+Shift+N"
        onActivated: window.windows.open()
    }
}
