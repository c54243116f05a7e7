import QtQuick.Layouts
import Sotto
import Sotto.App

/// How answers are shown, and told when nobody looks.
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
        title: qsTr("Notify when a long answer is done")
        explanation: qsTr("Only while Sotto is not in front.")

        AppSwitch {
            name: qsTr("Notify when a long answer is done")
            checked: Settings.notifications
            onToggled: Settings.notifications = checked
        }
    }
}
