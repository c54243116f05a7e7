import QtQuick
import Sotto
import Sotto.App

/// Lies over the whole window: a model file dropped anywhere is opened.
DropArea {
    id: area

    keys: ["text/uri-list"]
    onDropped: drop => {
        const file = drop.urls.find(url => String(url).toLowerCase().endsWith(".gguf")) ?? drop.urls[0];
        if (file !== undefined) {
            Library.openFile(file);
            drop.accept();
        }
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
                text: qsTr("Drop to open this model")
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                color: Theme.text
            }
        }
    }
}
