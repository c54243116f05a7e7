import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// One conversation of the list; becomes a field while it is renamed.
T.ItemDelegate {
    id: row

    required property var conversationId
    required property string title
    required property date updatedAt
    required property string preview
    required property bool current
    required property date now
    property bool renaming: false

    signal renamed(string text)
    signal renameEnded
    signal menuRequested

    implicitHeight: Math.max(Theme.control + 6, content.implicitHeight + 2 * Theme.gap2)
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.description: qsTr("%1. %2").arg(Wording.day(updatedAt, now)).arg(preview)
    Accessible.selected: current
    Accessible.onPressAction: clicked()

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap2

        Text {
            Layout.fillWidth: true
            visible: !row.renaming
            text: row.title
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            font.weight: row.current ? Font.DemiBold : Font.Normal
            color: row.current ? Theme.text : Theme.quiet
            elide: Text.ElideRight
        }

        T.TextField {
            id: field

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

            Accessible.name: qsTr("Title of the conversation")

            onVisibleChanged: if (visible) {
                text = row.title;
                forceActiveFocus();
                selectAll();
            }
            onAccepted: {
                row.renamed(text);
                row.renameEnded();
            }
            onActiveFocusChanged: if (!activeFocus && row.renaming) {
                row.renamed(text);
                row.renameEnded();
            }
            Keys.onEscapePressed: row.renameEnded()

            background: Rectangle {
                color: Theme.window
                radius: Theme.radius - 2
                border.width: 2
                border.color: Theme.accent
            }
        }

        Text {
            visible: !row.renaming
            text: Wording.day(row.updatedAt, row.now)
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        border.width: row.highlighted ? 2 : 0
        border.color: Theme.accent
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: row.menuRequested()
    }
}
