pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A file as the model is given it, line by line.
T.Dialog {
    id: dialog

    property string name: ""
    property string content: ""

    function ask(file: string, text: string): void {
        name = file;
        content = text;
        open();
    }

    objectName: "attachmentDialog"
    anchors.centerIn: parent
    width: Math.min(760, (parent?.width ?? 760) - 2 * Theme.gap4)
    height: (parent?.height ?? 600) - 2 * Theme.gap6
    padding: Theme.gap4
    modal: true
    focus: true
    popupType: T.Popup.Item
    onOpened: list.forceActiveFocus()
    onClosed: content = ""

    contentItem: ColumnLayout {
        spacing: Theme.gap2

        RowLayout {
            Layout.fillWidth: true

            Text {
                Layout.fillWidth: true
                text: dialog.name
                textFormat: Text.PlainText
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
                elide: Text.ElideMiddle
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            CopyButton {
                objectName: "copyAttachment"
                what: qsTr("Copy file")
                content: dialog.content
            }

            IconButton {
                objectName: "closeAttachment"
                path: Icons.close
                text: qsTr("Close")
                onClicked: dialog.close()
            }
        }

        ListView {
            id: list

            objectName: "attachmentLines"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: dialog.content.length > 0 ? dialog.content.split("\n") : []
            reuseItems: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            Keys.onUpPressed: flick(0, 800)
            Keys.onDownPressed: flick(0, -800)

            Accessible.role: Accessible.List
            Accessible.name: qsTr("Lines of %1").arg(dialog.name)

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: Text {
                required property string modelData

                width: ListView.view.width - Theme.gap4
                text: modelData
                textFormat: Text.PlainText
                wrapMode: Text.WrapAnywhere
                font.family: Theme.monoFamily
                font.pixelSize: Theme.small
                color: Theme.text
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
