pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// How an answer was made: what it takes to make it again.
T.Dialog {
    id: dialog

    /// Pairs of a name and a value.
    property var lines: []

    function ask(message: MessageDelegate): void {
        lines = [[qsTr("Model"), message.modelName], [qsTr("Device"), message.deviceName], [qsTr("Seed"), String(message.seed)], [qsTr("Temperature"), Wording.decimal(message.temperature)], [qsTr("Top-p"), Wording.decimal(message.topP)], [qsTr("Top-k"), message.topK > 0 ? Wording.number(message.topK) : qsTr("all")], [qsTr("Min-p"), message.minP > 0 ? Wording.decimal(message.minP) : qsTr("none")], [qsTr("Thinking budget"), message.thinkingBudget > 0 ? Wording.tokens(message.thinkingBudget) : qsTr("none")], [qsTr("Prompt"), qsTr("%1 in %2").arg(Wording.tokens(message.promptTokens)).arg(Wording.duration(message.prefillSeconds))], [qsTr("Reasoning"), qsTr("%1 in %2").arg(Wording.tokens(message.reasoningTokens)).arg(Wording.duration(message.reasoningSeconds))], [qsTr("Answer"), Wording.tokens(message.answerTokens)], [qsTr("Speed"), Wording.rate(message.tokensPerSecond)]];
        open();
    }

    objectName: "answerDetails"
    anchors.centerIn: parent
    width: Math.min(Theme.grown(420), (parent?.width ?? 420) - 2 * Theme.gap4)
    height: Math.min(implicitHeight, (parent?.height ?? 600) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap6
    modal: true
    focus: true
    popupType: T.Popup.Item

    contentItem: ColumnLayout {
        spacing: Theme.gap2

        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.gap1
            text: qsTr("How this answer was made")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        ScrollColumn {
            spacing: Theme.gap2

            Repeater {
                model: dialog.lines

                RowLayout {
                    id: line

                    required property var modelData

                    spacing: Theme.gap3

                    Text {
                        Layout.preferredWidth: Theme.grown(110)
                        text: line.modelData[0]
                        font.pixelSize: Theme.small
                        color: Theme.faint
                    }

                    Text {
                        Layout.fillWidth: true
                        text: line.modelData[1]
                        textFormat: Text.PlainText
                        font.pixelSize: Theme.small
                        color: Theme.text
                        wrapMode: Text.Wrap
                        Accessible.role: Accessible.StaticText
                        Accessible.name: qsTr("%1: %2").arg(line.modelData[0]).arg(text)
                    }
                }
            }
        }

        RowLayout {
            Layout.topMargin: Theme.gap2
            Layout.alignment: Qt.AlignRight
            spacing: Theme.gap2

            CopyButton {
                objectName: "copyDetails"
                what: qsTr("Copy all")
                content: dialog.lines.map(line => line.join(": ")).join("\n")
            }

            TextButton {
                objectName: "closeDetails"
                text: qsTr("Close")
                primary: true
                focus: true
                onClicked: dialog.accept()
            }
        }
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.width: 1
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: Theme.shade
    }
}
