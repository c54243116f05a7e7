import QtQuick
import QtQuick.Templates as T
import Sotto

T.ScrollBar {
    id: bar

    implicitWidth: orientation === Qt.Vertical ? 10 : 40
    implicitHeight: orientation === Qt.Vertical ? 40 : 10
    padding: 2
    minimumSize: 0.06
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1
    focusPolicy: Qt.NoFocus

    contentItem: Rectangle {
        radius: 3
        color: Theme.faint
        opacity: bar.pressed ? 0.8 : bar.hovered ? 0.6 : bar.active ? 0.4 : 0.16

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
            }
        }
    }
}
