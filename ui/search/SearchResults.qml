pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// What a search found, newest first, under its filters. Going through the rows with the arrow keys and Enter
/// shows each place; the list stays.
ColumnLayout {
    id: results

    required property ConversationSearch search
    property date now: new Date()

    /// Enter was pressed before the answer to what was typed had come.
    property bool choosesFirst: false

    signal chosen(double conversationId, double messageId, bool inReasoning)
    signal fieldRequested

    function enter(): void {
        list.currentIndex = Math.max(0, list.currentIndex);
        list.forceActiveFocus();
    }

    function chooseFirst(): void {
        choosesFirst = !search.settled;
        if (choosesFirst)
            return;
        list.currentIndex = 0;
        (list.currentItem as SearchHitRow)?.clicked();
    }

    spacing: Theme.gap2

    Connections {
        target: results.search
        function onModelReset(): void {
            // Whoever is among the rows already, ahead of the answer, stays there.
            list.currentIndex = list.activeFocus ? 0 : -1;
        }
        function onQueryChanged(): void {
            results.choosesFirst = false;
        }
        function onSettledChanged(): void {
            if (results.search.settled && results.choosesFirst)
                results.chooseFirst();
        }
    }

    SearchFilters {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.gap3
        Layout.rightMargin: Theme.gap3
        search: results.search
    }

    ListView {
        id: list

        objectName: "searchResults"
        Layout.fillWidth: true
        Layout.fillHeight: true
        leftMargin: Theme.gap2
        rightMargin: Theme.gap2
        bottomMargin: Theme.gap2
        spacing: 1
        clip: true
        model: results.search
        reuseItems: true
        activeFocusOnTab: count > 0
        highlightMoveDuration: 0
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: qsTr("Found places")

        T.ScrollBar.vertical: AppScrollBar {}

        delegate: SearchHitRow {
            required property int index

            width: ListView.view.width - 2 * Theme.gap2
            ringed: ListView.isCurrentItem && list.activeFocus
            current: ListView.isCurrentItem
            now: results.now
            onClicked: {
                list.currentIndex = index;
                results.chosen(conversationId, messageId, inReasoning);
            }
        }

        Keys.onReturnPressed: (currentItem as SearchHitRow)?.clicked()
        Keys.onEnterPressed: (currentItem as SearchHitRow)?.clicked()
        Keys.onSpacePressed: (currentItem as SearchHitRow)?.clicked()
        Keys.onEscapePressed: results.fieldRequested()
        Keys.onUpPressed: event => {
            if (currentIndex <= 0)
                results.fieldRequested();
            else
                decrementCurrentIndex();
        }

        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.gap8
            width: parent.width - 2 * Theme.gap6
            visible: list.count === 0 && results.search.settled
            text: results.search.tooShort ? qsTr("No title has this. Type three letters to search in messages.") : qsTr("Nothing found. Parts of words are enough; quotation marks keep words together.")
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.small
            color: Theme.faint
        }
    }
}
