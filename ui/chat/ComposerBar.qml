import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Under the field for the question: files, how it is answered, the context, and Send or Stop.
RowLayout {
    id: bar

    required property Chat chat
    required property bool sendable
    required property string hindrance
    property bool narrow: false
    /// Where the Tab key comes in.
    readonly property alias first: attach

    signal submitted
    signal attachRequested
    signal optionsRequested
    signal ledgerRequested

    spacing: 2

    IconButton {
        id: attach

        objectName: "attachButton"
        path: Icons.attach
        text: qsTr("Attach text or code files")
        onClicked: bar.attachRequested()
    }

    IconButton {
        objectName: "optionsButton"
        path: Icons.sliders
        text: qsTr("Instructions and sampling")
        ink: bar.chat.options.custom ? Theme.accent : Theme.quiet
        Accessible.description: bar.chat.options.custom ? qsTr("Changed for this conversation") : ""
        onClicked: bar.optionsRequested()
    }

    Item {
        Layout.fillWidth: true
    }

    ContextMeter {
        ledger: bar.chat.ledger
        brief: bar.narrow
        onClicked: bar.ledgerRequested()
    }

    IconButton {
        id: button

        objectName: "sendButton"
        enabled: bar.chat.busy || bar.sendable
        path: bar.chat.busy ? Icons.stop : Icons.send
        filledIcon: bar.chat.busy
        ink: enabled ? Theme.onAccent : Theme.quiet
        text: bar.chat.busy ? qsTr("Stop") : qsTr("Send")
        shortcutText: bar.chat.busy ? qsTr("Esc") : qsTr("Enter")
        Accessible.description: bar.hindrance
        onClicked: bar.chat.busy ? bar.chat.stop() : bar.submitted()

        background: Rectangle {
            radius: Theme.radius + 2
            color: !button.enabled ? Theme.hover : button.hovered ? Theme.accentHover : Theme.accent

            FocusRing {
                control: button
                radius: Theme.radius + 4
            }
        }
    }
}
