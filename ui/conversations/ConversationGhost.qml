import QtQuick
import Sotto

/// What follows the pointer while conversations are dragged.
Rectangle {
    id: ghost

    required property ListView list
    property var ids: []
    property bool dragged: false

    function begin(dragging: var, title: string): void {
        ids = dragging;
        label.text = dragging.length === 1 ? title : Wording.conversations(dragging.length);
        dragged = true;
    }

    function place(scene: point): void {
        const here = parent.mapFromItem(null, scene.x, scene.y);
        x = here.x + Theme.gap2;
        y = here.y + Theme.gap2;
        // Near an edge the list moves on.
        const edge = list.mapFromItem(null, scene.x, scene.y).y;
        scroll.by = edge < Theme.control ? -1 : edge > list.height - Theme.control ? 1 : 0;
    }

    function end(): void {
        Drag.drop();
        dragged = false;
        scroll.by = 0;
    }

    // Above the rows, and not moved by scrolling.
    parent: list.parent
    z: 10
    visible: dragged
    width: Math.min(200, label.implicitWidth + 2 * Theme.gap3)
    height: label.implicitHeight + 2 * Theme.gap1
    radius: Theme.radius
    color: Theme.raised
    border.width: 1
    border.color: Theme.line

    Drag.active: dragged
    Drag.keys: ["sotto/conversations"]
    Drag.hotSpot.x: -Theme.gap2
    Drag.hotSpot.y: -Theme.gap2

    Text {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap3
        width: parent.width - 2 * Theme.gap3
        textFormat: Text.PlainText
        font.pixelSize: Theme.small
        color: Theme.text
        elide: Text.ElideRight
    }

    Timer {
        id: scroll

        property int by: 0

        interval: 16
        repeat: true
        running: ghost.dragged && by !== 0
        onTriggered: {
            const lowest = ghost.list.originY - ghost.list.topMargin;
            const highest = Math.max(lowest, ghost.list.originY + ghost.list.contentHeight + ghost.list.bottomMargin - ghost.list.height);
            ghost.list.contentY = Math.min(highest, Math.max(lowest, ghost.list.contentY + 6 * by));
        }
    }
}
