pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sotto

/// A button that is an icon. `text` is its name, for the tooltip and for those who do not see it.
T.Button {
    id: control

    property string path: (action as AppAction)?.path ?? ""
    property string shortcutText: (action as AppAction)?.keysText ?? ""
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
    Accessible.onPressAction: click()

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

    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    // Made when it is wanted: there are many buttons.
    Loader {
        active: (control.hovered || control.visualFocus) && control.text.length > 0 && !control.down
        sourceComponent: AppToolTip {
            parent: control
            visible: true
            text: control.shortcutText.length > 0 ? qsTr("%1  %2").arg(control.text).arg(control.shortcutText) : control.text
        }
    }
}
