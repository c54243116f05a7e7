pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// The files that go with the next question, and why one does not.
Column {
    id: files

    required property Chat chat

    signal fileRequested(string name, string content)
    /// One of them is gone: the field has the keyboard again.
    signal takenOff

    topPadding: visible ? Theme.gap1 : 0
    leftPadding: Theme.gap1
    spacing: Theme.gap1
    visible: chips.count > 0 || chat.refusal.length > 0

    Flow {
        width: parent.width - 2 * Theme.gap1
        spacing: Theme.gap1
        visible: chips.count > 0

        Repeater {
            id: chips

            model: files.chat.attachments

            AttachmentChip {
                required property int index
                required property string content

                removable: true
                onClicked: files.fileRequested(name, content)
                onRemoved: {
                    files.chat.detach(index);
                    files.takenOff();
                }
            }
        }
    }

    RowLayout {
        width: parent.width - 2 * Theme.gap1
        visible: files.chat.refusal.length > 0

        Text {
            objectName: "refusal"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap1
            text: files.chat.refusal
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.small
            color: Theme.danger
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        IconButton {
            objectName: "dismissRefusal"
            path: Icons.close
            text: qsTr("Dismiss")
            onClicked: {
                files.chat.dismissRefusal();
                files.takenOff();
            }
        }
    }
}
