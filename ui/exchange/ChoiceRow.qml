import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// One of several choices, or one that is on or off (`square`).
T.AbstractButton {
    id: row

    property string detail: ""
    property bool square: false

    implicitWidth: content.implicitWidth + leftPadding + rightPadding
    implicitHeight: content.implicitHeight + 2 * Theme.gap2
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: square ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.description: detail
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap3

        Rectangle {
            implicitWidth: Theme.grown(16)
            implicitHeight: Theme.grown(16)
            radius: row.square ? 4 : width / 2
            color: row.checked ? Theme.accent : "transparent"
            border.width: row.checked ? 0 : 1
            border.color: Theme.field

            Icon {
                anchors.centerIn: parent
                visible: row.checked && row.square
                size: Theme.grown(12)
                path: Icons.check
                color: Theme.accentInk
            }

            Rectangle {
                anchors.centerIn: parent
                visible: row.checked && !row.square
                width: Theme.grown(6)
                height: width
                radius: width / 2
                color: Theme.accentInk
            }
        }

        ColumnLayout {
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: row.text
                font.pixelSize: Theme.small
                color: Theme.text
                wrapMode: Text.Wrap
            }

            Text {
                Layout.fillWidth: true
                visible: text.length > 0
                text: row.detail
                font.pixelSize: Theme.tiny
                color: Theme.faint
                wrapMode: Text.Wrap
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.hovered ? Theme.hover : "transparent"

        FocusRing {
            control: row
        }
    }

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
}
