import Sotto
import Sotto.App

/// What is found, in the conversation shown and in all.
ActionTable {
    id: table

    required property Chat chat
    required property FindBar bar

    signal searchRequested

    AppAction {
        name: "find"
        group: qsTr("Search")
        text: qsTr("Find in this conversation")
        path: Icons.search
        defaultKeys: ["Ctrl+F"]
        enabled: table.chat.messages.count > 0
        onTriggered: table.bar.open()
    }

    AppAction {
        name: "findNext"
        group: qsTr("Search")
        text: qsTr("Next place")
        path: Icons.chevronDown
        defaultKeys: ["F3", "Ctrl+G"]
        enabled: table.chat.messages.count > 0
        onTriggered: table.bar.step(1)
    }

    AppAction {
        name: "findPrevious"
        group: qsTr("Search")
        text: qsTr("Previous place")
        path: Icons.chevronUp
        defaultKeys: ["Shift+F3", "Ctrl+Shift+G"]
        enabled: table.chat.messages.count > 0
        onTriggered: table.bar.step(-1)
    }

    AppAction {
        name: "searchAll"
        group: qsTr("Search")
        text: qsTr("Search in all conversations")
        path: Icons.search
        defaultKeys: ["Ctrl+Shift+F"]
        onTriggered: table.searchRequested()
    }
}
