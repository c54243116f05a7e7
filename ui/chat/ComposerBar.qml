import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Under the field for the question: files, how it is answered, the context, and Send or Stop.
RowLayout {
    id: bar

    required property Actions actions
    required property Chat chat
    required property bool sendable
    required property string hindrance
    property bool narrow: false

    signal submitted
    signal ledgerRequested

    spacing: 2

    IconButton {
        objectName: "attachButton"
        action: bar.actions.find("attach")
    }

    IconButton {
        objectName: "optionsButton"
        action: bar.actions.find("options")
        ink: bar.chat.options.custom ? Theme.accent : Theme.quiet
        Accessible.description: bar.chat.options.custom ? qsTr("Changed for this conversation") : ""
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
        ink: enabled ? Theme.accentInk : Theme.quiet
        text: bar.chat.busy ? qsTr("Stop") : qsTr("Send")
        shortcutText: bar.chat.busy ? bar.actions.find("stop").keysText : qsTr("Enter")
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
