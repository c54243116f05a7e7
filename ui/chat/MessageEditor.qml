import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// A field in place of a message that is being rewritten. What was there stays as another version.
FocusScope {
    id: editor

    required property Chat chat
    required property string name
    required property string hint
    required property string saveText
    /// Empty: there is nothing to go on with.
    property string goOnText: ""
    property int textSize: Theme.body

    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column

        width: parent.width
        spacing: Theme.gap2

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: flick.height + 2
            radius: Theme.radiusLarge
            color: Theme.raised
            border.width: field.activeFocus ? 2 : 1
            border.color: field.activeFocus ? Theme.accent : Theme.field

            Flickable {
                id: flick

                x: 1
                y: 1
                width: parent.width - 2
                height: Math.min(field.implicitHeight, 420)
                clip: true
                contentWidth: width
                contentHeight: field.implicitHeight
                boundsBehavior: Flickable.StopAtBounds
                T.ScrollBar.vertical: AppScrollBar {}

                T.TextArea {
                    id: field

                    objectName: "messageEditor"
                    width: flick.width
                    implicitHeight: contentHeight + topPadding + bottomPadding
                    focus: true
                    padding: Theme.gap3
                    font.pixelSize: editor.textSize
                    color: Theme.text
                    selectionColor: Theme.selection
                    selectedTextColor: Theme.text
                    selectByMouse: true
                    wrapMode: TextEdit.Wrap
                    textFormat: TextEdit.PlainText
                    KeyNavigation.priority: KeyNavigation.BeforeItem
                    KeyNavigation.tab: save

                    Accessible.name: editor.name
                    Accessible.description: editor.hint

                    Component.onCompleted: {
                        text = editor.chat.editText;
                        cursorPosition = length;
                        forceActiveFocus();
                    }
                    onTextChanged: if (text !== editor.chat.editText) {
                        editor.chat.editText = text;
                    }
                    onCursorRectangleChanged: {
                        if (cursorRectangle.y < flick.contentY)
                            flick.contentY = Math.max(0, cursorRectangle.y - topPadding);
                        else if (cursorRectangle.y + cursorRectangle.height > flick.contentY + flick.height)
                            flick.contentY = cursorRectangle.y + cursorRectangle.height + bottomPadding - flick.height;
                    }
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && (event.modifiers & Qt.ControlModifier))
                            save.clicked();
                        else if (event.key === Qt.Key_Escape)
                            editor.chat.cancelEdit();
                        else
                            return;
                        event.accepted = true;
                    }
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.gap2

            TextButton {
                id: save

                objectName: "saveEdit"
                primary: true
                enabled: !editor.chat.busy && field.text.trim().length > 0
                text: editor.saveText
                onClicked: editor.chat.finishEdit(false)
            }

            TextButton {
                objectName: "saveEditAndGoOn"
                visible: editor.goOnText.length > 0
                enabled: save.enabled
                text: editor.goOnText
                onClicked: editor.chat.finishEdit(true)
            }

            TextButton {
                objectName: "cancelEdit"
                text: qsTr("Cancel")
                onClicked: editor.chat.cancelEdit()
            }
        }

        Text {
            Layout.fillWidth: true
            text: editor.hint
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }
    }
}
