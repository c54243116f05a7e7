import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// Shows where a link leads before it is followed.
T.Dialog {
    id: dialog

    property string target: ""

    function ask(address: string): void {
        target = address;
        open();
    }

    anchors.centerIn: parent
    width: Math.min(Theme.grown(440), (parent?.width ?? 440) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap6
    modal: true
    focus: true
    popupType: T.Popup.Item

    contentItem: ColumnLayout {
        spacing: Theme.gap3

        Text {
            Layout.fillWidth: true
            text: qsTr("Open this link in your browser?")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            color: Theme.text
            wrapMode: Text.Wrap
        }

        Text {
            Layout.fillWidth: true
            text: dialog.target
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.quiet
            wrapMode: Text.WrapAnywhere
            maximumLineCount: 6
            elide: Text.ElideRight
        }

        RowLayout {
            Layout.topMargin: Theme.gap2
            Layout.alignment: Qt.AlignRight
            spacing: Theme.gap2

            TextButton {
                text: qsTr("Cancel")
                onClicked: dialog.reject()
            }

            TextButton {
                text: qsTr("Open link")
                primary: true
                focus: true
                onClicked: {
                    Desktop.openLink(dialog.target);
                    dialog.accept();
                }
            }
        }
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.width: 1
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: Theme.shade
    }
}
