import QtQuick
import QtQuick.Templates as T
import Sotto

T.ToolTip {
    id: tip

    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: parent ? parent.height + Theme.gap1 : 0
    delay: 600
    margins: Theme.gap1
    padding: 6
    leftPadding: 9
    rightPadding: 9
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Text {
        text: tip.text
        textFormat: Text.PlainText
        font.pixelSize: Theme.tiny
        color: Theme.window
    }

    background: Rectangle {
        color: Theme.text
        radius: Theme.radius
    }
}
