import QtQuick
import Sotto
import Sotto.App

/// Lies over the whole window: a model file dropped anywhere is opened, other files go with the next question.
DropArea {
    id: area

    required property Chat chat
    property bool model: false

    keys: ["text/uri-list"]
    onEntered: drag => model = drag.urls.some(url => String(url).toLowerCase().endsWith(".gguf"))
    onDropped: drop => {
        const file = drop.urls.find(url => String(url).toLowerCase().endsWith(".gguf"));
        if (file !== undefined)
            Library.openFile(file);
        else
            chat.attach(drop.urls);
        drop.accept();
    }

    Rectangle {
        anchors.fill: parent
        visible: area.containsDrag
        color: Theme.shade

        Rectangle {
            anchors.centerIn: parent
            width: hint.implicitWidth + 2 * Theme.gap8
            height: hint.implicitHeight + 2 * Theme.gap6
            radius: Theme.radiusLarge
            color: Theme.raised
            border.width: 2
            border.color: Theme.accent

            Text {
                id: hint

                anchors.centerIn: parent
                text: area.model ? qsTr("Drop to open this model") : qsTr("Drop to attach to your question")
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                color: Theme.text
            }
        }
    }
}
