import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A small choice that narrows what is shown; `menu`: it opens one.
T.Button {
    id: chip

    property bool menu: false

    implicitWidth: Math.min(170, Math.ceil(content.implicitWidth) + 2 * Theme.gap2)
    implicitHeight: Theme.control - Theme.gap2
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: menu ? Accessible.ButtonMenu : Accessible.CheckBox
    Accessible.name: text
    Accessible.checked: checked
    Accessible.onPressAction: click()

    contentItem: RowLayout {
        id: content

        spacing: 2

        Text {
            Layout.fillWidth: true
            text: chip.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: chip.checked ? Theme.text : Theme.quiet
            elide: Text.ElideRight
        }

        Icon {
            visible: chip.menu
            size: Theme.grown(10)
            path: Icons.chevronDown
            color: Theme.faint
        }
    }

    background: Rectangle {
        radius: height / 2
        color: chip.checked ? Theme.chosen : chip.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: chip.checked && !Theme.contrast ? Theme.chosen : Theme.line

        FocusRing {
            control: chip
            radius: height / 2
        }
    }

    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    AppToolTip {
        visible: chip.hovered && chip.contentItem.width < content.implicitWidth
        text: chip.text
    }
}
