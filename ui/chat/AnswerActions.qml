import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Under an answer: copy, ask again, go on, rewrite, the other versions, and what it took.
FocusScope {
    id: actions

    required property Chat chat
    required property bool shown
    required property var messageId
    required property string content
    required property string reasoning
    required property bool resumable
    required property bool reasoningShown
    required property bool edited
    required property int tokenCount
    required property double tokensPerSecond
    required property string modelName
    required property int siblingIndex
    required property int siblingCount

    signal mapRequested
    signal exportRequested
    signal detailsRequested
    signal reasoningToggled

    implicitHeight: row.implicitHeight
    opacity: shown || activeFocus || menu.visible ? 1 : 0

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    RowLayout {
        id: row

        width: parent.width
        spacing: 0

        CopyButton {
            objectName: "copyAnswer"
            visible: actions.content.length > 0
            what: qsTr("Copy answer")
            content: actions.content
        }

        IconButton {
            objectName: "continueAnswer"
            visible: actions.resumable
            enabled: !actions.chat.busy
            path: Icons.play
            text: actions.content.length > 0 ? qsTr("Go on with this answer") : qsTr("Think on from here")
            onClicked: actions.chat.continueAnswer(actions.messageId)
        }

        IconButton {
            objectName: "regenerate"
            enabled: !actions.chat.busy
            path: Icons.again
            text: qsTr("Answer again")
            onClicked: actions.chat.regenerate(actions.messageId)
        }

        IconButton {
            objectName: "editAnswer"
            visible: actions.content.length > 0
            enabled: !actions.chat.busy
            path: Icons.pencil
            text: qsTr("Edit answer")
            onClicked: actions.chat.beginEdit(actions.messageId)
        }

        IconButton {
            id: more

            objectName: "moreAnswer"
            path: Icons.more
            text: qsTr("More")
            checked: menu.visible
            onClicked: menu.open()

            AppMenu {
                id: menu

                y: more.height

                AppMenuItem {
                    objectName: "editReasoning"
                    visible: actions.reasoning.length > 0
                    enabled: !actions.chat.busy
                    path: Icons.pencil
                    text: qsTr("Edit reasoning…")
                    onTriggered: actions.chat.beginEdit(actions.messageId, true)
                }

                AppMenuItem {
                    visible: actions.reasoning.length > 0
                    path: actions.reasoningShown ? Icons.chevronDown : Icons.chevronRight
                    text: actions.reasoningShown ? qsTr("Fold reasoning") : qsTr("Show reasoning")
                    onTriggered: actions.reasoningToggled()
                }

                AppMenuItem {
                    objectName: "sameSeed"
                    enabled: !actions.chat.busy
                    path: Icons.again
                    text: qsTr("Answer again with the same seed")
                    onTriggered: actions.chat.regenerate(actions.messageId, true)
                }

                AppMenuItem {
                    objectName: "showBranches"
                    path: Icons.branches
                    text: qsTr("All branches…")
                    onTriggered: actions.mapRequested()
                }

                AppMenuItem {
                    objectName: "showDetails"
                    path: Icons.sliders
                    text: qsTr("How it was made…")
                    onTriggered: actions.detailsRequested()
                }

                AppMenuItem {
                    objectName: "exportAnswer"
                    path: Icons.share
                    text: qsTr("Export this message…")
                    onTriggered: actions.exportRequested()
                }

                AppMenuSeparator {}

                AppMenuItem {
                    objectName: "deleteAnswer"
                    enabled: !actions.chat.busy
                    path: Icons.bin
                    text: qsTr("Delete, with all that follows")
                    onTriggered: actions.chat.remove(actions.messageId)
                }
            }
        }

        VersionSwitch {
            chat: actions.chat
            messageId: actions.messageId
            siblingIndex: actions.siblingIndex
            siblingCount: actions.siblingCount
            onMapRequested: actions.mapRequested()
        }

        Text {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap2
            text: (actions.edited ? qsTr("Edited by you · %1") : "%1").arg(actions.tokenCount > 0 ? Wording.figures(actions.tokenCount, actions.tokensPerSecond, actions.modelName) : actions.modelName)
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.faint
            elide: Text.ElideRight
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
