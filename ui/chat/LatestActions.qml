import Sotto
import Sotto.App

/// What can be done with the latest question and answer: the buttons of the messages, for the keyboard.
ActionTable {
    id: table

    required property Chat chat
    readonly property MessageList messages: chat.messages
    readonly property bool thinking: messages.latestState === "reasoning"
    readonly property bool cutOff: ["stopped", "interrupted", "failed"].includes(messages.latestState)
    readonly property bool answered: !chat.busy && messages.latestAnswer !== 0

    signal exportRequested(double messageId)

    AppAction {
        name: "answerNow"
        group: qsTr("Message")
        text: qsTr("Answer now")
        defaultKeys: ["Ctrl+Shift+A"]
        enabled: table.thinking && table.chat.wish !== "answerNow"
        onTriggered: table.chat.answerNow()
    }

    AppAction {
        name: "thinkLonger"
        group: qsTr("Message")
        text: table.chat.wish === "thinkLonger" ? qsTr("Do not think longer") : qsTr("Think longer")
        defaultKeys: ["Ctrl+Shift+T"]
        enabled: table.thinking
        onTriggered: table.chat.thinkLonger(table.chat.wish !== "thinkLonger")
    }

    AppAction {
        name: "regenerate"
        group: qsTr("Message")
        text: qsTr("Answer again")
        path: Icons.again
        defaultKeys: ["Ctrl+R"]
        enabled: table.answered
        onTriggered: table.chat.regenerate(table.messages.latestAnswer)
    }

    AppAction {
        name: "continueAnswer"
        group: qsTr("Message")
        text: qsTr("Go on with the answer")
        path: Icons.play
        defaultKeys: ["Ctrl+Shift+R"]
        enabled: table.answered && table.cutOff
        onTriggered: table.chat.continueAnswer(table.messages.latestAnswer)
    }

    AppAction {
        name: "copyAnswer"
        group: qsTr("Message")
        text: qsTr("Copy the answer")
        path: Icons.copy
        defaultKeys: ["Ctrl+Shift+C"]
        enabled: table.answered
        onTriggered: Clipboard.copy(table.messages.content(table.messages.latestAnswer))
    }

    AppAction {
        name: "editQuestion"
        group: qsTr("Message")
        text: qsTr("Edit the question and ask again")
        path: Icons.pencil
        defaultKeys: ["Alt+Up"]
        enabled: !table.chat.busy && table.messages.latestQuestion !== 0
        onTriggered: table.chat.beginEdit(table.messages.latestQuestion)
    }

    AppAction {
        name: "editAnswer"
        group: qsTr("Message")
        text: qsTr("Edit the answer")
        path: Icons.pencil
        defaultKeys: ["Alt+Down"]
        enabled: table.answered
        onTriggered: table.chat.beginEdit(table.messages.latestAnswer)
    }

    AppAction {
        name: "editReasoning"
        group: qsTr("Message")
        text: qsTr("Edit the reasoning")
        path: Icons.pencil
        defaultKeys: ["Alt+Shift+Down"]
        enabled: table.answered
        onTriggered: table.chat.beginEdit(table.messages.latestAnswer, true)
    }

    AppAction {
        name: "previousVersion"
        group: qsTr("Message")
        text: qsTr("Previous version of the answer")
        path: Icons.chevronLeft
        defaultKeys: ["Alt+Left"]
        enabled: table.answered
        onTriggered: table.chat.showSibling(table.messages.latestAnswer, -1)
    }

    AppAction {
        name: "nextVersion"
        group: qsTr("Message")
        text: qsTr("Next version of the answer")
        path: Icons.chevronRight
        defaultKeys: ["Alt+Right"]
        enabled: table.answered
        onTriggered: table.chat.showSibling(table.messages.latestAnswer, 1)
    }

    AppAction {
        name: "exportAnswer"
        group: qsTr("Message")
        text: qsTr("Export the answer…")
        path: Icons.share
        defaultKeys: ["Ctrl+Alt+Shift+E"]
        enabled: table.answered
        onTriggered: table.exportRequested(table.messages.latestAnswer)
    }

    AppAction {
        name: "deleteAnswer"
        group: qsTr("Message")
        text: qsTr("Delete the answer")
        path: Icons.bin
        defaultKeys: ["Ctrl+Shift+D"]
        enabled: table.answered
        onTriggered: table.chat.remove(table.messages.latestAnswer)
    }
}
