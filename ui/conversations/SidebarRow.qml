import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A conversation, a folder or the archive in the list; becomes a field while it is renamed.
T.Control {
    id: row

    required property string kind
    required property var conversationId
    required property var folderId
    required property string title
    required property date updatedAt
    required property string preview
    required property bool pinned
    required property bool archived
    required property bool indented
    required property bool open
    required property int members
    required property date now
    /// The one shown.
    required property bool current
    /// Among several chosen.
    required property bool chosen
    /// Has the keyboard.
    required property bool ringed
    required property bool renaming
    /// What is being dragged may be dropped here.
    property bool dropTarget: false

    readonly property bool isConversation: kind === "conversation"

    signal tapped(int modifiers)
    signal renamed(string text)
    /// `back`: the keyboard goes back to the list.
    signal renameEnded(bool back)
    signal menuRequested

    objectName: isConversation ? "conversationRow" : "folderRow"
    implicitHeight: Math.max(Theme.control + 2, content.implicitHeight + 2 * Theme.gap2)
    leftPadding: Theme.gap2 + (indented ? Theme.gap4 + 2 : 0)
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.description: isConversation ? (pinned ? qsTr("Pinned. %1. %2") : qsTr("%1. %2")).arg(Wording.day(updatedAt, now)).arg(preview) : (open ? qsTr("Open, %1") : qsTr("Closed, %1")).arg(Wording.conversations(members))
    Accessible.selected: current || chosen
    Accessible.onPressAction: tapped(Qt.NoModifier)

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap1 + 2

        Icon {
            visible: !row.isConversation
            size: Theme.grown(12)
            path: row.open ? Icons.chevronDown : Icons.chevronRight
            color: Theme.faint
        }

        Text {
            Layout.fillWidth: true
            visible: !row.renaming
            text: row.title
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            font.weight: row.current ? Font.DemiBold : row.isConversation ? Font.Normal : Font.Medium
            color: row.current || row.chosen ? Theme.text : Theme.quiet
            elide: Text.ElideRight
        }

        T.TextField {
            id: field

            objectName: "renameField"
            Layout.fillWidth: true
            implicitHeight: Theme.control - 4
            visible: row.renaming
            leftPadding: Theme.gap1
            verticalAlignment: TextInput.AlignVCenter
            font.pixelSize: Theme.small
            color: Theme.text
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            selectByMouse: true

            // A row can be made, or made anew, while it is to be renamed.
            onVisibleChanged: {
                if (visible)
                    begin();
                else
                    focus = false; // or the list would give the keyboard to a field that nobody sees
            }
            Component.onCompleted: if (visible) {
                begin();
            }

            Accessible.name: row.isConversation ? qsTr("Title of the conversation") : qsTr("Name of the folder")

            function begin(): void {
                text = row.title;
                forceActiveFocus();
                selectAll();
            }

            function finish(back: bool): void {
                row.renamed(text);
                row.renameEnded(back);
            }

            // Not onAccepted: the key would go on to the list, and open the row.
            Keys.onReturnPressed: finish(true)
            Keys.onEnterPressed: finish(true)
            onActiveFocusChanged: if (!activeFocus && row.renaming) {
                finish(false);
            }
            Keys.onEscapePressed: row.renameEnded(true)

            background: Rectangle {
                color: Theme.window
                radius: Theme.radius - 2
                border.width: 2
                border.color: Theme.accent
            }
        }

        Icon {
            visible: row.pinned && !row.renaming
            size: Theme.grown(12)
            path: Icons.pin
            color: Theme.faint
        }

        Text {
            visible: !row.renaming
            text: row.isConversation ? Wording.day(row.updatedAt, row.now) : row.members
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.dropTarget || row.chosen ? Theme.chosen : row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        border.width: row.ringed || row.dropTarget ? 2 : 0
        border.color: Theme.accent
    }

    TapHandler {
        id: tap

        enabled: !row.renaming
        gesturePolicy: TapHandler.DragThreshold
        onTapped: row.tapped(tap.point.modifiers)
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: row.menuRequested()
    }
}
