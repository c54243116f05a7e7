import Sotto
import Sotto.App

/// Light or dark, the size of the text, and how reasoning is first shown.
AppMenu {
    id: menu

    AppMenuItem {
        text: qsTr("Follow the system")
        checkable: true
        checked: Settings.colorScheme === "system"
        onTriggered: Settings.colorScheme = "system"
    }

    AppMenuItem {
        text: qsTr("Light")
        checkable: true
        checked: Settings.colorScheme === "light"
        onTriggered: Settings.colorScheme = "light"
    }

    AppMenuItem {
        text: qsTr("Dark")
        checkable: true
        checked: Settings.colorScheme === "dark"
        onTriggered: Settings.colorScheme = "dark"
    }

    AppMenuSeparator {}

    AppMenuItem {
        text: qsTr("Larger text")
        shortcutText: qsTr("Ctrl++")
        onTriggered: Settings.fontScale += 0.1
    }

    AppMenuItem {
        text: qsTr("Smaller text")
        shortcutText: qsTr("Ctrl+-")
        onTriggered: Settings.fontScale -= 0.1
    }

    AppMenuSeparator {}

    AppMenuItem {
        text: qsTr("Fold reasoning")
        checkable: true
        checked: Settings.reasoningView === "folded"
        onTriggered: Settings.reasoningView = "folded"
    }

    AppMenuItem {
        text: qsTr("Show reasoning open")
        checkable: true
        checked: Settings.reasoningView === "open"
        onTriggered: Settings.reasoningView = "open"
    }

    AppMenuItem {
        text: qsTr("Hide reasoning")
        checkable: true
        checked: Settings.reasoningView === "hidden"
        onTriggered: Settings.reasoningView = "hidden"
    }
}
