import QtQuick
import Sotto
import Sotto.App

/// What can be done with a window, what it shows and how it looks.
ActionTable {
    id: table

    required property Windows windows
    required property Window window

    signal sidebarToggled
    signal modelFileRequested
    signal modelMenuRequested
    signal paletteRequested
    signal settingsRequested(bool shortcuts)

    AppAction {
        name: "palette"
        group: qsTr("Window")
        text: qsTr("Find an action…")
        path: Icons.search
        defaultKeys: ["Ctrl+K"]
        onTriggered: table.paletteRequested()
    }

    AppAction {
        name: "settings"
        group: qsTr("Window")
        text: qsTr("Settings…")
        path: Icons.settings
        defaultKeys: ["Ctrl+,"]
        onTriggered: table.settingsRequested(false)
    }

    AppAction {
        name: "shortcuts"
        group: qsTr("Window")
        text: qsTr("Shortcuts…")
        path: Icons.keyboard
        defaultKeys: ["Ctrl+/"]
        onTriggered: table.settingsRequested(true)
    }

    AppAction {
        name: "toggleSidebar"
        group: qsTr("View")
        text: qsTr("Show or hide conversations")
        path: Icons.sidebar
        defaultKeys: ["Ctrl+B"]
        onTriggered: table.sidebarToggled()
    }

    AppAction {
        name: "chooseModel"
        group: qsTr("Model")
        text: qsTr("Choose a model")
        defaultKeys: ["Ctrl+M"]
        onTriggered: table.modelMenuRequested()
    }

    AppAction {
        name: "openModelFile"
        group: qsTr("Model")
        text: qsTr("Open model file…")
        path: Icons.folder
        defaultKeys: ["Ctrl+O"]
        onTriggered: table.modelFileRequested()
    }

    AppAction {
        name: "fullScreen"
        group: qsTr("View")
        text: table.window.visibility === Window.FullScreen ? qsTr("Leave full screen") : qsTr("Full screen")
        path: Icons.fullScreen
        defaultKeys: ["F11"]
        onTriggered: table.window.visibility = table.window.visibility === Window.FullScreen ? Window.AutomaticVisibility : Window.FullScreen
    }

    AppAction {
        name: "newWindow"
        group: qsTr("Window")
        text: qsTr("New window")
        path: Icons.window
        defaultKeys: ["Ctrl+Shift+N"]
        onTriggered: table.windows.open()
    }

    AppAction {
        name: "closeWindow"
        group: qsTr("Window")
        text: qsTr("Close window")
        path: Icons.close
        defaultKeys: ["Ctrl+W"]
        onTriggered: table.window.close()
    }

    AppAction {
        name: "quit"
        group: qsTr("Window")
        text: qsTr("Quit Sotto")
        defaultKeys: ["Ctrl+Q"]
        onTriggered: table.windows.quit()
    }
}
