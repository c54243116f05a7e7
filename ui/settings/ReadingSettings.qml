import QtQuick.Layouts
import Sotto
import Sotto.App

/// How answers are shown and computed, and told when nobody looks.
ColumnLayout {
    spacing: Theme.gap4

    SettingHeading {
        text: qsTr("Answers")
    }

    SettingRow {
        title: qsTr("Reasoning")
        explanation: qsTr("How it is first shown. What you unfold stays unfolded.")

        SegmentedChoice {
            objectName: "reasoningChoice"
            name: qsTr("Reasoning")
            value: Settings.reasoningView
            options: [
                {
                    value: "folded",
                    text: qsTr("Folded")
                },
                {
                    value: "open",
                    text: qsTr("Open")
                },
                {
                    value: "hidden",
                    text: qsTr("Hidden")
                }
            ]
            onChosen: value => Settings.reasoningView = value
        }
    }

    SettingRow {
        title: qsTr("Precision of the context")
        explanation: qsTr("Of what the model keeps of a conversation. 8 bits: twice as much of it fits, a little less exactly.")

        SegmentedChoice {
            objectName: "kvCacheChoice"
            name: qsTr("Precision of the context")
            value: Settings.kvCache
            options: [
                {
                    value: "q8_0",
                    text: qsTr("8 bits")
                },
                {
                    value: "f16",
                    text: qsTr("16 bits")
                },
                {
                    value: "f32",
                    text: qsTr("32 bits")
                }
            ]
            onChosen: value => Settings.kvCache = value
        }
    }

    SettingRow {
        title: qsTr("Guess ahead with a smaller model")
        explanation: qsTr("Answers come sooner, in the same words, where you have opened one of the same family and memory holds both.")

        AppSwitch {
            objectName: "guessAheadSwitch"
            name: qsTr("Guess ahead with a smaller model")
            checked: Settings.guessAhead
            onToggled: Settings.guessAhead = checked
        }
    }

    SettingRow {
        title: qsTr("Notify when a long answer is done")
        explanation: qsTr("Only while Sotto is not in front.")

        AppSwitch {
            name: qsTr("Notify when a long answer is done")
            checked: Settings.notifications
            onToggled: Settings.notifications = checked
        }
    }
}
