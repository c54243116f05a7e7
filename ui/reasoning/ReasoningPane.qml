pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// The reasoning before an answer: a heading that folds and unfolds it, its text, and while folded and still
/// growing, its last lines.
ColumnLayout {
    id: pane

    required property Chat chat
    required property var messageId
    required property string text
    required property string answerState
    /// It ended before it was closed.
    required property bool cutOff
    required property real seconds
    required property int tokenCount
    required property real rate
    /// The person had it closed, or go on.
    required property bool ended
    required property bool prolonged
    /// Its budget was spent.
    required property bool budgetSpent
    required property bool open
    required property bool tailShown
    required property bool editing
    required property bool repeating

    readonly property bool growing: answerState === "reasoning"
    /// Not while it goes round in circles: a note under it says so, with what can be done.
    readonly property bool steered: growing && !repeating

    signal toggled
    signal linkRequested(string address)

    objectName: "reasoningPane"
    spacing: Theme.gap1

    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap1

        ReasoningHeading {
            id: heading

            open: pane.open
            most: pane.width
            text: Wording.thinking(pane.growing, pane.cutOff, pane.seconds, pane.tokenCount, pane.rate)
            onClicked: pane.toggled()
        }

        CopyButton {
            objectName: "copyReasoning"
            visible: pane.open && !pane.growing && !pane.editing
            implicitWidth: Theme.control - 4
            implicitHeight: Theme.control - 4
            what: qsTr("Copy reasoning")
            content: pane.text
        }

        TextButton {
            objectName: "thinkLonger"
            visible: pane.steered
            plain: true
            implicitHeight: heading.implicitHeight
            checkable: true
            checked: pane.chat.wish === "thinkLonger"
            text: checked ? qsTr("Will think longer") : qsTr("Think longer")
            Accessible.description: qsTr("When the model would answer, it goes on thinking instead, once")
            onToggled: {
                const longer = checked;
                checked = Qt.binding(() => pane.chat.wish === "thinkLonger");
                pane.chat.thinkLonger(longer);
            }
        }

        TextButton {
            objectName: "answerNow"
            visible: pane.steered
            plain: true
            implicitHeight: heading.implicitHeight
            enabled: pane.chat.wish !== "answerNow"
            text: qsTr("Answer now")
            Accessible.description: qsTr("Ends the reasoning; the model answers with what it has")
            onClicked: pane.chat.answerNow()
        }

        TextButton {
            objectName: "resumeReasoning"
            visible: pane.cutOff && !pane.editing
            plain: true
            implicitHeight: heading.implicitHeight
            enabled: !pane.chat.busy
            text: qsTr("Resume thinking")
            onClicked: pane.chat.continueAnswer(pane.messageId)
        }
    }

    Text {
        objectName: "reasoningNote"
        Layout.fillWidth: true
        visible: text.length > 0
        text: [pane.prolonged ? qsTr("You had it think longer (“Wait”).") : "", pane.ended ? qsTr("You ended the reasoning.") : "", pane.budgetSpent ? qsTr("The thinking budget was spent.") : ""].filter(part => part.length > 0).join(" ")
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.tiny
        color: Theme.faint
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    ReasoningTail {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap3 + 2
        visible: pane.growing && !pane.open && pane.tailShown
        text: pane.text
    }

    Loader {
        Layout.fillWidth: true
        active: pane.editing
        visible: active

        sourceComponent: MessageEditor {
            chat: pane.chat
            name: qsTr("The reasoning, rewritten")
            hint: qsTr("The model takes this for its own thoughts and thinks on from their end. The reasoning as it was stays as another version.")
            saveText: qsTr("Think on from here")
            textSize: Theme.small
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.leftMargin: 6
        Layout.topMargin: 2
        active: pane.open && !pane.editing
        visible: active

        sourceComponent: Item {
            implicitHeight: body.implicitHeight

            Rectangle {
                width: 2
                height: parent.height
                radius: 1
                color: Theme.line
            }

            MessageBody {
                id: body

                objectName: "reasoningText"
                x: Theme.gap3 + 2
                width: parent.width - x
                height: implicitHeight
                small: true
                streaming: pane.growing
                source: pane.text.trim()
                onLinkRequested: address => pane.linkRequested(address)
            }
        }
    }
}
