pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// One of a few words, side by side. Tab reaches the chosen one, the arrow keys choose.
FocusScope {
    id: choice

    /// Objects with `value` and `text`.
    required property var options
    required property string value
    /// What is chosen, for those who do not see it.
    required property string name

    signal chosen(string value)

    function step(by: int): void {
        const at = options.findIndex(option => option.value === value) + by;
        if (at >= 0 && at < options.length)
            chosen(options[at].value);
    }

    implicitWidth: Math.ceil(row.implicitWidth) + 4
    implicitHeight: row.implicitHeight + 4

    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Keys.onLeftPressed: step(LayoutMirroring.enabled ? 1 : -1)
    Keys.onRightPressed: step(LayoutMirroring.enabled ? -1 : 1)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius + 2
        color: Theme.sunk
        border.width: Theme.edge
        border.color: Theme.line
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: 2
        spacing: 0

        Repeater {
            model: choice.options

            T.AbstractButton {
                id: button

                required property var modelData

                Layout.fillWidth: true
                implicitWidth: Math.ceil(label.implicitWidth) + 2 * Theme.gap3
                implicitHeight: Theme.control - 4
                text: modelData.text
                checked: choice.value === modelData.value
                focus: checked
                hoverEnabled: true
                focusPolicy: checked ? Qt.StrongFocus : Qt.ClickFocus

                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.description: choice.name
                Accessible.checkable: true
                Accessible.checked: checked
                Accessible.onPressAction: clicked()

                onClicked: choice.chosen(modelData.value)
                onCheckedChanged: if (checked && choice.activeFocus) {
                    forceActiveFocus(Qt.TabFocusReason);
                }

                contentItem: Text {
                    id: label

                    text: button.text
                    textFormat: Text.PlainText
                    font.pixelSize: Theme.small
                    font.weight: button.checked ? Font.Medium : Font.Normal
                    color: button.checked || button.hovered ? Theme.text : Theme.quiet
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    elide: Text.ElideRight
                }

                background: Rectangle {
                    radius: Theme.radius
                    color: button.checked ? Theme.lifted : "transparent"
                    border.width: button.checked ? 1 : 0
                    border.color: Theme.contrast ? Theme.accent : Theme.line

                    FocusRing {
                        control: button
                    }
                }
            }
        }
    }
}
