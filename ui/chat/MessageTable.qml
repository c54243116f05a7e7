import QtQuick
import Sotto

/// A table, or a part of a long one.
Item {
    id: table

    readonly property BlockItem block: cells

    implicitHeight: cells.implicitHeight

    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Table")

    Item {
        anchors.fill: parent
        clip: true

        BlockItem {
            id: cells

            objectName: "tableText"
            x: -scroll
            width: Math.max(contentWidth, available)
            height: implicitHeight
            available: table.width

            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    MessageScroller {
        anchors.fill: parent
        block: cells
        barShown: cells.last
    }
}
