import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A file of a question: its name, its tokens, and where it is not sent yet a way to take it off.
T.AbstractButton {
    id: chip

    required property string name
    property int tokens: -1
    property bool removable: false

    signal removed

    objectName: "attachment"
    implicitWidth: Math.ceil(row.implicitWidth) + leftPadding + rightPadding
    implicitHeight: Theme.control
    leftPadding: Theme.gap2
    rightPadding: removable ? 2 : Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: name

    Accessible.role: Accessible.Button
    Accessible.name: tokens >= 0 ? qsTr("%1, %2").arg(name).arg(Wording.tokens(tokens)) : name
    Accessible.description: qsTr("Shows the file")
    Accessible.onPressAction: clicked()

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Keys.onDeletePressed: if (removable) {
        removed();
    }

    contentItem: RowLayout {
        id: row

        spacing: Theme.gap1

        Icon {
            path: Icons.file
            size: Theme.grown(14)
        }

        Text {
            Layout.fillWidth: true
            Layout.maximumWidth: 180
            text: chip.name
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.text
            elide: Text.ElideMiddle
        }

        Text {
            visible: chip.tokens >= 0
            text: chip.tokens.toLocaleString(Qt.locale(), "f", 0)
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }

        IconButton {
            objectName: "removeAttachment"
            visible: chip.removable
            implicitWidth: 24
            implicitHeight: 24
            path: Icons.close
            text: qsTr("Take %1 off").arg(chip.name)
            onClicked: chip.removed()
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: chip.down ? Theme.pressed : chip.hovered ? Theme.hover : Theme.window
        border.width: 1
        border.color: Theme.line

        FocusRing {
            control: chip
        }
    }
}
