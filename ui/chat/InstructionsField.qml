import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// What the model is told beside the questions, where that stands, and what R1's authors advise.
ColumnLayout {
    id: part

    required property Options options

    spacing: Theme.gap2

    Text {
        text: qsTr("Instructions")
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        color: Theme.text
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: flick.height + 2
        radius: Theme.radius
        color: Theme.window
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.field

        Flickable {
            id: flick

            x: 1
            y: 1
            width: parent.width - 2
            height: Math.min(Math.max(field.implicitHeight, 76), 180)
            clip: true
            contentWidth: width
            contentHeight: field.height
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: AppScrollBar {}

            T.TextArea {
                id: field

                objectName: "instructions"
                width: flick.width
                height: Math.max(implicitHeight, flick.height)
                implicitHeight: contentHeight + topPadding + bottomPadding
                padding: Theme.gap2
                font.pixelSize: Theme.small
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                selectByMouse: true
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                text: part.options.instructions
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: inQuestion

                Accessible.name: qsTr("Instructions for this conversation")

                onTextChanged: if (activeFocus) {
                    part.options.instructions = text;
                }
                onCursorRectangleChanged: {
                    if (cursorRectangle.y < flick.contentY)
                        flick.contentY = Math.max(0, cursorRectangle.y - topPadding);
                    else if (cursorRectangle.y + cursorRectangle.height > flick.contentY + flick.height)
                        flick.contentY = cursorRectangle.y + cursorRectangle.height + bottomPadding - flick.height;
                }

                Text {
                    x: field.leftPadding
                    y: field.topPadding
                    width: field.width - 2 * field.padding
                    visible: field.length === 0 && field.preeditText.length === 0
                    text: qsTr("For this conversation: how to answer, in which language, for whom …")
                    font: field.font
                    color: Theme.faint
                    wrapMode: Text.Wrap
                }
            }
        }
    }

    ChoiceButton {
        id: inQuestion

        objectName: "instructionsInQuestion"
        Layout.fillWidth: true
        text: qsTr("In the first question")
        explanation: qsTr("As R1's authors advise: “Avoid adding a system prompt; all instructions should be contained within the user prompt.”")
        checked: !part.options.asSystemPrompt
        onClicked: part.options.asSystemPrompt = false
    }

    ChoiceButton {
        objectName: "instructionsAsSystemPrompt"
        Layout.fillWidth: true
        text: qsTr("As a system prompt")
        explanation: qsTr("For models that were trained with one.")
        checked: part.options.asSystemPrompt
        onClicked: part.options.asSystemPrompt = true
    }
}
