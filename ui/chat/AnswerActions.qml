import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Under an answer: copy, ask again, the other versions, and what it took.
FocusScope {
    id: actions

    required property Chat chat
    required property bool shown
    required property var messageId
    required property string content
    required property int tokenCount
    required property double tokensPerSecond
    required property string modelName
    required property int siblingIndex
    required property int siblingCount

    implicitHeight: row.implicitHeight
    opacity: shown || activeFocus ? 1 : 0

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    RowLayout {
        id: row

        width: parent.width
        spacing: 0

        IconButton {
            id: copyButton

            property bool done: false

            objectName: "copyAnswer"
            visible: actions.content.length > 0
            path: done ? Icons.check : Icons.copy
            text: done ? qsTr("Copied") : qsTr("Copy answer")
            onClicked: {
                Clipboard.copy(actions.content);
                done = true;
                copiedTimer.restart();
            }

            Timer {
                id: copiedTimer

                interval: 1500
                onTriggered: copyButton.done = false
            }
        }

        IconButton {
            objectName: "regenerate"
            enabled: !actions.chat.busy
            path: Icons.again
            text: qsTr("Answer again")
            onClicked: actions.chat.regenerate(actions.messageId)
        }

        IconButton {
            visible: actions.siblingCount > 1
            enabled: !actions.chat.busy && actions.siblingIndex > 0
            path: Icons.chevronLeft
            text: qsTr("Earlier answer")
            onClicked: actions.chat.showSibling(actions.messageId, -1)
        }

        Text {
            visible: actions.siblingCount > 1
            text: qsTr("%1 / %2").arg(actions.siblingIndex + 1).arg(actions.siblingCount)
            font.pixelSize: Theme.tiny
            color: Theme.faint
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Answer %1 of %2").arg(actions.siblingIndex + 1).arg(actions.siblingCount)
        }

        IconButton {
            visible: actions.siblingCount > 1
            enabled: !actions.chat.busy && actions.siblingIndex < actions.siblingCount - 1
            path: Icons.chevronRight
            text: qsTr("Later answer")
            onClicked: actions.chat.showSibling(actions.messageId, 1)
        }

        Text {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap2
            visible: actions.tokenCount > 0
            text: Wording.figures(actions.tokenCount, actions.tokensPerSecond, actions.modelName)
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.faint
            elide: Text.ElideRight
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Item {
            Layout.fillWidth: true
            visible: actions.tokenCount === 0
        }
    }
}
