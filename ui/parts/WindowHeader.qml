import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Above the conversation: the sidebar's button, the model, the title, the appearance.
Item {
    id: header

    required property Chat chat
    required property bool sidebarShown
    required property bool narrow

    signal sidebarToggled
    signal openFileRequested

    function openModelMenu(): void {
        modelButton.openMenu();
    }

    implicitHeight: Theme.header

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap2
        anchors.rightMargin: Theme.gap2
        spacing: Theme.gap1

        IconButton {
            objectName: "sidebarButton"
            visible: !header.sidebarShown
            path: Icons.sidebar
            text: qsTr("Show conversations")
            shortcutText: qsTr("Ctrl+B")
            onClicked: header.sidebarToggled()
        }

        IconButton {
            visible: !header.sidebarShown
            path: Icons.compose
            text: qsTr("New chat")
            shortcutText: qsTr("Ctrl+N")
            onClicked: header.chat.newChat()
        }

        ModelButton {
            id: modelButton

            Layout.maximumWidth: header.narrow ? header.width - 4 * Theme.control - Theme.gap4 : header.width * 0.45
            onOpenFileRequested: header.openFileRequested()
        }

        Text {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap3
            Layout.rightMargin: Theme.gap3
            text: header.narrow ? "" : header.chat.title
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.quiet
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
        }

        IconButton {
            id: appearanceButton

            objectName: "appearanceButton"
            path: Icons.appearance
            text: qsTr("Appearance")
            checked: menu.visible
            onClicked: menu.open()

            AppearanceMenu {
                id: menu

                x: appearanceButton.width - width
                y: appearanceButton.height + Theme.gap1
            }
        }
    }
}
