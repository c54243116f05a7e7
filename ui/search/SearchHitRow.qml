import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A place that a search found: the conversation, the words around, and what kind of text it is.
T.ItemDelegate {
    id: row

    required property var conversationId
    required property var messageId
    required property string title
    required property string excerpt
    required property bool fromPerson
    required property bool inReasoning
    required property bool archived
    required property string modelName
    required property date when
    required property bool continued
    required property date now
    required property bool ringed
    required property bool current

    /// The marks in the colour of the theme.
    function inked(styled: string): string {
        return styled.replace(/<b>/g, `<b><font color="${Theme.accent}">`).replace(/<\/b>/g, "</font></b>");
    }

    /// What styled text says.
    function plain(styled: string): string {
        return styled.replace(/<\/?b>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&amp;/g, "&");
    }

    objectName: "searchHit"
    implicitHeight: content.implicitHeight + topPadding + bottomPadding
    topPadding: continued ? Theme.gap1 : Theme.gap2
    bottomPadding: Theme.gap1
    leftPadding: Theme.gap2
    rightPadding: Theme.gap2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: plain(excerpt.length > 0 ? title + ": " + excerpt : title)
    Accessible.description: source.text
    Accessible.selected: current
    Accessible.onPressAction: clicked()

    contentItem: ColumnLayout {
        id: content

        spacing: 2

        RowLayout {
            visible: !row.continued
            spacing: Theme.gap2

            Text {
                Layout.fillWidth: true
                text: row.inked(row.title)
                textFormat: Text.StyledText
                font.pixelSize: Theme.small
                font.weight: Font.Medium
                color: Theme.text
                elide: Text.ElideRight
                maximumLineCount: 1
            }

            Text {
                text: Wording.day(row.when, row.now)
                font.pixelSize: Theme.tiny
                color: Theme.faint
            }
        }

        Text {
            Layout.fillWidth: true
            visible: row.excerpt.length > 0
            text: row.inked(row.excerpt)
            textFormat: Text.StyledText
            font.pixelSize: Theme.small
            color: Theme.quiet
            wrapMode: Text.Wrap
            elide: Text.ElideRight
            maximumLineCount: 3
        }

        Text {
            id: source

            Layout.fillWidth: true
            visible: text.length > 0
            text: [row.messageId === 0 ? "" : row.fromPerson ? qsTr("You") : row.inReasoning ? qsTr("Reasoning") : qsTr("Answer"), row.modelName, row.archived ? qsTr("Archive") : ""].filter(part => part.length > 0).join(" · ")
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.faint
            elide: Text.ElideRight
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: row.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
        border.width: row.ringed ? 2 : 0
        border.color: Theme.accent
    }
}
