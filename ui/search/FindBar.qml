import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// Finds in the conversation that is shown: how often, and from one place to the next.
Rectangle {
    id: bar

    required property Actions actions
    required property MessageList messages
    /// Where they are shown.
    required property ListView view

    signal closed
    /// This message is about to be shown.
    signal placeWanted(double messageId, bool inReasoning)

    function open(): void {
        visible = true;
        field.forceActiveFocus();
        field.selectAll();
    }

    /// Shows where a search found it.
    function openAt(text: string, messageId: double, inReasoning: bool): void {
        visible = true;
        field.text = text;
        find.goTo(messageId, inReasoning);
    }

    /// To the next place (1) or the one before (-1); asks for a text first.
    function step(by: int): void {
        if (!visible)
            open();
        else if (by > 0)
            find.next();
        else
            find.previous();
    }

    function close(): void {
        visible = false;
        closed();
    }

    objectName: "findBar"
    visible: false
    implicitHeight: row.implicitHeight + Theme.gap2
    color: Theme.sidebar

    MessageFind {
        id: find

        messages: bar.messages
        text: bar.visible ? field.text : ""
    }

    FoundPlaces {
        view: bar.view
        finder: find
        onRevealRequested: bar.placeWanted(find.messageId, find.inReasoning)
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap4
        anchors.rightMargin: Theme.gap2
        spacing: Theme.gap1

        SearchField {
            id: field

            objectName: "findField"
            Layout.fillWidth: true
            Layout.minimumWidth: 100
            Layout.preferredWidth: 360
            Layout.maximumWidth: 360
            placeholderText: qsTr("Find in this conversation")
            Keys.onReturnPressed: event => event.modifiers & Qt.ShiftModifier ? find.previous() : find.next()
            Keys.onEnterPressed: find.next()
            onDownPressed: find.next()
            Keys.onUpPressed: find.previous()
            keepsText: true
            onEscaped: bar.close()
        }

        IconButton {
            objectName: "findPrevious"
            enabled: find.count > 0
            path: Icons.chevronUp
            text: qsTr("Previous place")
            shortcutText: bar.actions.find("findPrevious").keysText
            onClicked: find.previous()
        }

        IconButton {
            objectName: "findNext"
            enabled: find.count > 0
            path: Icons.chevronDown
            text: qsTr("Next place")
            shortcutText: bar.actions.find("findNext").keysText
            onClicked: find.next()
        }

        Text {
            objectName: "findCount"
            Layout.leftMargin: Theme.gap2
            text: field.text.length === 0 ? "" : find.count === 0 ? qsTr("Not found") : qsTr("%1 of %2").arg(find.current + 1).arg(find.count)
            font.pixelSize: Theme.small
            color: find.count === 0 ? Theme.faint : Theme.quiet
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Item {
            Layout.fillWidth: true
        }

        IconButton {
            path: Icons.close
            text: qsTr("Close")
            shortcutText: qsTr("Esc")
            onClicked: bar.close()
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
