pragma ComponentBehavior: Bound

import QtQuick
import Sotto
import Sotto.App

/// Marks in a list of messages what the find bar has found, and brings the current place into view.
Item {
    id: places

    required property ListView view
    required property MessageFind finder

    /// The current place is to be shown; its item may have to be made first.
    property bool wanted: false

    signal revealRequested

    function show(): void {
        if (finder.row < 0)
            return;
        wanted = true;
        revealRequested();
        view.positionViewAtIndex(finder.row, ListView.Contain);
        marks.lookLater();
    }

    function centre(): void {
        if (!wanted || marks.currentRectangles.length === 0)
            return;
        const place = marks.currentRectangles[0];
        const lowest = view.originY - view.topMargin;
        const highest = Math.max(lowest, view.originY + view.contentHeight + view.bottomMargin - view.height);
        if (place.y < view.contentY + Theme.gap4 || place.y + place.height > view.contentY + view.height - Theme.gap4)
            view.contentY = Math.min(highest, Math.max(lowest, place.y - view.height / 3));
        settled.restart();
    }

    parent: view.contentItem
    z: 1

    Connections {
        target: places.finder
        function onCurrentChanged(): void {
            places.show();
        }
    }

    // Items above may still find their heights.
    Timer {
        id: settled

        interval: 300
        onTriggered: places.wanted = false
    }

    FoundMarks {
        id: marks

        view: places.view
        terms: places.finder.terms
        messageId: places.finder.messageId
        inReasoning: places.finder.inReasoning
        ordinal: places.finder.ordinal
        onLooked: places.centre()
    }

    component Marks: Repeater {
        id: repeater

        /// The place that is shown.
        property bool current: false

        Rectangle {
            required property rect modelData

            visible: modelData.width > 0
            objectName: repeater.current ? "currentMark" : "foundMark"
            x: modelData.x - 1
            y: modelData.y
            width: modelData.width + 2
            height: modelData.height
            radius: 3
            color: repeater.current ? "transparent" : Theme.found
            border.width: repeater.current ? 2 : 0
            border.color: Theme.foundCurrent

            Rectangle {
                x: 2
                y: parent.height - 2
                width: parent.width - 4
                height: 2
                visible: !repeater.current
                color: Theme.foundLine
            }
        }
    }

    Marks {
        model: marks.rectangles
    }

    Marks {
        model: marks.currentRectangles
        current: true
    }
}
