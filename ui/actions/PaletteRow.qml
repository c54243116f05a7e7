import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// An action or a conversation in the palette.
T.ItemDelegate {
    id: row

    required property string title
    required property string markup
    required property string detail
    required property string keys
    required property string path
    required property var conversationId

    /// The pointer is here; not while it rests where the row has come to lie.
    signal pointed(point where)

    implicitHeight: Math.max(Theme.control + 4, content.implicitHeight + 2 * Theme.gap1)
    leftPadding: Theme.gap3
    rightPadding: Theme.gap3
    hoverEnabled: true
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.description: keys
    Accessible.selected: highlighted
    Accessible.onPressAction: clicked()

    HoverHandler {
        onPointChanged: row.pointed(point.scenePosition)
    }

    contentItem: RowLayout {
        id: content

        spacing: Theme.gap3

        Icon {
            path: row.conversationId === 0 ? row.path : Icons.bubble
            color: Theme.faint
        }

        Text {
            Layout.fillWidth: true
            text: row.markup
            textFormat: Text.StyledText
            font.pixelSize: Theme.small
            color: Theme.text
            elide: Text.ElideRight
        }

        Text {
            visible: text.length > 0
            text: row.conversationId === 0 ? row.detail : qsTr("Conversation")
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.faint
        }

        KeyCap {
            visible: row.keys.length > 0
            text: row.keys
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.highlighted ? Theme.hover : "transparent"
    }
}
