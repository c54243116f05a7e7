pragma ComponentBehavior: Bound

import QtQuick
import Sotto
import Sotto.App

/// One message of the list: the person's or the model's.
Item {
    id: delegate

    required property Chat chat
    required property int index
    required property var messageId
    required property string role
    required property string content
    required property string reasoning
    required property string state
    required property string errorText
    required property double reasoningSeconds
    required property int reasoningTokens
    required property int answerTokens
    required property double tokensPerSecond
    required property string modelName
    required property int siblingIndex
    required property int siblingCount
    required property bool last
    /// true, false, or undefined while the person has not said.
    required property var reasoningChoice

    signal reasoningToggled(bool open)
    signal linkRequested(string address)

    implicitHeight: loader.height

    Loader {
        id: loader

        readonly property int column: Math.min(delegate.width - 2 * Theme.gap4, Theme.column * Math.max(1, Theme.scale))

        x: Math.round((delegate.width - column) / 2)
        width: column
        sourceComponent: delegate.role === "user" ? question : answer
    }

    Component {
        id: question

        UserMessage {
            text: delegate.content
        }
    }

    Component {
        id: answer

        AssistantMessage {
            chat: delegate.chat
            messageId: delegate.messageId
            content: delegate.content
            reasoning: delegate.reasoning
            answerState: delegate.state
            errorText: delegate.errorText
            reasoningSeconds: delegate.reasoningSeconds
            reasoningTokens: delegate.reasoningTokens
            answerTokens: delegate.answerTokens
            tokensPerSecond: delegate.tokensPerSecond
            modelName: delegate.modelName
            siblingIndex: delegate.siblingIndex
            siblingCount: delegate.siblingCount
            last: delegate.last
            reasoningChoice: delegate.reasoningChoice
            onReasoningToggled: open => delegate.reasoningToggled(open)
            onLinkRequested: address => delegate.linkRequested(address)
        }
    }
}
