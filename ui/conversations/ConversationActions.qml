import Sotto
import Sotto.App

/// What can be done with conversations as wholes.
ActionTable {
    id: table

    required property Chat chat

    AppAction {
        name: "undo"
        group: qsTr("Conversation")
        text: qsTr("Undo")
        defaultKeys: ["Ctrl+Z"]
        enabled: table.chat.undoText.length + Conversations.undoText.length > 0
        onTriggered: table.chat.undoText.length > 0 ? table.chat.undoRemove() : table.chat.undo()
    }

    AppAction {
        name: "deleteConversation"
        group: qsTr("Conversation")
        text: qsTr("Delete conversation")
        path: Icons.bin
        defaultKeys: ["Ctrl+Shift+Backspace"]
        enabled: table.chat.conversationId !== 0
        onTriggered: Conversations.remove([table.chat.conversationId])
    }
}
