pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A message in the map of branches. A step to the right for every place where versions part.
T.ItemDelegate {
    id: row

    required property var messageId
    required property string role
    required property string line
    required property int depth
    required property bool active
    required property int version
    required property int versions

    readonly property int step: 14

    implicitHeight: Math.max(Theme.control - 4, label.implicitHeight + Theme.gap1)
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.TreeItem
    Accessible.name: role === "user" ? qsTr("You: %1").arg(line) : qsTr("Answer: %1").arg(line)
    Accessible.description: versions > 1 ? qsTr("Version %1 of %2").arg(version).arg(versions) : ""
    Accessible.selected: active
    Accessible.onPressAction: clicked()

    contentItem: RowLayout {
        spacing: Theme.gap2

        Item {
            Layout.fillHeight: true
            implicitWidth: Math.min(row.depth, 10) * row.step + 8

            Repeater {
                model: Math.min(row.depth, 10)

                Rectangle {
                    required property int index

                    x: index * row.step + 3
                    width: 1
                    height: parent.height
                    color: Theme.line
                }
            }

            Rectangle {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: 7
                height: 7
                radius: row.role === "user" ? 2 : 3.5
                color: row.active ? Theme.accent : "transparent"
                border.width: 1
                border.color: row.active ? Theme.accent : Theme.faint
            }
        }

        Text {
            visible: row.versions > 1
            text: qsTr("%1/%2").arg(row.version).arg(row.versions)
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }

        Text {
            id: label

            Layout.fillWidth: true
            text: row.line.length > 0 ? row.line : qsTr("(nothing)")
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            font.weight: row.role === "user" ? Font.Medium : Font.Normal
            color: row.active ? Theme.text : Theme.faint
            elide: Text.ElideRight
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.hovered ? Theme.hover : "transparent"
        border.width: row.highlighted ? 2 : 0
        border.color: Theme.accent
    }
}
