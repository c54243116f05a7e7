import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// The person's choices, each in force at once.
T.Popup {
    id: dialog

    required property Actions actions

    /// Begins where the shortcuts are.
    required property bool atShortcuts

    objectName: "settingsDialog"
    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(600 * Math.max(1, Theme.scale), (parent?.width ?? 600) - 2 * Theme.gap2)
    height: Math.min(760, (parent?.height ?? 760) - 2 * Theme.gap2)
    padding: 0
    modal: true
    focus: true
    popupType: T.Popup.Item

    Component.onCompleted: open()
    onOpened: {
        closeButton.forceActiveFocus();
        if (atShortcuts)
            flick.contentY = Math.max(0, Math.min(keys.y, flick.contentHeight - flick.height));
    }

    contentItem: ColumnLayout {
        spacing: 0

        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Settings")

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap6
            Layout.rightMargin: Theme.gap2
            Layout.topMargin: Theme.gap2
            Layout.bottomMargin: Theme.gap2

            Text {
                Layout.fillWidth: true
                text: qsTr("Settings")
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            IconButton {
                id: closeButton

                objectName: "closeSettings"
                path: Icons.close
                text: qsTr("Close")
                shortcutText: qsTr("Esc")
                onClicked: dialog.close()
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }

        Flickable {
            id: flick

            /// Scrolls what has the focus into sight, and what it may have to say below.
            function follow(item: Item): void {
                const below = 2 * Theme.gap6 + Theme.control;
                const top = item.mapToItem(column, 0, 0).y;
                if (top < contentY + Theme.gap6)
                    contentY = Math.max(0, top - Theme.gap6);
                else if (top + item.height > contentY + height - below)
                    contentY = Math.max(0, Math.min(contentHeight - height, top + item.height - height + below));
            }

            function followFocus(): void {
                if (dialog.opened && column.focused && column.focused !== closeButton)
                    follow(column.focused);
            }

            onContentHeightChanged: followFocus()

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentWidth: width
            contentHeight: column.implicitHeight + 2 * Theme.gap6
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            T.ScrollBar.vertical: AppScrollBar {}

            ColumnLayout {
                id: column

                readonly property Item focused: dialog.contentItem?.Window.activeFocusItem ?? null

                x: Theme.gap6
                y: Theme.gap6
                width: flick.width - 2 * Theme.gap6
                spacing: Theme.gap4

                onFocusedChanged: flick.followFocus()

                AppearanceSettings {}

                ReadingSettings {}

                ShortcutSettings {
                    id: keys

                    actions: dialog.actions
                }
            }
        }
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusLarge
        border.width: 1
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: Theme.shade
    }
}
