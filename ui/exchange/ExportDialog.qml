pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// Which format, and with the reasoning or without.
T.Dialog {
    id: dialog

    property var ids: []
    /// Only this message; 0: whole conversations
    property double messageId: 0
    property string format: "markdown"
    property bool withReasoning: true

    readonly property var formats: [
        {
            name: "markdown",
            suffix: "md",
            text: qsTr("Markdown"),
            detail: qsTr("Plain text, for notes and editors"),
            filter: qsTr("Markdown (*.md)")
        },
        {
            name: "html",
            suffix: "html",
            text: qsTr("Web page"),
            detail: qsTr("One file with its formulas, for any browser"),
            filter: qsTr("Web pages (*.html)")
        },
        {
            name: "pdf",
            suffix: "pdf",
            text: qsTr("PDF"),
            detail: qsTr("For paper and for passing on"),
            filter: qsTr("PDF (*.pdf)")
        },
        {
            name: "json",
            suffix: "json",
            text: qsTr("JSON"),
            detail: qsTr("Everything with all branches, to import again"),
            filter: qsTr("JSON (*.json)")
        }
    ]
    readonly property var chosenFormat: formats.find(each => each.name === format)
    readonly property string suffix: chosenFormat.suffix
    readonly property string filter: chosenFormat.filter

    signal chosen

    function ask(conversations: var, message: double): void {
        ids = conversations;
        messageId = message;
        open();
    }

    function write(file: url): void {
        if (messageId)
            Exchange.exportMessage(file, format, ids[0], messageId, withReasoning);
        else
            Exchange.exportTo(file, format, ids, withReasoning);
    }

    objectName: "exportDialog"
    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(Theme.grown(400), (parent?.width ?? 400) - 2 * Theme.gap4)
    height: Math.min(implicitHeight, (parent?.height ?? 600) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap6
    modal: true
    focus: true
    popupType: T.Popup.Item
    onAccepted: chosen()

    contentItem: ColumnLayout {
        spacing: Theme.gap1

        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.gap2
            text: dialog.messageId ? qsTr("Export this message") : dialog.ids.length === 0 ? qsTr("Export all conversations") : qsTr("Export %1").arg(Wording.conversations(dialog.ids.length))
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
        }

        ScrollColumn {
            spacing: Theme.gap1

            Repeater {
                model: dialog.formats

                ChoiceRow {
                    required property var modelData

                    objectName: "format-" + modelData.name
                    Layout.fillWidth: true
                    text: modelData.text
                    detail: modelData.detail
                    checked: dialog.format === modelData.name
                    onClicked: dialog.format = modelData.name
                }
            }

            ChoiceRow {
                objectName: "withReasoning"
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap2
                square: true
                text: qsTr("With the reasoning")
                checked: dialog.withReasoning
                onClicked: dialog.withReasoning = !dialog.withReasoning
            }
        }

        RowLayout {
            Layout.topMargin: Theme.gap4
            Layout.alignment: Qt.AlignRight
            spacing: Theme.gap2

            TextButton {
                text: qsTr("Cancel")
                onClicked: dialog.reject()
            }

            TextButton {
                objectName: "exportButton"
                text: qsTr("Export…")
                primary: true
                focus: true
                onClicked: dialog.accept()
            }
        }
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.width: 1
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: Theme.shade
    }
}
