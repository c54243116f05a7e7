import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

T.MenuItem {
    id: item

    property string path: (action as AppAction)?.path ?? ""
    property string shortcutText: (action as AppAction)?.keysText ?? ""

    implicitWidth: Math.ceil(row.implicitWidth) + leftPadding + rightPadding
    implicitHeight: visible ? Math.max(Theme.control - 2, row.implicitHeight + Theme.gap2) : 0
    width: parent ? parent.width : implicitWidth
    leftPadding: Theme.gap2
    rightPadding: Theme.gap3
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.MenuItem
    Accessible.name: text

    contentItem: RowLayout {
        id: row

        spacing: Theme.gap2

        Icon {
            path: item.checkable ? (item.checked ? Icons.check : "") : item.path
            color: item.checkable ? Theme.accent : Theme.quiet
        }

        Text {
            Layout.fillWidth: true
            text: item.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.text
            elide: Text.ElideRight
        }

        Text {
            Layout.leftMargin: Theme.gap4
            visible: item.shortcutText.length > 0
            text: item.shortcutText
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: item.highlighted || item.hovered ? Theme.hover : "transparent"
        border.width: item.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
