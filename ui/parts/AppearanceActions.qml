import Sotto
import Sotto.App

/// How the window looks.
ActionTable {
    AppAction {
        name: "largerText"
        group: qsTr("View")
        text: qsTr("Larger text")
        path: Icons.plus
        defaultKeys: ["Ctrl++", "Ctrl+="]
        enabled: Settings.fontScale < 2.95
        onTriggered: Settings.fontScale += 0.1
    }

    AppAction {
        name: "smallerText"
        group: qsTr("View")
        text: qsTr("Smaller text")
        path: Icons.minus
        defaultKeys: ["Ctrl+-"]
        enabled: Settings.fontScale > 0.55
        onTriggered: Settings.fontScale -= 0.1
    }

    AppAction {
        name: "normalText"
        group: qsTr("View")
        text: qsTr("Normal text size")
        defaultKeys: ["Ctrl+0"]
        onTriggered: Settings.fontScale = 1
    }

    AppAction {
        name: "lightTheme"
        group: qsTr("View")
        text: qsTr("Light theme")
        path: Icons.appearance
        defaultKeys: ["Ctrl+Alt+1"]
        enabled: Settings.colorScheme !== "light"
        onTriggered: Settings.colorScheme = "light"
    }

    AppAction {
        name: "darkTheme"
        group: qsTr("View")
        text: qsTr("Dark theme")
        path: Icons.appearance
        defaultKeys: ["Ctrl+Alt+2"]
        enabled: Settings.colorScheme !== "dark"
        onTriggered: Settings.colorScheme = "dark"
    }

    AppAction {
        name: "systemTheme"
        group: qsTr("View")
        text: qsTr("Theme of the system")
        path: Icons.appearance
        defaultKeys: ["Ctrl+Alt+3"]
        enabled: Settings.colorScheme !== "system"
        onTriggered: Settings.colorScheme = "system"
    }

    AppAction {
        name: "highContrast"
        group: qsTr("View")
        text: Settings.highContrast ? qsTr("Normal contrast") : qsTr("High contrast")
        path: Icons.appearance
        defaultKeys: ["Ctrl+Alt+4"]
        onTriggered: Settings.highContrast = !Settings.highContrast
    }
}
