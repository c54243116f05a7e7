import QtQuick
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The field for the question, with Send, or Stop while an answer runs.
Item {
    id: composer

    required property Actions actions
    required property Chat chat
    readonly property string hindrance: Library.currentName.length === 0 ? qsTr("Choose a model first.") : Library.loading ? qsTr("%1 is loading; you can already ask.").arg(Library.currentName) : ""

    signal scrollRequested(int pages)

    function focusField(): void {
        field.forceActiveFocus();
    }

    function submit(): void {
        if (!composer.chat.busy && field.text.trim().length > 0 && Library.currentName.length > 0)
            composer.chat.send(field.text);
    }

    implicitHeight: frame.height + footnote.height + Theme.gap2

    Connections {
        target: composer.chat
        function onDraftChanged(): void {
            if (field.text !== composer.chat.draft)
                field.text = composer.chat.draft;
        }
    }

    Rectangle {
        id: frame

        readonly property int column: Math.min(composer.width - 2 * Theme.gap4, Theme.column * Math.max(1, Theme.scale) + 2 * Theme.gap3)

        x: Math.round((composer.width - column) / 2)
        width: column
        height: flick.height + 2 * Theme.gap1
        radius: Theme.radiusLarge
        color: Theme.raised
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.field

        Flickable {
            id: flick

            readonly property int line: Math.ceil(metrics.height)

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap1
            y: Theme.gap1
            width: parent.width - button.width - 3 * Theme.gap1
            height: Math.min(field.implicitHeight, 8 * line + field.topPadding + field.bottomPadding)
            clip: true
            contentWidth: width
            contentHeight: field.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: AppScrollBar {}

            FontMetrics {
                id: metrics

                font: field.font
            }

            T.TextArea {
                id: field

                objectName: "composer"
                width: flick.width
                height: Math.max(implicitHeight, flick.height)
                implicitHeight: Math.max(Theme.control + Theme.gap1, contentHeight + topPadding + bottomPadding)
                topPadding: Theme.gap2
                bottomPadding: Theme.gap2
                leftPadding: Theme.gap2
                rightPadding: Theme.gap2
                font.pixelSize: Theme.body
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                placeholderTextColor: Theme.faint
                placeholderText: qsTr("Ask something")
                selectByMouse: true
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText

                Accessible.name: qsTr("Your question")
                Accessible.description: qsTr("Enter sends, Shift+Enter begins a new line.")

                Component.onCompleted: text = composer.chat.draft
                onTextChanged: if (text !== composer.chat.draft) {
                    composer.chat.draft = text;
                }
                onCursorRectangleChanged: {
                    if (cursorRectangle.y < flick.contentY)
                        flick.contentY = Math.max(0, cursorRectangle.y - topPadding);
                    else if (cursorRectangle.y + cursorRectangle.height > flick.contentY + flick.height)
                        flick.contentY = cursorRectangle.y + cursorRectangle.height + bottomPadding - flick.height;
                }
                // A question has no tabulators; the way on must not end at a button that is disabled.
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onPressed: event => {
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (enter && !(event.modifiers & Qt.ShiftModifier))
                        composer.submit();
                    else if (event.key === Qt.Key_PageUp && lineCount < 8)
                        composer.scrollRequested(-1);
                    else if (event.key === Qt.Key_PageDown && lineCount < 8)
                        composer.scrollRequested(1);
                    else if (event.matches(StandardKey.Undo) && !canUndo && Conversations.undoText.length > 0)
                        composer.chat.open(Conversations.undoRemove());
                    else
                        return;
                    event.accepted = true;
                }

                Text {
                    x: field.leftPadding
                    y: field.topPadding
                    visible: field.length === 0 && field.preeditText.length === 0
                    text: field.placeholderText
                    font: field.font
                    color: field.placeholderTextColor
                }
            }
        }

        IconButton {
            id: button

            objectName: "sendButton"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.gap1 + 2
            enabled: composer.chat.busy || (field.text.trim().length > 0 && Library.currentName.length > 0)
            path: composer.chat.busy ? Icons.stop : Icons.send
            filledIcon: composer.chat.busy
            ink: enabled ? Theme.accentInk : Theme.quiet
            text: composer.chat.busy ? qsTr("Stop") : qsTr("Send")
            shortcutText: composer.chat.busy ? composer.actions.find("stop").keysText : qsTr("Enter")
            Accessible.description: composer.hindrance
            onClicked: composer.chat.busy ? composer.chat.stop() : composer.submit()

            background: Rectangle {
                radius: Theme.radius + 2
                color: !button.enabled ? Theme.hover : button.hovered ? Theme.accentHover : Theme.accent

                FocusRing {
                    control: button
                    radius: Theme.radius + 4
                }
            }
        }
    }

    Text {
        id: footnote

        objectName: "footnote"
        anchors.top: frame.bottom
        anchors.horizontalCenter: frame.horizontalCenter
        width: frame.width
        height: Math.ceil(implicitHeight)
        topPadding: 6
        bottomPadding: 2
        text: composer.hindrance.length > 0 ? composer.hindrance : qsTr("Everything stays on this computer. Models make mistakes: check what matters.")
        textFormat: Text.PlainText
        font.pixelSize: Theme.tiny
        color: Theme.faint
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
