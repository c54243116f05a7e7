pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Sotto
import Sotto.App

/// An empty chat: who answers here, and something to ask.
Flickable {
    id: welcome

    required property Chat chat
    readonly property list<string> questions: [qsTr("What is 47 + 85?"), qsTr("How many r's are in strawberry?"), qsTr("Which is larger, 9.11 or 9.9?"), qsTr("Is 91 prime?")]

    signal asked(string question)

    /// Scrolls a question that has the focus into sight.
    function follow(item: Item): void {
        const top = item.mapToItem(contentItem, 0, 0).y;
        contentY = Math.max(Math.min(contentY, top - Theme.gap2), top + item.height + Theme.gap2 - height, 0);
    }

    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.gap4)
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    ColumnLayout {
        id: column

        anchors.centerIn: parent
        width: Math.min(welcome.width - 2 * Theme.gap6, 520 * Math.max(1, Theme.scale))
        spacing: Theme.gap3

        Text {
            Layout.fillWidth: true
            text: qsTr("What shall we think about?")
            font.pixelSize: Theme.display
            font.weight: Font.Light
            color: Theme.text
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Text {
            objectName: "starterLine"
            Layout.fillWidth: true
            visible: text.length > 0
            text: Library.currentIsStarter ? qsTr("You are talking to Sotto's tiny starter model: arithmetic and spelling, nothing more. Open a DeepSeek-R1 distill (GGUF) from the model menu for real work.") : Library.currentName.length === 0 ? qsTr("Open a DeepSeek-R1 distill (GGUF) from the model menu to begin.") : ""
            font.pixelSize: Theme.small
            lineHeight: 1.35
            color: Theme.quiet
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Flow {
            id: flow

            // A flow is left-aligned: its width is what its rows take, so that they stand in the middle.
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.gap4
            Layout.preferredWidth: Math.min(column.width, widest)
            readonly property real widest: (welcome.width < Theme.narrow ? 300 : 480) * Math.max(1, Theme.scale)
            spacing: Theme.gap2

            Repeater {
                model: welcome.questions

                TextButton {
                    required property string modelData

                    objectName: "example"
                    width: welcome.width < 560 * Math.max(1, Theme.scale) ? flow.width : (flow.width - flow.spacing) / 2
                    text: modelData
                    enabled: Library.currentName.length > 0 && !welcome.chat.busy
                    onClicked: welcome.asked(modelData)
                    onActiveFocusChanged: if (activeFocus) {
                        welcome.follow(this);
                    }
                }
            }
        }
    }
}
