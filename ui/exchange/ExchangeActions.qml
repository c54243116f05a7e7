import Sotto
import Sotto.App

/// How conversations are taken out and in.
ActionTable {
    id: table

    required property Chat chat

    /// None: all conversations
    signal exportRequested(var ids)
    signal importRequested
    signal backupRequested
    signal restoreRequested

    AppAction {
        name: "exportConversation"
        group: qsTr("Conversation")
        text: qsTr("Export this conversation…")
        path: Icons.share
        defaultKeys: ["Ctrl+Shift+E"]
        enabled: table.chat.conversationId !== 0
        onTriggered: table.exportRequested([table.chat.conversationId])
    }

    AppAction {
        name: "exportAll"
        group: qsTr("Conversation")
        text: qsTr("Export all conversations…")
        path: Icons.share
        defaultKeys: ["Ctrl+Alt+E"]
        enabled: Conversations.count > 0
        onTriggered: table.exportRequested([])
    }

    AppAction {
        name: "import"
        group: qsTr("Conversation")
        text: qsTr("Import conversations…")
        path: Icons.down
        defaultKeys: ["Ctrl+Alt+I"]
        onTriggered: table.importRequested()
    }

    AppAction {
        name: "backUp"
        group: qsTr("Conversation")
        text: qsTr("Back up…")
        defaultKeys: ["Ctrl+Alt+B"]
        onTriggered: table.backupRequested()
    }

    AppAction {
        name: "restore"
        group: qsTr("Conversation")
        text: qsTr("Restore a backup…")
        defaultKeys: ["Ctrl+Alt+R"]
        onTriggered: table.restoreRequested()
    }
}
