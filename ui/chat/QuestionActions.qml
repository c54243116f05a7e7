import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Under a question: copy, rewrite, delete, and its other versions.
FocusScope {
    id: actions

    required property Chat chat
    required property bool shown
    required property var messageId
    required property string content
    required property int siblingIndex
    required property int siblingCount

    signal mapRequested

    implicitHeight: row.implicitHeight
    implicitWidth: row.implicitWidth
    opacity: shown || activeFocus ? 1 : 0

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    RowLayout {
        id: row

        spacing: 0

        VersionSwitch {
            chat: actions.chat
            messageId: actions.messageId
            siblingIndex: actions.siblingIndex
            siblingCount: actions.siblingCount
            onMapRequested: actions.mapRequested()
        }

        CopyButton {
            objectName: "copyQuestion"
            what: qsTr("Copy question")
            content: actions.content
        }

        IconButton {
            objectName: "editQuestion"
            enabled: !actions.chat.busy
            path: Icons.pencil
            text: qsTr("Edit and ask again")
            onClicked: actions.chat.beginEdit(actions.messageId)
        }

        IconButton {
            objectName: "deleteQuestion"
            enabled: !actions.chat.busy
            path: Icons.bin
            text: qsTr("Delete, with all that follows")
            onClicked: actions.chat.remove(actions.messageId)
        }
    }
}
