import QtQuick
import QtQuick.Templates as T
import Sotto

/// Scrolls a block that is wider than its place: by touchpad, wheel, finger, bar and the arrow keys.
Item {
    id: scroller

    required property BlockItem block
    property bool barShown: true
    readonly property real most: Math.max(0, block.contentWidth - block.available)

    activeFocusOnTab: most > 0

    Accessible.role: Accessible.ScrollBar
    Accessible.name: qsTr("Scroll sideways")
    Accessible.ignored: most === 0

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Left)
            block.scroll -= 40;
        else if (event.key === Qt.Key_Right)
            block.scroll += 40;
        else if (event.key === Qt.Key_Home)
            block.scroll = 0;
        else if (event.key === Qt.Key_End)
            block.scroll = most;
        else
            return;
        event.accepted = true;
    }

    WheelHandler {
        enabled: scroller.most > 0
        orientation: Qt.Horizontal
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        target: null
        onWheel: event => scroller.block.scroll -= event.pixelDelta.x !== 0 ? event.pixelDelta.x : event.angleDelta.x / 2
    }

    WheelHandler {
        enabled: scroller.most > 0
        acceptedModifiers: Qt.ShiftModifier
        target: null
        onWheel: event => scroller.block.scroll -= event.angleDelta.y / 2
    }

    DragHandler {
        enabled: scroller.most > 0
        acceptedDevices: PointerDevice.TouchScreen
        target: null
        yAxis.enabled: false
        xAxis.onActiveValueChanged: delta => scroller.block.scroll -= delta
    }

    AppScrollBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        orientation: Qt.Horizontal
        policy: scroller.barShown && scroller.most > 0 ? T.ScrollBar.AlwaysOn : T.ScrollBar.AlwaysOff
        size: scroller.block.available / Math.max(1, scroller.block.contentWidth)
        position: scroller.block.scroll / Math.max(1, scroller.block.contentWidth)
        onPositionChanged: if (pressed) {
            scroller.block.scroll = position * scroller.block.contentWidth;
        }
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -2
        visible: scroller.activeFocus
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }
}
