import QtQuick
import Sotto
import Sotto.App

/// The conversation and the field under it.
Item {
    id: view

    required property Actions actions
    required property Chat chat
    /// The list, for what marks places in it.
    readonly property alias messageView: list

    signal linkRequested(string address)
    signal exportRequested(double messageId)

    function focusComposer(): void {
        composer.focusField();
    }

    function showBranches(): void {
        dialogs.showBranches();
    }

    function showLedger(): void {
        dialogs.showLedger();
    }

    function showOptions(): void {
        dialogs.showOptions();
    }

    function attachFiles(): void {
        dialogs.chooseFiles();
    }

    function toEnd(): void {
        list.toEnd();
    }

    /// Stays where it is while a place in a message is shown, with its reasoning when it is there.
    function hold(messageId: double, inReasoning: bool): void {
        list.following = false;
        if (inReasoning)
            chat.setReasoningOpen(messageId, true);
    }

    ChatMessages {
        id: list

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: undo.top
        chat: view.chat
        onLinkRequested: address => view.linkRequested(address)
        onExportRequested: messageId => view.exportRequested(messageId)
        onMapRequested: dialogs.showBranches()
        onDetailsRequested: message => dialogs.showDetails(message)
        onFileRequested: (name, content) => dialogs.showFile(name, content)
    }

    Welcome {
        anchors.fill: list
        chat: view.chat
        visible: list.count === 0
        onAsked: question => {
            view.chat.send(question);
            view.focusComposer();
        }
    }

    IconButton {
        id: jump

        objectName: "jumpButton"
        anchors.horizontalCenter: list.horizontalCenter
        anchors.bottom: list.bottom
        anchors.bottomMargin: Theme.gap2
        visible: !list.following && list.count > 0
        action: view.actions.find("toEnd")

        background: Rectangle {
            radius: height / 2
            color: jump.hovered ? Theme.bubble : Theme.raised
            border.width: 1
            border.color: Theme.line

            FocusRing {
                control: jump
                radius: height / 2
            }
        }
    }

    UndoBar {
        id: undo

        objectName: "messageUndoBar"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: composer.top
        height: visible ? implicitHeight : 0
        text: view.chat.undoText
        onUndone: view.chat.undoRemove()
        onDismissed: view.chat.dismissUndo()
    }

    ChatDialogs {
        id: dialogs

        chat: view.chat
    }

    Composer {
        id: composer

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        actions: view.actions
        chat: view.chat
        onLedgerRequested: dialogs.showLedger()
        onFileRequested: (name, content) => dialogs.showFile(name, content)
        onScrollRequested: pages => list.scrollPages(pages)
    }
}
