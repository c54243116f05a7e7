pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// How this conversation is answered: instructions, thinking budget, sampling, seed. What is changed holds at once.
T.Dialog {
    id: dialog

    required property Chat chat
    readonly property Options options: chat.options

    objectName: "optionsDialog"
    anchors.centerIn: parent
    width: Math.min(Theme.grown(520), (parent?.width ?? 520) - 2 * Theme.gap4)
    height: Math.min(implicitHeight, (parent?.height ?? 600) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap6
    modal: true
    focus: true
    popupType: T.Popup.Item

    contentItem: ColumnLayout {
        spacing: Theme.gap4

        Text {
            Layout.fillWidth: true
            text: qsTr("This conversation")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: Theme.text
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        ScrollColumn {
            spacing: Theme.gap3

            InstructionsField {
                Layout.fillWidth: true
                options: dialog.options
            }

            WholeNumberField {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap2
                heading: true
                fieldWidth: 88
                fieldName: "thinkingBudget"
                name: qsTr("Thinking budget")
                explanation: qsTr("Tokens of reasoning. Towards their end the model is led to a close; when they are spent, it answers.")
                emptyText: qsTr("no limit")
                digits: 6
                value: dialog.options.thinkingBudget > 0 ? dialog.options.thinkingBudget : -1
                onChosen: number => dialog.options.thinkingBudget = Math.max(0, number)
            }

            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap2
                spacing: Theme.gap3

                Text {
                    Layout.fillWidth: true
                    text: qsTr("Sampling")
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                    color: Theme.text
                }

                TextButton {
                    objectName: "resetSampling"
                    plain: true
                    enabled: dialog.options.customSampling
                    text: qsTr("As recommended")
                    onClicked: dialog.options.resetSampling()
                }
            }

            SamplingField {
                Layout.fillWidth: true
                name: qsTr("Temperature")
                explanation: qsTr("How freely tokens are drawn. R1's authors: 0.5 to 0.7. At 0 the likeliest is always taken.")
                value: dialog.options.temperature
                recommended: dialog.options.recommendedTemperature
                least: 0
                most: 2
                step: 0.1
                onChosen: number => dialog.options.temperature = number
            }

            SamplingField {
                Layout.fillWidth: true
                name: qsTr("Top-p")
                explanation: qsTr("Draws from the likeliest tokens that have this much probability together.")
                value: dialog.options.topP
                recommended: dialog.options.recommendedTopP
                least: 0.01
                most: 1
                step: 0.05
                onChosen: number => dialog.options.topP = number
            }

            SamplingField {
                Layout.fillWidth: true
                name: qsTr("Top-k")
                explanation: qsTr("Draws from this many of the likeliest tokens. 0: from all.")
                value: dialog.options.topK
                recommended: dialog.options.recommendedTopK
                least: 0
                most: 1000
                step: 1
                onChosen: number => dialog.options.topK = Math.round(number)
            }

            SamplingField {
                Layout.fillWidth: true
                name: qsTr("Min-p")
                explanation: qsTr("Draws no token that has less than this share of the likeliest one's probability.")
                value: dialog.options.minP
                recommended: dialog.options.recommendedMinP
                least: 0
                most: 1
                step: 0.05
                onChosen: number => dialog.options.minP = number
            }

            WholeNumberField {
                Layout.fillWidth: true
                fieldName: "seedField"
                name: qsTr("Seed")
                explanation: qsTr("The same seed gives the same answer to the same prompt. Empty: a new one for every answer, kept with it.")
                emptyText: qsTr("new each time")
                digits: 15 // every number of that many is exact here
                value: dialog.options.seed
                onChosen: number => dialog.options.seed = number
            }
        }

        TextButton {
            objectName: "closeOptions"
            Layout.alignment: Qt.AlignRight
            text: qsTr("Done")
            primary: true
            onClicked: dialog.close()
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
