import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A line of the ledger: what it is, how many tokens it takes, and why it is not sent, or not all of it.
T.ItemDelegate {
    id: row

    required property var messageId
    required property string kind
    required property string line
    required property int tokens
    required property bool included
    required property string note

    readonly property bool choosable: kind === "question"
    readonly property string label: kind === "instructions" ? qsTr("Instructions") : kind === "draft" ? qsTr("Your next question") : kind === "format" ? qsTr("Chat format") : ""

    signal chosen

    implicitHeight: content.implicitHeight + 2 * Theme.gap1
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: choosable
    focusPolicy: Qt.NoFocus
    onClicked: if (choosable) {
        chosen();
    }

    Accessible.role: choosable ? Accessible.CheckBox : Accessible.ListItem
    Accessible.name: qsTr("%1 %2, %3").arg(label).arg(line).arg(Wording.tokens(tokens))
    Accessible.description: note
    Accessible.checked: included
    Accessible.onPressAction: clicked()

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap2

        Rectangle {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            implicitWidth: Theme.grown(16)
            implicitHeight: Theme.grown(16)
            radius: 4
            color: row.choosable && row.included ? Theme.accent : "transparent"
            border.width: row.choosable ? 1 : 0
            border.color: row.included ? Theme.accent : Theme.field

            Icon {
                anchors.centerIn: parent
                visible: row.choosable && row.included
                path: Icons.check
                size: Theme.grown(12)
                color: Theme.accentInk
            }

            Icon {
                anchors.centerIn: parent
                visible: row.kind === "file"
                path: Icons.file
                size: Theme.grown(12)
                color: Theme.faint
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.leftMargin: row.kind === "answer" ? Theme.gap3 : 0
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: row.label.length > 0 && row.line.length > 0 ? qsTr("%1: %2").arg(row.label).arg(row.line) : row.label + row.line
                textFormat: Text.PlainText
                font.pixelSize: Theme.small
                font.strikeout: !row.included && row.kind !== "answer"
                color: !row.included ? Theme.faint : row.kind === "answer" || row.kind === "file" || row.kind === "format" ? Theme.quiet : Theme.text
                elide: Text.ElideRight
            }

            Text {
                Layout.fillWidth: true
                visible: row.note.length > 0
                text: row.note
                textFormat: Text.PlainText
                font.pixelSize: Theme.tiny
                color: Theme.faint
                wrapMode: Text.Wrap
            }
        }

        Text {
            Layout.alignment: Qt.AlignTop
            visible: row.tokens >= 0 && row.line.length + row.label.length > 0
            text: row.kind === "file" ? qsTr("of which %1").arg(Wording.number(row.tokens)) : row.included ? Wording.number(row.tokens) : qsTr("(%1)").arg(Wording.number(row.tokens))
            font.pixelSize: Theme.small
            font.features: ({
                    "tnum": 1
                })
            color: row.included && row.kind !== "file" ? Theme.text : Theme.faint
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.choosable && row.hovered ? Theme.hover : "transparent"
        border.width: row.highlighted ? 2 : 0
        border.color: Theme.accent
    }
}
