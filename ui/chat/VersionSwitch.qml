import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// ‹ 2 / 3 ›: the versions of a message, and between the arrows the way to the map of all branches.
RowLayout {
    id: versions

    required property Chat chat
    required property var messageId
    required property int siblingIndex
    required property int siblingCount

    signal mapRequested

    visible: siblingCount > 1
    spacing: 0

    IconButton {
        objectName: "earlierVersion"
        enabled: !versions.chat.busy && versions.siblingIndex > 0
        path: Icons.chevronLeft
        text: qsTr("Earlier version")
        onClicked: versions.chat.showSibling(versions.messageId, -1)
    }

    T.AbstractButton {
        id: place

        objectName: "versionPlace"
        implicitWidth: label.implicitWidth + 2 * Theme.gap1
        implicitHeight: Theme.control
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus

        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Version %1 of %2").arg(versions.siblingIndex + 1).arg(versions.siblingCount)
        Accessible.description: qsTr("Shows all branches of the conversation")
        Accessible.onPressAction: clicked()

        onClicked: versions.mapRequested()
        Keys.onReturnPressed: clicked()
        Keys.onEnterPressed: clicked()

        contentItem: Text {
            id: label

            text: qsTr("%1 / %2").arg(versions.siblingIndex + 1).arg(versions.siblingCount)
            font.pixelSize: Theme.tiny
            color: place.hovered ? Theme.text : Theme.faint
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        background: Rectangle {
            radius: Theme.radius
            color: place.down ? Theme.pressed : place.hovered ? Theme.hover : "transparent"

            FocusRing {
                control: place
            }
        }

        AppToolTip {
            visible: (place.hovered || place.visualFocus) && !place.down
            text: qsTr("Show all branches")
        }
    }

    IconButton {
        objectName: "laterVersion"
        enabled: !versions.chat.busy && versions.siblingIndex < versions.siblingCount - 1
        path: Icons.chevronRight
        text: qsTr("Later version")
        onClicked: versions.chat.showSibling(versions.messageId, 1)
    }
}
