import QtQuick
import QtQuick.Templates as T
import Sotto

/// A button that is an icon. `text` is its name, for the tooltip and for those who do not see it.
T.Button {
    id: control

    required property string path
    property string shortcutText: ""
    property color ink: Theme.quiet
    property bool filledIcon: false

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    padding: 0
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            path: control.path
            filled: control.filledIcon
            color: control.hovered && control.ink === Theme.quiet ? Theme.text : control.ink
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.down ? Theme.pressed : control.hovered || control.checked ? Theme.hover : "transparent"

        FocusRing {
            control: control
        }
    }

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    AppToolTip {
        visible: (control.hovered || control.visualFocus) && control.text.length > 0 && !control.down
        text: control.shortcutText.length > 0 ? qsTr("%1  %2").arg(control.text).arg(control.shortcutText) : control.text
    }
}
