import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// An action and its keys. Its button listens for other keys.
ColumnLayout {
    id: row

    required property AppAction action
    required property Actions actions
    /// What was pressed and cannot be taken just so.
    property string wanted: ""
    property AppAction rival: null
    property string objection: ""

    function take(keys: string): void {
        if (rival)
            Shortcuts.choose(rival.name, [...rival.keys].filter(other => other !== keys));
        Shortcuts.choose(action.name, [keys]);
        end();
    }

    function end(): void {
        recorder.checked = false;
        wanted = "";
        rival = null;
        objection = "";
    }

    function hear(keys: string): void {
        wanted = keys;
        objection = Shortcuts.objection(keys);
        rival = objection.length > 0 ? null : actions.usedBy(keys, action.name);
        if (rival) {
            recorder.checked = false;
            Qt.callLater(() => takeButton.forceActiveFocus(Qt.TabFocusReason));
        } else if (objection.length === 0)
            take(keys);
    }

    spacing: 0

    Keys.onEscapePressed: event => {
        event.accepted = rival !== null;
        if (rival) {
            end();
            recorder.forceActiveFocus(Qt.TabFocusReason);
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap1

        Text {
            Layout.fillWidth: true
            text: row.action.text
            textFormat: Text.PlainText
            font.pixelSize: Theme.small
            color: Theme.text
            wrapMode: Text.Wrap
        }

        IconButton {
            visible: Shortcuts.chosen[row.action.name] !== undefined
            path: Icons.again
            text: qsTr("Reset the shortcut of “%1”").arg(row.action.text)
            onClicked: {
                Shortcuts.reset(row.action.name);
                row.end();
            }
        }

        T.Button {
            id: recorder

            objectName: "shortcut-" + row.action.name
            implicitWidth: Math.max(72, Math.ceil(label.implicitWidth) + 2 * Theme.gap2)
            implicitHeight: Theme.control - 2
            checkable: true
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            text: checked ? qsTr("Press keys…") : row.action.keysText

            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Shortcut of “%1”: %2").arg(row.action.text).arg(row.action.keysText.length > 0 ? row.action.keysText : qsTr("none"))
            Accessible.description: qsTr("Press to choose other keys; then Escape to keep these, Backspace for none.")
            Accessible.onPressAction: toggle()

            onActiveFocusChanged: if (!activeFocus && row.rival === null) {
                row.end();
            }
            Keys.onShortcutOverride: event => event.accepted = checked
            Keys.onPressed: event => {
                event.accepted = true;
                if (!checked) {
                    if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                        toggle();
                    else
                        event.accepted = false;
                    return;
                }
                const keys = Shortcuts.pressed(event.key, event.modifiers);
                if (event.key === Qt.Key_Escape && event.modifiers === Qt.NoModifier) {
                    row.end();
                } else if (event.key === Qt.Key_Backspace && event.modifiers === Qt.NoModifier) {
                    Shortcuts.choose(row.action.name, []);
                    row.end();
                } else if (keys.length > 0) {
                    row.hear(keys);
                }
            }

            contentItem: Text {
                id: label

                text: recorder.text.length > 0 ? recorder.text : "–"
                textFormat: Text.PlainText
                font.pixelSize: Theme.tiny
                color: recorder.checked ? Theme.accent : Theme.quiet
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }

            background: Item {
                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: 3
                    anchors.bottomMargin: 3
                    radius: Theme.radius - 1
                    color: recorder.hovered || recorder.checked ? Theme.hover : "transparent"
                    border.width: 1
                    border.color: recorder.checked ? Theme.accent : Theme.line

                    FocusRing {
                        control: recorder
                    }
                }
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.gap2
        visible: row.objection.length > 0 || row.rival !== null
        columns: row.width < 440 * Math.max(1, Theme.scale) ? 1 : 2
        columnSpacing: Theme.gap2
        rowSpacing: Theme.gap1

        Text {
            id: complaint

            objectName: "shortcutComplaint"
            Layout.fillWidth: true
            text: row.rival ? qsTr("%1 already does “%2”.").arg(Shortcuts.text(row.wanted)).arg(row.rival.text) : row.objection
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.warning
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        RowLayout {
            Layout.alignment: Qt.AlignRight
            visible: row.rival !== null
            spacing: Theme.gap2

            TextButton {
                id: takeButton

                objectName: "takeShortcut"
                text: qsTr("Use it here")
                onClicked: row.take(row.wanted)
            }

            TextButton {
                text: qsTr("Cancel")
                onClicked: row.end()
            }
        }
    }
}
