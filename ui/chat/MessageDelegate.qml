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
    required property double thinkingRate
    required property int answerTokens
    required property double tokensPerSecond
    required property string modelName
    required property string deviceName
    required property double temperature
    required property double topP
    required property int topK
    required property double minP
    required property var seed
    required property int promptTokens
    required property double prefillSeconds
    required property bool edited
    required property bool thinkingEnded
    required property bool thinkingProlonged
    required property int thinkingBudget
    required property bool budgetSpent
    required property bool repeating
    required property bool leftOut
    required property var attachments
    required property int siblingIndex
    required property int siblingCount
    required property bool last
    /// true, false, or undefined while the person has not said.
    required property var reasoningOpen

    signal linkRequested(string address)
    signal mapRequested
    signal exportRequested
    signal detailsRequested
    signal fileRequested(string name, string content)

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
            chat: delegate.chat
            messageId: delegate.messageId
            text: delegate.content
            attachments: delegate.attachments
            leftOut: delegate.leftOut
            siblingIndex: delegate.siblingIndex
            siblingCount: delegate.siblingCount
            onMapRequested: delegate.mapRequested()
            onFileRequested: (name, content) => delegate.fileRequested(name, content)
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
            thinkingRate: delegate.thinkingRate
            answerTokens: delegate.answerTokens
            tokensPerSecond: delegate.tokensPerSecond
            modelName: delegate.modelName
            edited: delegate.edited
            thinkingEnded: delegate.thinkingEnded
            thinkingProlonged: delegate.thinkingProlonged
            budgetSpent: delegate.budgetSpent
            repeating: delegate.repeating
            siblingIndex: delegate.siblingIndex
            siblingCount: delegate.siblingCount
            last: delegate.last
            reasoningOpen: delegate.reasoningOpen
            onMapRequested: delegate.mapRequested()
            onExportRequested: delegate.exportRequested()
            onDetailsRequested: delegate.detailsRequested()
            onLinkRequested: address => delegate.linkRequested(address)
        }
    }
}
