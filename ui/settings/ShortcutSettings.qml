pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// The keys of every action, and a way to change them.
ColumnLayout {
    id: settings

    required property Actions actions

    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap4
        Layout.bottomMargin: Theme.gap2

        SettingHeading {
            Layout.topMargin: 0
            text: qsTr("Shortcuts")
        }

        TextButton {
            objectName: "resetShortcuts"
            plain: true
            visible: Object.keys(Shortcuts.chosen).length > 0
            text: qsTr("Reset all")
            onClicked: Shortcuts.resetAll()
        }
    }

    Repeater {
        model: settings.actions.all

        ShortcutRow {
            required property AppAction modelData

            Layout.fillWidth: true
            action: modelData
            actions: settings.actions
        }
    }
}
