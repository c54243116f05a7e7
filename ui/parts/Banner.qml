import QtQuick
import QtQuick.Layouts
import Sotto

/// A message across the top of the conversation: what is wrong, what to do, and a way to close it.
Rectangle {
    id: banner

    required property string text
    property string hint: ""
    property bool warning: false

    signal dismissed

    implicitHeight: row.implicitHeight + 2 * Theme.gap2
    color: warning ? Theme.warningGround : Theme.dangerGround
    visible: text.length > 0

    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: hint

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.topMargin: Theme.gap2
        anchors.bottomMargin: Theme.gap2
        anchors.leftMargin: Theme.gap4
        anchors.rightMargin: Theme.gap2
        spacing: Theme.gap3

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 3
            path: Icons.warning
            color: banner.warning ? Theme.warning : Theme.danger
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            Text {
                Layout.fillWidth: true
                text: banner.text
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
                color: banner.warning ? Theme.warning : Theme.danger
            }

            Text {
                Layout.fillWidth: true
                visible: banner.hint.length > 0
                text: banner.hint
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.small
                color: Theme.text
            }
        }

        IconButton {
            Layout.alignment: Qt.AlignTop
            path: Icons.close
            text: qsTr("Dismiss")
            onClicked: banner.dismissed()
        }
    }
}
