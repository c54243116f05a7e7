pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// Every action and every conversation by a few letters of its name.
T.Popup {
    id: palette

    required property Actions actions
    /// Where the mouse was seen last; it chooses by moving only.
    property point pointer: Qt.point(-1, -1)

    signal conversationChosen(var conversationId)

    function choose(row: int): void {
        close();
        model.choose(row);
    }

    objectName: "palette"
    parent: T.Overlay.overlay
    x: Math.round(((parent?.width ?? 0) - width) / 2)
    y: Math.min(Math.round((parent?.height ?? 0) * 0.12), 96)
    width: Math.min(Theme.grown(560), (parent?.width ?? 560) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight
    padding: 0
    modal: true
    focus: true
    popupType: T.Popup.Item

    onAboutToShow: {
        field.clear();
        pointer = Qt.point(-1, -1);
        model.refresh();
        list.currentIndex = 0;
        list.positionViewAtBeginning();
    }
    onOpened: field.forceActiveFocus()

    PaletteModel {
        id: model

        // Compiled ahead of time, Qt 6.8 hands a list of a QML type on to C++ as an empty one.
        actions: {
            const rows = [];
            for (const action of palette.actions.all)
                rows.push(action);
            return rows;
        }
        query: field.text
        onConversationChosen: conversationId => palette.conversationChosen(conversationId)
        onCountChanged: list.currentIndex = 0
    }

    contentItem: ColumnLayout {
        spacing: 0

        T.TextField {
            id: field

            objectName: "paletteField"
            Layout.fillWidth: true
            implicitHeight: Theme.header + Theme.gap1
            leftPadding: Theme.gap4
            rightPadding: Theme.gap4
            verticalAlignment: TextInput.AlignVCenter
            font.pixelSize: Theme.body
            color: Theme.text
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            placeholderText: qsTr("What would you like to do?")
            placeholderTextColor: Theme.faint
            selectByMouse: true

            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Find an action or a conversation")
            Accessible.description: (list.currentItem as PaletteRow)?.title ?? ""

            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onReturnPressed: palette.choose(list.currentIndex)
            Keys.onEnterPressed: palette.choose(list.currentIndex)
            Keys.onPressed: event => {
                const page = Math.max(1, Math.floor(list.height / Theme.control) - 1);
                if (event.key === Qt.Key_PageDown)
                    list.currentIndex = Math.min(list.count - 1, list.currentIndex + page);
                else if (event.key === Qt.Key_PageUp)
                    list.currentIndex = Math.max(0, list.currentIndex - page);
                else
                    return;
                event.accepted = true;
            }

            Text {
                anchors.fill: parent
                leftPadding: field.leftPadding
                rightPadding: field.rightPadding
                visible: field.length === 0 && field.preeditText.length === 0
                text: field.placeholderText
                font: field.font
                color: field.placeholderTextColor
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }

        ListView {
            id: list

            objectName: "paletteList"
            Layout.fillWidth: true
            Layout.margins: Theme.gap1
            implicitHeight: Math.min(contentHeight, 9 * (Theme.control + 4), (palette.parent?.height ?? 600) - palette.y - 2 * Theme.header)
            model: model
            clip: true
            highlightMoveDuration: 0
            // Qt's software renderer does not clip shapes: what lies outside is not made.
            cacheBuffer: 0
            boundsBehavior: Flickable.StopAtBounds
            visible: count > 0

            Accessible.role: Accessible.List
            Accessible.name: qsTr("Actions and conversations")

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: PaletteRow {
                required property int index

                width: ListView.view.width
                highlighted: ListView.isCurrentItem
                onClicked: palette.choose(index)
                onPointed: where => {
                    if (palette.pointer.x >= 0 && where !== palette.pointer)
                        list.currentIndex = index;
                    palette.pointer = where;
                }
            }
        }

        Text {
            Layout.fillWidth: true
            visible: list.count === 0
            text: qsTr("Nothing is called that.")
            font.pixelSize: Theme.small
            color: Theme.faint
            horizontalAlignment: Text.AlignHCenter
            padding: Theme.gap6
            Accessible.role: Accessible.StaticText
            Accessible.name: text
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
