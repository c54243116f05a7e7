import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// A block of code: its language, a copy button, and the lines, which do not wrap.
Rectangle {
    id: block

    required property string text
    required property string language

    implicitHeight: column.implicitHeight
    color: Theme.code
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line

    Accessible.role: Accessible.Section
    Accessible.name: highlighter.languageName.length > 0 ? qsTr("%1 code").arg(highlighter.languageName) : qsTr("Code")

    ColumnLayout {
        id: column

        width: parent.width
        spacing: 0

        RowLayout {
            Layout.leftMargin: Theme.gap3
            Layout.rightMargin: 3
            Layout.topMargin: 3

            Text {
                Layout.fillWidth: true
                text: highlighter.languageName.length > 0 ? highlighter.languageName : qsTr("Text")
                textFormat: Text.PlainText
                font.pixelSize: Theme.tiny
                color: Theme.faint
            }

            IconButton {
                id: copyButton

                property bool done: false

                objectName: "copyCode"
                implicitWidth: 28
                implicitHeight: 28
                path: done ? Icons.check : Icons.copy
                text: done ? qsTr("Copied") : qsTr("Copy code")
                onClicked: {
                    Clipboard.copy(block.text);
                    done = true;
                    copiedTimer.restart();
                }

                Timer {
                    id: copiedTimer

                    interval: 1500
                    onTriggered: copyButton.done = false
                }
            }
        }

        Flickable {
            id: flick

            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap3
            Layout.rightMargin: Theme.gap3
            Layout.bottomMargin: Theme.gap2
            implicitHeight: code.implicitHeight + Theme.gap1
            contentWidth: Math.max(width, code.implicitWidth)
            contentHeight: height
            flickableDirection: Flickable.HorizontalFlick
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            T.ScrollBar.horizontal: AppScrollBar {}

            PlainTextView {
                id: code

                objectName: "codeText"
                source: block.text
                wrapMode: TextEdit.NoWrap
                font.family: Theme.monoFamily
                font.pixelSize: Theme.small
            }
        }
    }

    CodeHighlighter {
        id: highlighter

        document: code.textDocument
        language: block.language
        dark: Theme.dark
    }
}
