import QtQuick
import QtQuick.Templates as T
import Sotto

/// A field to search with; Escape empties it, then leaves it.
T.TextField {
    id: field

    property string shortcutText: ""

    /// Escape leaves it with its text.
    property bool keepsText: false
    readonly property real startPadding: glass.width + 2 * Theme.gap2
    readonly property real endPadding: clearButton.visible ? clearButton.width + Theme.gap1 : Theme.gap2

    signal escaped
    signal downPressed

    implicitHeight: Theme.control
    leftPadding: Theme.mirrored ? endPadding : startPadding
    rightPadding: Theme.mirrored ? startPadding : endPadding
    verticalAlignment: TextInput.AlignVCenter
    font.pixelSize: Theme.small
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    placeholderTextColor: Theme.faint
    selectByMouse: true
    hoverEnabled: true

    Accessible.role: Accessible.EditableText
    Accessible.name: placeholderText
    Accessible.searchEdit: true

    Keys.onEscapePressed: event => {
        if (text.length > 0 && !keepsText)
            clear();
        else
            escaped();
        event.accepted = true;
    }
    Keys.onDownPressed: downPressed()

    Text {
        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        height: field.height
        visible: field.text.length === 0 && field.preeditText.length === 0
        text: field.placeholderText
        font: field.font
        color: field.placeholderTextColor
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }

    Icon {
        id: glass

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap2
        anchors.verticalCenter: parent.verticalCenter
        path: Icons.search
        size: Theme.grown(14)
        color: Theme.faint
    }

    IconButton {
        id: clearButton

        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: field.height - 4
        implicitHeight: field.height - 4
        visible: field.text.length > 0
        path: Icons.close
        text: qsTr("Clear")
        shortcutText: qsTr("Esc")
        onClicked: {
            field.clear();
            field.forceActiveFocus();
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: field.activeFocus ? Theme.window : field.hovered ? Theme.pressed : Theme.hover
        border.width: field.activeFocus ? 2 : Theme.edge
        border.color: field.activeFocus ? Theme.accent : Theme.line
    }

    AppToolTip {
        visible: field.hovered && !field.activeFocus && field.shortcutText.length > 0
        text: qsTr("%1  %2").arg(field.placeholderText).arg(field.shortcutText)
    }
}
