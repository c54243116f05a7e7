pragma ComponentBehavior: Bound

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
    required property double thinkingRate
    required property int answerTokens
    required property double tokensPerSecond
    required property string modelName
    required property bool edited
    required property bool thinkingEnded
    required property bool thinkingProlonged
    required property bool budgetSpent
    required property bool repeating
    required property int siblingIndex
    required property int siblingCount
    required property bool last
    /// true, false, or undefined while the person has not said.
    required property var reasoningOpen

    readonly property bool running: answerState === "waiting" || answerState === "reasoning" || answerState === "answering"
    readonly property bool cutOff: (answerState === "stopped" || answerState === "interrupted" || answerState === "failed") && content.length + reasoning.length > 0
    readonly property bool editing: chat.editedMessage === messageId
    readonly property bool reasoningShown: reasoningOpen ?? Settings.reasoningView === "open"

    signal linkRequested(string address)
    signal mapRequested
    signal exportRequested
    signal detailsRequested

    spacing: Theme.gap3

    HoverHandler {
        id: hover
    }

    Text {
        Layout.fillWidth: true
        visible: message.answerState === "waiting"
        text: Library.loading ? qsTr("Waiting for the model to load…") : qsTr("Reading the conversation…")
        font.pixelSize: Theme.small
        color: Theme.faint
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    ReasoningPane {
        id: pane

        Layout.fillWidth: true
        visible: message.reasoning.length > 0 && (Settings.reasoningView !== "hidden" || message.reasoningOpen === true || message.answerState === "reasoning" || (message.editing && message.chat.editsReasoning))
        chat: message.chat
        messageId: message.messageId
        text: message.reasoning
        answerState: message.answerState
        cutOff: message.cutOff && message.content.length === 0
        seconds: message.reasoningSeconds
        tokenCount: message.reasoningTokens
        rate: message.thinkingRate
        ended: message.thinkingEnded
        prolonged: message.thinkingProlonged
        budgetSpent: message.budgetSpent
        open: message.reasoningShown
        tailShown: Settings.reasoningView !== "hidden"
        editing: message.editing && message.chat.editsReasoning
        repeating: message.repeating
        onToggled: message.chat.setReasoningOpen(message.messageId, !open)
        onLinkRequested: address => message.linkRequested(address)
    }

    MessageBody {
        Layout.fillWidth: true
        visible: message.content.length > 0 && !(message.editing && !message.chat.editsReasoning)
        source: message.content
        streaming: message.running
        onLinkRequested: address => message.linkRequested(address)
    }

    RepetitionNote {
        Layout.fillWidth: true
        visible: message.repeating
        chat: message.chat
        reasoning: message.answerState === "reasoning"
    }

    Loader {
        Layout.fillWidth: true
        active: message.editing && !message.chat.editsReasoning
        visible: active

        sourceComponent: MessageEditor {
            chat: message.chat
            name: qsTr("The answer, rewritten")
            hint: qsTr("The answer as it was stays as another version. The model takes yours for its own words.")
            saveText: qsTr("Save")
            goOnText: qsTr("Save and let the model go on")
        }
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
        visible: !message.running && !message.editing
        shown: message.last || hover.hovered || message.siblingCount > 1
        chat: message.chat
        messageId: message.messageId
        content: message.content
        reasoning: message.reasoning
        resumable: message.cutOff && (message.content.length > 0 || !pane.visible)
        reasoningShown: message.reasoningShown
        edited: message.edited
        tokenCount: message.reasoningTokens + message.answerTokens
        tokensPerSecond: message.tokensPerSecond
        modelName: message.modelName
        siblingIndex: message.siblingIndex
        siblingCount: message.siblingCount
        onMapRequested: message.mapRequested()
        onExportRequested: message.exportRequested()
        onDetailsRequested: message.detailsRequested()
        onReasoningToggled: message.chat.setReasoningOpen(message.messageId, !message.reasoningShown)
    }
}
