import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Code: its language, whether its lines wrap, a copy button, and the lines. Long code is several of these, of which
/// the first has the heading.
Item {
    id: code

    property real header: 0
    property real footer: 0
    property real margin: 0
    readonly property BlockItem block: lines
    readonly property real linesTop: lines.first ? header : 0

    // Code reads from left to right everywhere, and what belongs to it lies as it does.
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    implicitHeight: linesTop + lines.implicitHeight + (lines.last ? footer : 0)

    Accessible.role: Accessible.Section
    Accessible.name: lines.language.length > 0 ? qsTr("%1 code").arg(lines.language) : qsTr("Code")

    Rectangle {
        anchors.fill: parent
        color: Theme.code
        topLeftRadius: lines.first ? Theme.radius : 0
        topRightRadius: topLeftRadius
        bottomLeftRadius: lines.last ? Theme.radius : 0
        bottomRightRadius: bottomLeftRadius
    }

    RowLayout {
        x: code.margin
        width: code.width - code.margin - Theme.gap1
        height: code.header
        visible: lines.first
        spacing: 0

        HoverHandler {
            cursorShape: Qt.ArrowCursor
        }

        Text {
            Layout.fillWidth: true
            text: lines.language.length > 0 ? lines.language : qsTr("Text")
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }

        IconButton {
            objectName: "wrapCode"
            visible: lines.wrapped || lines.contentWidth > lines.available
            implicitWidth: Theme.control - 4
            implicitHeight: Theme.control - 4
            checkable: true
            checked: lines.wrapped
            path: Icons.wrap
            text: lines.wrapped ? qsTr("Do not wrap lines") : qsTr("Wrap lines")
            onToggled: lines.wrapped = checked
        }

        IconButton {
            id: copyButton

            property bool done: false

            objectName: "copyCode"
            implicitWidth: Theme.control - 4
            implicitHeight: Theme.control - 4
            path: done ? Icons.check : Icons.copy
            text: done ? qsTr("Copied") : qsTr("Copy code")
            onClicked: {
                Clipboard.copy(lines.code());
                done = true;
                copiedTimer.restart();
            }

            Timer {
                id: copiedTimer

                interval: 1500
                onTriggered: copyButton.done = false
            }
        }
    }

    Item {
        x: code.margin
        y: code.linesTop
        width: code.width - 2 * code.margin
        height: lines.implicitHeight
        clip: true

        BlockItem {
            id: lines

            objectName: "codeText"
            x: -scroll
            width: Math.max(contentWidth, available)
            height: implicitHeight
            available: parent.width

            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    MessageScroller {
        x: code.margin
        y: code.linesTop
        width: code.width - 2 * code.margin
        height: code.height - code.linesTop
        block: lines
        barShown: lines.last
    }
}
