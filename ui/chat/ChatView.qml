pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The conversation and the field under it.
Item {
    id: view

    required property Actions actions
    required property Chat chat
    /// Keeps to the end while an answer streams; the person leaves it by scrolling up.
    property bool following: true
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
        following = true;
        list.positionViewAtEnd();
    }

    function follow(): void {
        if (following)
            list.positionViewAtEnd();
    }

    function toStart(): void {
        following = false;
        list.positionViewAtBeginning();
    }

    /// Stays where it is while a place in a message is shown, with its reasoning when it is there.
    function hold(messageId: double, inReasoning: bool): void {
        following = false;
        if (inReasoning)
            chat.setReasoningOpen(messageId, true);
    }

    /// Whether the person scrolled away from the end.
    function noticeScroll(): void {
        following = list.contentY + list.height >= list.originY + list.contentHeight + list.bottomMargin - 24;
    }

    function scrollBy(distance: real): void {
        const lowest = list.originY - list.topMargin;
        const highest = Math.max(lowest, list.originY + list.contentHeight + list.bottomMargin - list.height);
        list.contentY = Math.min(highest, Math.max(lowest, list.contentY + distance));
        noticeScroll();
    }

    Connections {
        target: view.chat
        function onConversationIdChanged(): void {
            Qt.callLater(view.toEnd);
        }
        function onJumped(row: int): void {
            view.following = false;
            list.positionViewAtIndex(row, ListView.Beginning);
            list.forceActiveFocus();
            view.noticeScroll();
        }
        function onBusyChanged(): void {
            if (view.chat.busy)
                Qt.callLater(view.toEnd);
        }
    }

    ListView {
        id: list

        objectName: "messageList"
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: undo.top
        topMargin: Theme.gap4
        bottomMargin: Theme.gap6
        spacing: Theme.gap6
        clip: true
        model: view.chat.messages
        cacheBuffer: 2000
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        visible: count > 0

        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        T.ScrollBar.vertical: AppScrollBar {
            onPressedChanged: if (!pressed) {
                view.noticeScroll();
            }
            onPositionChanged: if (pressed) {
                view.noticeScroll();
            }
        }

        delegate: MessageDelegate {
            id: delegate

            chat: view.chat
            width: ListView.view.width
            last: index === ListView.view.count - 1
            onMapRequested: dialogs.showBranches()
            onExportRequested: view.exportRequested(delegate.messageId)
            onDetailsRequested: dialogs.showDetails(delegate)
            onFileRequested: (name, content) => dialogs.showFile(name, content)
            onLinkRequested: address => view.linkRequested(address)
        }

        onContentHeightChanged: Qt.callLater(view.follow)
        onHeightChanged: Qt.callLater(view.follow)
        onMovingChanged: view.noticeScroll()
        onContentYChanged: if (moving) {
            view.noticeScroll();
        }

        Keys.onPressed: event => {
            if (event.key === Qt.Key_Up)
                view.scrollBy(-60);
            else if (event.key === Qt.Key_Down)
                view.scrollBy(60);
            else if (event.key === Qt.Key_PageUp)
                view.scrollBy(-height * 0.9);
            else if (event.key === Qt.Key_PageDown)
                view.scrollBy(height * 0.9);
            else if (event.key === Qt.Key_Home)
                view.toStart();
            else if (event.key === Qt.Key_End)
                view.toEnd();
            else
                return;
            event.accepted = true;
        }

        Rectangle {
            anchors.fill: parent
            anchors.margins: 2
            // Not while something in the list has it: that shows it by itself.
            visible: view.Window.activeFocusItem === list
            color: "transparent"
            radius: Theme.radius
            border.width: 2
            border.color: Theme.accent
        }
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
        visible: !view.following && list.count > 0
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
        onScrollRequested: pages => view.scrollBy(pages * list.height * 0.9)
    }
}
