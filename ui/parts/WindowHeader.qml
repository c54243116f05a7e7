import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Above the conversation: the sidebar's button, the model, the title, the menu.
Item {
    id: header

    required property Actions actions
    required property Chat chat
    required property bool sidebarShown
    required property bool narrow

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
            action: header.actions.find("toggleSidebar")
            text: qsTr("Show conversations")
        }

        IconButton {
            visible: !header.sidebarShown
            action: header.actions.find("newChat")
        }

        ModelButton {
            id: modelButton

            Layout.maximumWidth: header.narrow ? header.width - 4 * Theme.control - Theme.gap4 : header.width * 0.45
            actions: header.actions
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
            id: menuButton

            objectName: "menuButton"
            path: Icons.menu
            text: qsTr("Menu")
            checked: menu.visible
            onClicked: menu.open()

            MainMenu {
                id: menu

                actions: header.actions
                x: menuButton.mirrored ? 0 : menuButton.width - width
                y: menuButton.height + Theme.gap1
            }
        }
    }
}
