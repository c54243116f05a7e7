import QtQuick
import Sotto

/// A stretch of Markdown, selectable.
Item {
    id: view

    required property string text

    signal linkRequested(string address)

    implicitHeight: edit.implicitHeight

    TextEdit {
        id: edit

        objectName: "answerText"
        width: view.width
        readOnly: true
        selectByMouse: true
        // The document is filled by MarkdownDocument.
        textFormat: TextEdit.RichText
        wrapMode: TextEdit.Wrap
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        font.pixelSize: Theme.body

        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Answer")
        Accessible.readOnly: true

        onLinkActivated: link => view.linkRequested(link)

        HoverHandler {
            cursorShape: edit.hoveredLink.length > 0 ? Qt.PointingHandCursor : Qt.IBeamCursor
        }
    }

    AppToolTip {
        visible: edit.hoveredLink.length > 0
        text: edit.hoveredLink
    }

    MarkdownDocument {
        document: edit.textDocument
        source: view.text
        font: edit.font
        monospace: Theme.mono
        link: Theme.accent
        codeGround: Theme.code
        boxedGround: Theme.boxed
        quiet: Theme.quiet
        lineHeight: Theme.lineHeight
    }
}
