pragma ComponentBehavior: Bound

import QtQuick
import Sotto
import Sotto.App

/// What the person asked: a soft bubble on the right, with the text as it was typed and its files above.
Item {
    id: message

    required property Chat chat
    required property var messageId
    required property string text
    required property var attachments
    required property bool leftOut
    required property int siblingIndex
    required property int siblingCount
    readonly property bool editing: chat.editedMessage === messageId
    readonly property int padding: Theme.gap3

    signal mapRequested
    signal fileRequested(string name, string content)

    // What can be done with it lies in the space between the messages.
    implicitHeight: column.height - (siblingCount > 1 || editing ? 0 : Theme.gap4 + Theme.gap1)

    Column {
        id: column

        width: parent.width
        spacing: Theme.gap1

        HoverHandler {
            id: hover
        }

        Flow {
            width: parent.width
            layoutDirection: Qt.RightToLeft
            spacing: Theme.gap1
            visible: message.attachments.length > 0

            Repeater {
                model: message.attachments

                AttachmentChip {
                    required property var modelData

                    name: modelData.name
                    onClicked: message.fileRequested(modelData.name, modelData.content)
                }
            }
        }

        Rectangle {
            anchors.right: parent.right
            width: Math.min(Math.ceil(measure.implicitWidth) + 2 * message.padding + 2, Math.round(message.width * 0.85))
            height: body.height + 2 * Theme.gap2
            radius: Theme.radiusLarge
            color: Theme.bubble
            border.width: Theme.edge
            border.color: Theme.line
            visible: !message.editing
            opacity: message.leftOut ? 0.6 : 1

            PlainTextView {
                id: body

                objectName: "questionText"
                x: message.padding
                y: Theme.gap2
                width: parent.width - 2 * message.padding
                source: message.text
                Accessible.name: qsTr("You: %1").arg(message.text)
            }
        }

        Loader {
            width: parent.width
            active: message.editing
            visible: active

            sourceComponent: MessageEditor {
                chat: message.chat
                name: qsTr("Your question, rewritten")
                hint: qsTr("The question as it was stays, with all that follows it, as another version.")
                saveText: qsTr("Ask")
            }
        }

        Text {
            anchors.right: parent.right
            visible: message.leftOut
            text: qsTr("Left out of the next prompts")
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }

        QuestionActions {
            anchors.right: parent.right
            visible: !message.editing
            shown: hover.hovered || message.siblingCount > 1
            chat: message.chat
            messageId: message.messageId
            content: message.text
            siblingIndex: message.siblingIndex
            siblingCount: message.siblingCount
            onMapRequested: message.mapRequested()
        }
    }

    Text {
        id: measure

        visible: false
        text: message.text
        textFormat: Text.PlainText
        font.pixelSize: Theme.body
    }
}
