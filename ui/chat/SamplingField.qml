import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A number of the sampling with what is recommended for it. The arrow keys change it by `step`.
RowLayout {
    id: row

    required property string name
    required property string explanation
    required property real value
    required property real recommended
    required property real least
    required property real most
    required property real step

    signal chosen(real number)

    function showValue(): void {
        field.text = Qt.binding(() => Wording.decimal(row.value));
    }

    function turn(steps: int): void {
        chosen(Math.min(most, Math.max(least, (Math.round(value / step) + steps) * step)));
        showValue();
    }

    function take(text: string): void {
        let number = NaN;
        try {
            number = Number.fromLocaleString(Qt.locale(), text.trim());
        } catch (error) {}
        if (!isNaN(number))
            chosen(Math.min(most, Math.max(least, number)));
        showValue();
    }

    spacing: Theme.gap3

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Text {
            text: row.name
            font.pixelSize: Theme.small
            color: Theme.text
        }

        Text {
            Layout.fillWidth: true
            text: row.explanation
            font.pixelSize: Theme.tiny
            color: Theme.faint
            wrapMode: Text.Wrap
        }

        Text {
            Layout.fillWidth: true
            visible: row.value !== row.recommended
            text: qsTr("Recommended: %1").arg(Wording.decimal(row.recommended))
            font.pixelSize: Theme.tiny
            font.weight: Font.DemiBold
            color: Theme.quiet
            wrapMode: Text.Wrap
        }
    }

    T.TextField {
        id: field

        objectName: "sampling-" + row.name
        implicitWidth: Theme.grown(72)
        implicitHeight: Theme.control
        leftPadding: Theme.gap2
        rightPadding: Theme.gap2
        horizontalAlignment: TextInput.AlignRight
        verticalAlignment: TextInput.AlignVCenter
        text: Wording.decimal(row.value)
        font.pixelSize: Theme.small
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        selectByMouse: true
        inputMethodHints: Qt.ImhFormattedNumbersOnly

        Accessible.name: row.name
        Accessible.description: qsTr("%1 Recommended: %2").arg(row.explanation).arg(Wording.decimal(row.recommended))

        onEditingFinished: row.take(text)
        Keys.onUpPressed: row.turn(1)
        Keys.onDownPressed: row.turn(-1)

        background: Rectangle {
            color: Theme.window
            radius: Theme.radius
            border.width: field.activeFocus ? 2 : 1
            border.color: field.activeFocus ? Theme.accent : Theme.field
        }
    }
}
