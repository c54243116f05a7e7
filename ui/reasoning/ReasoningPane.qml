pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The reasoning before an answer: a heading that folds and unfolds it, its text, and while folded and still
/// growing, its last lines.
ColumnLayout {
    id: pane

    required property string text
    required property string answerState
    required property real seconds
    required property int tokenCount
    required property bool open

    readonly property bool growing: answerState === "reasoning"

    signal toggled
    signal linkRequested(string address)

    objectName: "reasoningPane"
    spacing: Theme.gap1

    RowLayout {
        spacing: Theme.gap1

        T.AbstractButton {
            id: heading

            objectName: "reasoningHeading"
            Layout.leftMargin: -Theme.gap2
            implicitWidth: Math.ceil(label.implicitWidth) + leftPadding + rightPadding
            implicitHeight: Theme.control - 4
            leftPadding: Theme.gap2
            rightPadding: Theme.gap2
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            text: Wording.thinking(pane.answerState, pane.seconds, pane.tokenCount)

            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.description: pane.open ? qsTr("Folds the reasoning") : qsTr("Unfolds the reasoning")
            Accessible.checkable: true
            Accessible.checked: pane.open
            Accessible.onPressAction: clicked()

            onClicked: pane.toggled()
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()

            contentItem: RowLayout {
                id: label

                spacing: 6

                Icon {
                    path: pane.open ? Icons.chevronDown : Icons.chevronRight
                    size: 14
                }

                Text {
                    text: heading.text
                    textFormat: Text.PlainText
                    font.pixelSize: Theme.small
                    font.weight: Font.Medium
                    color: heading.hovered ? Theme.text : Theme.quiet
                }
            }

            background: Rectangle {
                radius: Theme.radius
                color: heading.down ? Theme.pressed : heading.hovered ? Theme.hover : "transparent"

                FocusRing {
                    control: heading
                }
            }
        }

        IconButton {
            objectName: "copyReasoning"
            visible: pane.open && !pane.growing
            implicitWidth: 28
            implicitHeight: 28
            path: Icons.copy
            text: qsTr("Copy reasoning")
            onClicked: Clipboard.copy(pane.text)
        }
    }

    ReasoningTail {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap3 + 2
        visible: pane.growing && !pane.open
        text: pane.text
    }

    Loader {
        Layout.fillWidth: true
        Layout.leftMargin: 6
        Layout.topMargin: 2
        active: pane.open
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
