pragma ComponentBehavior: Bound

import QtQuick
import Sotto

/// An answer's text: stretches of Markdown with code between them.
Column {
    id: body

    property alias source: blocks.source

    signal linkRequested(string address)

    spacing: Theme.gap3

    Accessible.role: Accessible.Section
    Accessible.name: qsTr("Answer: %1").arg(source)

    MessageBlocks {
        id: blocks
    }

    Repeater {
        model: blocks

        Loader {
            id: block

            required property string kind
            required property string text
            required property string language

            width: body.width
            sourceComponent: kind === "code" ? code : prose

            Component {
                id: prose

                MessageText {
                    text: block.text
                    onLinkRequested: address => body.linkRequested(address)
                }
            }

            Component {
                id: code

                MessageCode {
                    text: block.text
                    language: block.language
                }
            }
        }
    }
}
