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

    readonly property bool sendable: field.text.trim().length > 0 && Library.currentName.length > 0

    signal scrollRequested(int pages)
    signal ledgerRequested
    signal fileRequested(string name, string content)

    function focusField(): void {
        field.forceActiveFocus();
    }

    function submit(): void {
        if (composer.chat.busy || !sendable)
            return;
        // Nothing is dropped unasked: what goes is chosen in the list.
        if (composer.chat.ledger.overflows)
            composer.ledgerRequested();
        else
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

        readonly property int wide: Math.min(composer.width - 2 * Theme.gap4, Theme.column * Math.max(1, Theme.scale) + 2 * Theme.gap3)

        x: Math.round((composer.width - wide) / 2)
        width: wide
        height: column.height + 2 * Theme.gap1
        radius: Theme.radiusLarge
        color: Theme.raised
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.field

        Column {
            id: column

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap1
            y: Theme.gap1
            width: parent.width - 2 * Theme.gap1

            ComposerFiles {
                width: parent.width
                chat: composer.chat
                onFileRequested: (name, content) => composer.fileRequested(name, content)
                onTakenOff: composer.focusField()
            }

            Flickable {
                id: flick

                readonly property int line: Math.ceil(metrics.height)

                width: parent.width
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
                        else if (event.matches(StandardKey.Undo) && !canUndo && composer.chat.undoText.length > 0)
                            composer.chat.undoRemove();
                        else if (event.matches(StandardKey.Undo) && !canUndo && Conversations.undoText.length > 0)
                            composer.chat.undo();
                        else if (event.matches(StandardKey.Paste) && composer.chat.attachFromClipboard())
                            composer.focusField();
                        else
                            // files, not text
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

            ComposerBar {
                id: bar

                width: parent.width
                actions: composer.actions
                chat: composer.chat
                sendable: composer.sendable
                hindrance: composer.hindrance
                narrow: composer.width < 480
                onSubmitted: composer.submit()
                onLedgerRequested: composer.ledgerRequested()
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
