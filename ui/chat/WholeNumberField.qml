import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A whole number that may be left out: the field is empty then.
RowLayout {
    id: row

    required property string name
    required property string explanation
    /// What it means that the field is empty.
    required property string emptyText
    /// Negative where there is none.
    required property real value
    required property int digits
    /// The name stands as large as a group's.
    property bool heading: false
    property real fieldWidth: 120
    property alias fieldName: field.objectName

    signal chosen(real number)

    function shown(): string {
        return value >= 0 ? String(value) : "";
    }

    spacing: Theme.gap3

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Text {
            text: row.name
            font.pixelSize: Theme.small
            font.weight: row.heading ? Font.DemiBold : Font.Normal
            color: Theme.text
        }

        Text {
            Layout.fillWidth: true
            text: row.explanation
            font.pixelSize: Theme.tiny
            color: Theme.faint
            wrapMode: Text.Wrap
        }
    }

    T.TextField {
        id: field

        implicitWidth: Math.max(row.fieldWidth, Math.ceil(hint.implicitWidth) + leftPadding + rightPadding)
        implicitHeight: Theme.control
        leftPadding: Theme.gap2
        rightPadding: Theme.gap2
        horizontalAlignment: TextInput.AlignRight
        verticalAlignment: TextInput.AlignVCenter
        text: row.shown()
        placeholderText: row.emptyText
        placeholderTextColor: Theme.faint
        font.pixelSize: Theme.small
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        selectByMouse: true
        inputMethodHints: Qt.ImhDigitsOnly
        validator: RegularExpressionValidator {
            regularExpression: new RegExp("[0-9]{0," + row.digits + "}")
        }

        Accessible.name: row.name
        Accessible.description: row.explanation

        onEditingFinished: {
            row.chosen(text.length > 0 ? Number(text) : -1);
            text = Qt.binding(() => row.shown());
        }

        Text {
            id: hint

            anchors.fill: parent
            anchors.rightMargin: field.rightPadding
            visible: field.length === 0 && !field.activeFocus
            text: field.placeholderText
            font: field.font
            color: field.placeholderTextColor
            horizontalAlignment: Text.AlignRight
            verticalAlignment: Text.AlignVCenter
        }

        background: Rectangle {
            color: Theme.window
            radius: Theme.radius
            border.width: field.activeFocus ? 2 : 1
            border.color: field.activeFocus ? Theme.accent : Theme.field
        }
    }
}
