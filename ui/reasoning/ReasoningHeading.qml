import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// The line over a reasoning, which folds and unfolds it.
T.AbstractButton {
    id: heading

    required property bool open
    /// The width there is; longer text is broken.
    required property real most

    objectName: "reasoningHeading"
    implicitWidth: Math.min(Math.ceil(label.implicitWidth) + leftPadding + rightPadding, most)
    implicitHeight: Math.max(Theme.control - 4, label.implicitHeight + Theme.gap1)
    leftPadding: 0
    leftInset: -Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: open ? qsTr("Folds the reasoning") : qsTr("Unfolds the reasoning")
    Accessible.checkable: true
    Accessible.checked: open
    Accessible.onPressAction: clicked()

    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: RowLayout {
        id: label

        spacing: 6

        Icon {
            path: heading.open ? Icons.chevronDown : Icons.chevronRight
            size: Theme.grown(14)
        }

        Text {
            Layout.fillWidth: true
            text: heading.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            font.features: ({
                    "tnum": 1
                })
            color: heading.hovered ? Theme.text : Theme.quiet
            wrapMode: Text.Wrap
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: heading.down ? Theme.pressed : heading.hovered ? Theme.hover : "transparent"

        FocusRing {
            control: heading
        }
    }
}
