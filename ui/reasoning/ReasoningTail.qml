import QtQuick
import Sotto

/// The last lines of a reasoning that grows, the older ones fading out.
Item {
    id: tail

    required property string text
    readonly property int lines: 3

    implicitHeight: Math.ceil(metrics.lineSpacing * lines)
    clip: true

    Accessible.ignored: true

    FontMetrics {
        id: metrics

        font: label.font
    }

    Text {
        id: label

        width: parent.width
        // Short reasoning stands at the top; longer is pushed out over it.
        y: Math.min(0, tail.height - height)
        // More than fits three lines of any window; laying out more would be waste.
        text: tail.text.slice(-900).trim()
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.pixelSize: Theme.small
        color: Theme.faint
    }

    Rectangle {
        width: parent.width
        height: metrics.lineSpacing * 1.6
        visible: label.height > tail.height
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Theme.window
            }
            GradientStop {
                position: 1
                color: Qt.alpha(Theme.window, 0)
            }
        }
    }
}
