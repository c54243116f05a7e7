import QtQuick
import QtQuick.Layouts
import Sotto

/// A setting: what it is, what it does, and the control at the end of the line, or below where it is narrow.
GridLayout {
    id: row

    required property string title
    property string explanation: ""
    default property alias control: place.data

    Layout.fillWidth: true
    columns: width < 440 * Math.max(1, Theme.scale) && place.implicitWidth > 80 ? 1 : 2
    columnSpacing: Theme.gap4
    rowSpacing: Theme.gap2

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2

        Text {
            Layout.fillWidth: true
            text: row.title
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.text
            wrapMode: Text.Wrap
        }

        Text {
            Layout.fillWidth: true
            visible: text.length > 0
            text: row.explanation
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            lineHeight: 1.2
            color: Theme.faint
            wrapMode: Text.Wrap
        }
    }

    Item {
        id: place

        Layout.alignment: row.columns === 1 ? Qt.AlignLeft : Qt.AlignRight | Qt.AlignVCenter
        implicitWidth: childrenRect.width
        implicitHeight: childrenRect.height
    }
}
