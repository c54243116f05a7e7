import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// One of several choices, with a line that explains it.
T.RadioButton {
    id: control

    property string explanation: ""

    implicitHeight: content.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap1
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.description: explanation
    Accessible.onPressAction: clicked()

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap2

        Rectangle {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 1
            implicitWidth: Theme.grown(16)
            implicitHeight: Theme.grown(16)
            radius: width / 2
            color: "transparent"
            border.width: control.checked ? Theme.grown(5) : 1
            border.color: control.checked ? Theme.accent : Theme.field
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: control.text
                font.pixelSize: Theme.small
                color: Theme.text
                wrapMode: Text.Wrap
            }

            Text {
                Layout.fillWidth: true
                visible: text.length > 0
                text: control.explanation
                font.pixelSize: Theme.tiny
                color: Theme.faint
                wrapMode: Text.Wrap
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.hovered ? Theme.hover : "transparent"

        FocusRing {
            control: control
        }
    }
}
