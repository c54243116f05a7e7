import QtQuick
import Sotto

/// What the person asked: a soft bubble on the right, with the text as it was typed.
Item {
    id: message

    required property string text
    readonly property int padding: Theme.gap3

    implicitHeight: bubble.height

    Rectangle {
        id: bubble

        anchors.right: parent.right
        width: Math.min(Math.ceil(measure.implicitWidth) + 2 * message.padding + 2, Math.round(message.width * 0.85))
        height: body.height + 2 * Theme.gap2
        radius: Theme.radiusLarge
        color: Theme.bubble
        border.width: Theme.edge
        border.color: Theme.line

        PlainTextView {
            id: body

            x: message.padding
            y: Theme.gap2
            width: parent.width - 2 * message.padding
            source: message.text
            Accessible.name: qsTr("You: %1").arg(message.text)
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
