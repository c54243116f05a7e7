import Sotto
import Sotto.App

/// What can be done with the conversation shown.
ActionTable {
    id: table

    required property Chat chat
    required property ChatView view

    AppAction {
        name: "newChat"
        group: qsTr("Chat")
        text: qsTr("New chat")
        path: Icons.compose
        defaultKeys: ["Ctrl+N"]
        onTriggered: {
            table.chat.newChat();
            table.view.focusComposer();
        }
    }

    AppAction {
        name: "focusComposer"
        group: qsTr("Chat")
        text: qsTr("Write a question")
        path: Icons.pencil
        defaultKeys: ["Ctrl+L"]
        onTriggered: table.view.focusComposer()
    }

    AppAction {
        name: "stop"
        group: qsTr("Chat")
        text: qsTr("Stop the answer")
        path: Icons.stop
        defaultKeys: ["Esc"]
        enabled: table.chat.busy
        onTriggered: table.chat.stop()
    }

    AppAction {
        name: "attach"
        group: qsTr("Chat")
        text: qsTr("Attach text or code files")
        path: Icons.attach
        defaultKeys: ["Ctrl+Shift+O"]
        onTriggered: table.view.attachFiles()
    }

    AppAction {
        name: "options"
        group: qsTr("Chat")
        text: qsTr("Instructions, thinking, sampling")
        path: Icons.sliders
        defaultKeys: ["Ctrl+I"]
        onTriggered: table.view.showOptions()
    }

    AppAction {
        name: "ledger"
        group: qsTr("Chat")
        text: qsTr("What the next prompt contains")
        path: Icons.file
        defaultKeys: ["Ctrl+Shift+L"]
        enabled: table.chat.ledger.ready
        onTriggered: table.view.showLedger()
    }

    AppAction {
        name: "branches"
        group: qsTr("Chat")
        text: qsTr("All branches of the conversation")
        path: Icons.branches
        defaultKeys: ["Ctrl+Shift+B"]
        enabled: table.chat.messages.count > 0
        onTriggered: table.view.showBranches()
    }

    AppAction {
        name: "toEnd"
        group: qsTr("Chat")
        text: qsTr("Jump to the latest")
        path: Icons.down
        defaultKeys: ["Alt+End"]
        enabled: table.chat.messages.count > 0
        onTriggered: table.view.toEnd()
    }
}
