import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// What the model answered: its reasoning, its text, how it ended, and what can be done with it.
ColumnLayout {
    id: message

    required property Chat chat
    required property var messageId
    required property string content
    required property string reasoning
    required property string answerState
    required property string errorText
    required property double reasoningSeconds
    required property int reasoningTokens
    required property int answerTokens
    required property double tokensPerSecond
    required property string modelName
    required property int siblingIndex
    required property int siblingCount
    required property bool last
    required property var reasoningChoice

    readonly property bool running: answerState === "waiting" || answerState === "reasoning" || answerState === "answering"

    signal reasoningToggled(bool open)
    signal linkRequested(string address)

    spacing: Theme.gap3

    HoverHandler {
        id: hover
    }

    Text {
        Layout.fillWidth: true
        visible: message.answerState === "waiting" && message.reasoning.length === 0
        text: Library.loading ? qsTr("Waiting for the model to load…") : qsTr("Reading the conversation…")
        font.pixelSize: Theme.small
        color: Theme.faint
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    ReasoningPane {
        Layout.fillWidth: true
        visible: message.reasoning.length > 0 && (Settings.reasoningView !== "hidden" || message.reasoningChoice === true)
        text: message.reasoning
        answerState: message.answerState
        seconds: message.reasoningSeconds
        tokenCount: message.reasoningTokens
        open: message.reasoningChoice ?? Settings.reasoningView === "open"
        onToggled: message.reasoningToggled(!open)
        onLinkRequested: address => message.linkRequested(address)
    }

    MessageBody {
        Layout.fillWidth: true
        visible: message.content.length > 0
        source: message.content
        streaming: message.running
        onLinkRequested: address => message.linkRequested(address)
    }

    Text {
        objectName: "endText"
        Layout.fillWidth: true
        visible: text.length > 0
        text: message.answerState === "stopped" ? qsTr("You stopped this answer.") : message.answerState === "interrupted" ? qsTr("This answer was cut off when Sotto closed.") : message.answerState === "failed" ? message.errorText : ""
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.small
        font.italic: message.answerState !== "failed"
        color: message.answerState === "failed" ? Theme.danger : Theme.faint
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    AnswerActions {
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.gap2
        Layout.topMargin: -Theme.gap2
        visible: !message.running
        shown: message.last || hover.hovered
        chat: message.chat
        messageId: message.messageId
        content: message.content
        tokenCount: message.reasoningTokens + message.answerTokens
        tokensPerSecond: message.tokensPerSecond
        modelName: message.modelName
        siblingIndex: message.siblingIndex
        siblingCount: message.siblingCount
    }
}
