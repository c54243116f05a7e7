import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// How the window looks, speaks and moves.
ColumnLayout {
    spacing: Theme.gap4

    SettingHeading {
        Layout.topMargin: 0
        text: qsTr("Appearance")
    }

    SettingRow {
        title: qsTr("Theme")

        SegmentedChoice {
            objectName: "themeChoice"
            name: qsTr("Theme")
            value: Settings.colorScheme
            options: [
                {
                    value: "system",
                    text: qsTr("System")
                },
                {
                    value: "light",
                    text: qsTr("Light")
                },
                {
                    value: "dark",
                    text: qsTr("Dark")
                }
            ]
            onChosen: value => Settings.colorScheme = value
        }
    }

    SettingRow {
        title: qsTr("High contrast")
        explanation: qsTr("Black on white or white on black, with clear outlines.")

        AppSwitch {
            objectName: "contrastSwitch"
            name: qsTr("High contrast")
            checked: Settings.highContrast
            onToggled: Settings.highContrast = checked
        }
    }

    SettingRow {
        title: qsTr("Text size")

        RowLayout {
            spacing: Theme.gap1

            IconButton {
                path: Icons.minus
                text: qsTr("Smaller text")
                enabled: Settings.fontScale > 0.55
                onClicked: Settings.fontScale -= 0.1
            }

            Text {
                Layout.preferredWidth: 52 * Theme.scale
                text: qsTr("%1 %").arg(Math.round(Settings.fontScale * 100))
                font.pixelSize: Theme.small
                color: Theme.text
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Text size: %1").arg(text)
            }

            IconButton {
                path: Icons.plus
                text: qsTr("Larger text")
                enabled: Settings.fontScale < 2.95
                onClicked: Settings.fontScale += 0.1
            }
        }
    }

    SettingRow {
        title: qsTr("Motion")
        explanation: qsTr("Reduced: nothing slides or fades.")

        SegmentedChoice {
            name: qsTr("Motion")
            value: Settings.motion
            options: [
                {
                    value: "system",
                    text: qsTr("System")
                },
                {
                    value: "full",
                    text: qsTr("Full")
                },
                {
                    value: "reduced",
                    text: qsTr("Reduced")
                }
            ]
            onChosen: value => Settings.motion = value
        }
    }

    SettingRow {
        title: qsTr("Language")
        visible: Settings.languages.length > 2

        SegmentedChoice {
            name: qsTr("Language")
            value: Settings.language
            options: Settings.languages.map(language => ({
                        value: language,
                        text: language.length === 0 ? qsTr("System") : Settings.languageName(language)
                    }))
            onChosen: value => Settings.language = value
        }
    }
}
