import QtQuick
import QtQuick.Templates as T
import Sotto

T.MenuSeparator {
    implicitWidth: 40
    implicitHeight: 9
    width: parent ? parent.width : implicitWidth

    contentItem: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: 1
            color: Theme.line
        }
    }
}
