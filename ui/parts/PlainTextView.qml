import QtQuick
import Sotto

/// Text that grows at its end, shown as it is and selectable. What was there before is not laid out again.
TextEdit {
    id: view

    required property string source
    property string shown: ""

    readOnly: true
    selectByMouse: true
    activeFocusOnPress: true
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.body

    Accessible.role: Accessible.StaticText
    Accessible.name: source
    Accessible.readOnly: true

    onSourceChanged: {
        if (shown.length > 0 && source.length > shown.length && source.startsWith(shown))
            insert(length, source.slice(shown.length));
        else if (source !== shown)
            text = source;
        shown = source;
    }
    Component.onCompleted: {
        text = source;
        shown = source;
    }
}
