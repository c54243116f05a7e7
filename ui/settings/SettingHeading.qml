import QtQuick
import QtQuick.Layouts
import Sotto

/// Over the settings of one subject.
Text {
    Layout.fillWidth: true
    Layout.topMargin: Theme.gap4
    textFormat: Text.PlainText
    font.pixelSize: Theme.small
    font.weight: Font.DemiBold
    color: Theme.text

    Accessible.role: Accessible.Heading
    Accessible.name: text
}
