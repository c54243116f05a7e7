import QtQuick
import Sotto
import Sotto.App

/// Says that the answer under way goes round in circles, with what can be done about it.
Flow {
    id: note

    required property Chat chat
    /// It is the reasoning that does.
    required property bool reasoning

    onVisibleChanged: {
        if (visible)
            Accessible.announce(label.text);
    }

    spacing: Theme.gap1

    Text {
        id: label

        objectName: "repetitionNote"
        width: Math.min(implicitWidth, note.width)
        height: Math.max(answer.implicitHeight, implicitHeight)
        rightPadding: Theme.gap1
        text: qsTr("The model repeats itself.")
        font.pixelSize: Theme.small
        font.weight: Font.Medium
        color: Theme.quiet
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    TextButton {
        id: answer

        objectName: "repetitionAnswerNow"
        visible: note.reasoning
        plain: true
        implicitHeight: Theme.control - 4
        enabled: note.chat.wish !== "answerNow"
        text: qsTr("Answer now")
        Accessible.description: qsTr("Ends the reasoning; the model answers with what it has")
        onClicked: note.chat.answerNow()
    }

    TextButton {
        objectName: "repetitionStop"
        plain: true
        implicitHeight: answer.implicitHeight
        text: qsTr("Stop")
        Accessible.description: qsTr("Ends the answer; what has come stays")
        onClicked: note.chat.stop()
    }
}
