import QtQuick
import Sotto
import Sotto.App

/// Copies a text, and says for a moment that it has.
IconButton {
    id: button

    required property string what
    required property string content
    property bool done: false

    path: done ? Icons.check : Icons.copy
    text: done ? qsTr("Copied") : what
    onClicked: {
        Clipboard.copy(content);
        done = true;
        timer.restart();
    }

    Timer {
        id: timer

        interval: 1500
        onTriggered: button.done = false
    }
}
