import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The seed that answers are drawn with: one for all of them, or a new one for each.
RowLayout {
    id: row

    required property Options options

    spacing: Theme.gap3

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Text {
            text: qsTr("Seed")
            font.pixelSize: Theme.small
            color: Theme.text
        }

        Text {
            Layout.fillWidth: true
            text: qsTr("The same seed gives the same answer to the same prompt. Empty: a new one for every answer, kept with it.")
            font.pixelSize: Theme.tiny
            color: Theme.faint
            wrapMode: Text.Wrap
        }
    }

    T.TextField {
        id: field

        objectName: "seedField"
        implicitWidth: 120
        implicitHeight: Theme.control
        leftPadding: Theme.gap2
        rightPadding: Theme.gap2
        horizontalAlignment: TextInput.AlignRight
        verticalAlignment: TextInput.AlignVCenter
        text: row.options.seed >= 0 ? String(row.options.seed) : ""
        placeholderText: qsTr("new each time")
        placeholderTextColor: Theme.faint
        font.pixelSize: Theme.small
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        selectByMouse: true
        inputMethodHints: Qt.ImhDigitsOnly
        // Every number of up to 15 digits is exact here.
        validator: RegularExpressionValidator {
            regularExpression: /[0-9]{0,15}/
        }

        Accessible.name: qsTr("Seed")
        Accessible.description: qsTr("Empty: a new one for every answer")

        onEditingFinished: {
            row.options.seed = text.length > 0 ? Number(text) : -1;
            text = Qt.binding(() => row.options.seed >= 0 ? String(row.options.seed) : "");
        }

        Text {
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
