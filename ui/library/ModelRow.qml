import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// One model of the menu.
T.ItemDelegate {
    id: row

    required property string path
    required property string name
    required property string detail
    required property bool isStarter
    required property bool current
    required property bool available

    signal chosen
    signal removed

    implicitHeight: content.implicitHeight + 2 * Theme.gap2
    leftPadding: Theme.gap2
    rightPadding: Theme.gap1
    topPadding: Theme.gap2
    bottomPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    onClicked: chosen()

    Accessible.role: Accessible.ListItem
    Accessible.name: name
    Accessible.description: row.available ? detail : qsTr("The file is gone: %1").arg(path)
    Accessible.checked: current
    Accessible.onPressAction: chosen()

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap2

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            path: row.current ? Icons.check : ""
            color: Theme.accent
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 1

            Text {
                Layout.fillWidth: true
                text: row.name
                textFormat: Text.PlainText
                font.pixelSize: Theme.small
                font.weight: row.current ? Font.DemiBold : Font.Normal
                color: row.available ? Theme.text : Theme.faint
                elide: Text.ElideMiddle
            }

            Text {
                Layout.fillWidth: true
                text: row.available ? row.detail : qsTr("The file is gone: %1").arg(row.path)
                textFormat: Text.PlainText
                font.pixelSize: Theme.tiny
                color: Theme.faint
                elide: Text.ElideRight
            }
        }

        IconButton {
            visible: !row.isStarter && (row.hovered || row.highlighted)
            implicitWidth: 26
            implicitHeight: 26
            focusPolicy: Qt.NoFocus
            path: Icons.close
            text: qsTr("Take %1 off the list").arg(row.name)
            onClicked: row.removed()
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.pressed : row.hovered || row.highlighted ? Theme.hover : "transparent"
        border.width: row.highlighted ? 2 : 0
        border.color: Theme.accent
    }
}
