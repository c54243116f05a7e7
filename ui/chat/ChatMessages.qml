pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The messages of the conversation. Keeps to the end while an answer streams; the person leaves it by scrolling up.
ListView {
    id: list

    required property Chat chat
    property bool following: true

    signal linkRequested(string address)
    signal mapRequested
    signal detailsRequested(MessageDelegate message)
    signal exportRequested(double messageId)
    signal fileRequested(string name, string content)

    function toEnd(): void {
        following = true;
        positionViewAtEnd();
    }

    function toStart(): void {
        following = false;
        positionViewAtBeginning();
    }

    function follow(): void {
        if (following)
            positionViewAtEnd();
    }

    /// Whether the person scrolled away from the end.
    function noticeScroll(): void {
        following = contentY + height >= originY + contentHeight + bottomMargin - 24;
    }

    function scrollBy(distance: real): void {
        const lowest = originY - topMargin;
        const highest = Math.max(lowest, originY + contentHeight + bottomMargin - height);
        contentY = Math.min(highest, Math.max(lowest, contentY + distance));
        noticeScroll();
    }

    function scrollPages(pages: real): void {
        scrollBy(pages * height * 0.9);
    }

    objectName: "messageList"
    topMargin: Theme.gap4
    bottomMargin: Theme.gap6
    spacing: Theme.gap6
    clip: true
    model: chat.messages
    cacheBuffer: 2000
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    visible: count > 0

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    T.ScrollBar.vertical: AppScrollBar {
        onPressedChanged: if (!pressed) {
            list.noticeScroll();
        }
        onPositionChanged: if (pressed) {
            list.noticeScroll();
        }
    }

    delegate: MessageDelegate {
        id: delegate

        chat: list.chat
        width: ListView.view.width
        last: index === ListView.view.count - 1
        onMapRequested: list.mapRequested()
        onExportRequested: list.exportRequested(delegate.messageId)
        onDetailsRequested: list.detailsRequested(delegate)
        onFileRequested: (name, content) => list.fileRequested(name, content)
        onLinkRequested: address => list.linkRequested(address)
    }

    onContentHeightChanged: Qt.callLater(follow)
    onHeightChanged: Qt.callLater(follow)
    onMovingChanged: noticeScroll()
    onContentYChanged: if (moving) {
        noticeScroll();
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Up)
            scrollBy(-60);
        else if (event.key === Qt.Key_Down)
            scrollBy(60);
        else if (event.key === Qt.Key_PageUp)
            scrollPages(-1);
        else if (event.key === Qt.Key_PageDown)
            scrollPages(1);
        else if (event.key === Qt.Key_Home)
            toStart();
        else if (event.key === Qt.Key_End)
            toEnd();
        else
            return;
        event.accepted = true;
    }

    Connections {
        target: list.chat
        function onConversationIdChanged(): void {
            Qt.callLater(list.toEnd);
        }
        function onJumped(row: int): void {
            list.following = false;
            list.positionViewAtIndex(row, ListView.Beginning);
            list.forceActiveFocus();
            list.noticeScroll();
        }
        function onBusyChanged(): void {
            if (list.chat.busy)
                Qt.callLater(list.toEnd);
        }
    }

    Rectangle {
        parent: list
        anchors.fill: parent
        anchors.margins: 2
        // Not while something in the list has it: that shows it by itself.
        visible: list.Window.activeFocusItem === list
        color: "transparent"
        radius: Theme.radius
        border.width: 2
        border.color: Theme.accent
    }
}
