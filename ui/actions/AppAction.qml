import QtQuick.Templates as T
import Sotto.App

/// One thing that a person can do: a row of an ActionTable. `text`, `enabled`, `checkable`, `checked` and
/// `onTriggered` are T.Action's.
T.Action {
    id: action

    /// Its name in the settings and in tests; never changes, never translated.
    required property string name
    /// What it belongs to, for the palette and the settings.
    required property string group
    /// One of Icons; may be empty.
    property string path
    /// The keys while the person has not chosen others, as "Ctrl+Shift+N".
    property list<string> defaultKeys
    readonly property list<string> keys: Shortcuts.chosen[name] ?? defaultKeys
    /// The first of them, as this desktop writes it; may be empty.
    readonly property string keysText: keys.length > 0 ? Shortcuts.text(keys[0]) : ""
}
