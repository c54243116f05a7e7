import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// Says which model answers; opens the menu of models.
T.Button {
    id: control

    required property Actions actions

    function openMenu(): void {
        menu.open();
    }

    objectName: "modelButton"
    implicitWidth: Math.ceil(row.implicitWidth) + leftPadding + rightPadding
    implicitHeight: Theme.control
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: Library.loading ? qsTr("Loading %1… %2 %").arg(Library.currentName).arg(Math.round(Library.loadProgress * 100)) : Library.currentName.length > 0 ? Library.currentName : qsTr("Choose a model")

    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Model: %1").arg(text)
    Accessible.description: Library.deviceName
    Accessible.onPressAction: clicked()

    onClicked: menu.opened ? menu.close() : menu.open()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        id: row

        spacing: Theme.gap1

        Text {
            Layout.fillWidth: true
            text: control.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: Theme.text
            elide: Text.ElideRight
        }

        Icon {
            path: Icons.chevronDown
            size: Theme.grown(14)
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.down || menu.visible ? Theme.pressed : control.hovered ? Theme.hover : "transparent"

        FocusRing {
            control: control
        }

        Rectangle {
            visible: Library.loading
            anchors.bottom: parent.bottom
            x: Theme.gap2
            width: Math.max(2, (parent.width - 2 * Theme.gap2) * Library.loadProgress)
            height: 2
            radius: 1
            color: Theme.accent
        }
    }

    ModelMenu {
        id: menu

        y: control.height + Theme.gap1
        actions: control.actions
    }

    AppToolTip {
        visible: control.hovered && !menu.visible && Library.deviceName.length > 0
        text: qsTr("Runs on %1").arg(Library.deviceName)
    }
}
