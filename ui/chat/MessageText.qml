import QtQuick
import Sotto

/// A paragraph, a heading, a formula or a rule.
BlockItem {
    id: words

    readonly property BlockItem block: words

    objectName: "answerText"
    available: width

    Accessible.role: heading ? Accessible.Heading : Accessible.Paragraph
    Accessible.name: text
}
