import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

T.ApplicationWindow {
    id: window

    readonly property bool narrow: width < Theme.narrow

    function toggleSidebar(): void {
        if (narrow)
            drawer.opened ? drawer.close() : drawer.open();
        else
            Settings.sidebarVisible = !Settings.sidebarVisible;
    }

    function openModelFile(): void {
        fileDialog.open();
    }

    function openModelMenu(): void {
        header.openModelMenu();
    }

    /// Keeps the place of the window for the next start; a maximized one keeps the last normal place.
    function rememberPlace(): void {
        if (visibility !== Window.Windowed)
            return;
        Settings.windowX = x;
        Settings.windowY = y;
        Settings.windowWidth = width;
        Settings.windowHeight = height;
    }

    objectName: "mainWindow"
    title: Chat.title.length > 0 ? qsTr("%1 – Sotto").arg(Chat.title) : qsTr("Sotto")
    minimumWidth: 360
    minimumHeight: 480
    width: 1040
    height: 720
    color: Theme.window
    visible: true

    Component.onCompleted: {
        if (Settings.windowWidth >= minimumWidth && Settings.windowHeight >= minimumHeight) {
            width = Settings.windowWidth;
            height = Settings.windowHeight;
            if (Settings.windowX >= 0 && Settings.windowY >= 0) {
                x = Settings.windowX;
                y = Settings.windowY;
            }
        }
        chat.focusComposer();
    }
    onClosing: rememberPlace()
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
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sidebarWidth
            visible: !window.narrow && Settings.sidebarVisible
            onConversationChosen: chat.focusComposer()
            onCollapseRequested: window.toggleSidebar()
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            WindowHeader {
                id: header

                Layout.fillWidth: true
                narrow: window.narrow
                sidebarShown: !window.narrow && Settings.sidebarVisible
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
                id: chat

                Layout.fillWidth: true
                Layout.fillHeight: true
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
            onConversationChosen: {
                drawer.close();
                chat.focusComposer();
            }
            onCollapseRequested: drawer.close()
        }
    }

    DropTarget {
        anchors.fill: parent
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
            Conversations.newChat();
            chat.focusComposer();
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
        enabled: Conversations.undoText.length > 0
        onActivated: Conversations.undoRemove()
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
        onActivated: chat.focusComposer()
    }

    Shortcut {
        sequence: "Escape"
        enabled: Chat.busy
        onActivated: Chat.stop()
    }

    Shortcut {
        sequences: [StandardKey.Quit]
        onActivated: window.close()
    }
}
