import QtQml.Models
import QtQuick
import Sotto

/// Makes the keys of a window's actions work.
Instantiator {
    required property Actions actions

    model: actions.all

    delegate: Shortcut {
        required property AppAction modelData

        sequences: [...modelData.keys]
        enabled: modelData.enabled
        onActivated: modelData.trigger()
        onActivatedAmbiguously: modelData.trigger()
    }
}
