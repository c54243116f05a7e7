pragma ComponentBehavior: Bound

import QtQuick
import Sotto

/// Markdown as the model writes it, one block under the other: an answer, or (`small`) its reasoning.
MarkdownView {
    id: body

    property bool small: false

    objectName: "messageBody"
    font.pixelSize: small ? Theme.small : Theme.body
    monospace: Theme.mono
    color: small ? Theme.quiet : Theme.text
    quietColor: small ? Theme.faint : Theme.quiet
    linkColor: Theme.accent
    codeColor: Theme.code
    boxedColor: Theme.boxed
    lineColor: Theme.line
    selectionColor: Theme.selection
    dark: Theme.dark
    codeHeader: Theme.control + Theme.gap1
    codeFooter: Theme.gap3
    codeMargin: Theme.gap3

    Accessible.role: Accessible.Section
    Accessible.name: small ? qsTr("Reasoning") : qsTr("Answer")

    textDelegate: Component {
        MessageText {}
    }

    codeDelegate: Component {
        MessageCode {
            header: body.codeHeader
            footer: body.codeFooter
            margin: body.codeMargin
        }
    }

    tableDelegate: Component {
        MessageTable {}
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.gap1
        visible: body.keyboardFocus
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }

    AppToolTip {
        visible: body.hoveredLink.length > 0
        text: body.hoveredLink
        x: Math.round(Math.min(body.pointer.x, body.width - implicitWidth))
        y: Math.round(body.pointer.y + Theme.gap4)
    }
}
