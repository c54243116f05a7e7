pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The models there are, and a way to more. A popup with a list in it: its rows say more than a menu's.
T.Popup {
    id: popup

    required property Actions actions

    objectName: "modelMenu"
    width: Math.min(Theme.grown(360), (T.Overlay.overlay?.width ?? 360) - 2 * Theme.gap4)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    margins: Theme.gap2
    padding: Theme.gap1
    focus: true
    popupType: T.Popup.Item

    onOpened: list.forceActiveFocus()

    contentItem: Column {
        ListView {
            id: list

            objectName: "modelList"
            width: parent.width
            implicitHeight: Math.min(contentHeight, 320)
            model: Library
            clip: true
            keyNavigationEnabled: true
            activeFocusOnTab: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: true

            Accessible.role: Accessible.List
            Accessible.name: qsTr("Models")

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: ModelRow {
                width: ListView.view.width
                highlighted: ListView.isCurrentItem && list.activeFocus
                onChosen: {
                    Library.select(path);
                    popup.close();
                }
                onRemoved: Library.remove(path)
            }

            Keys.onReturnPressed: (currentItem as ModelRow)?.chosen()
            Keys.onSpacePressed: (currentItem as ModelRow)?.chosen()
            Keys.onDeletePressed: (currentItem as ModelRow)?.removed()
        }

        AppMenuSeparator {}

        AppMenuItem {
            objectName: "stopLoading"
            visible: Library.loading && !Library.currentIsStarter
            focusPolicy: Qt.StrongFocus
            path: Icons.stop
            text: qsTr("Stop loading %1").arg(Library.currentName)
            Keys.onReturnPressed: click()
            onClicked: {
                popup.close();
                Library.stopLoading();
            }
        }

        AppMenuItem {
            objectName: "openModelFile"
            focusPolicy: Qt.StrongFocus
            action: popup.actions.find("openModelFile")
            Keys.onReturnPressed: click()
            onClicked: popup.close()
        }

        AppMenuSeparator {
            visible: devices.count > 0
        }

        Text {
            visible: devices.count > 0
            width: parent.width
            padding: Theme.gap2
            bottomPadding: Theme.gap1
            text: qsTr("Runs on")
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            font.weight: Font.DemiBold
            color: Theme.faint
        }

        // A choice only where there is one.
        Repeater {
            id: devices

            model: Library.devices.length > 1 ? [
                {
                    id: "",
                    name: qsTr("The best device"),
                    problem: ""
                }
            ].concat(Library.devices) : []

            delegate: AppMenuItem {
                required property var modelData

                objectName: "device-" + modelData.id
                width: popup.availableWidth
                focusPolicy: Qt.StrongFocus
                enabled: modelData.problem.length === 0
                path: Library.chosenDevice === modelData.id ? Icons.check : ""
                text: modelData.name
                Accessible.description: modelData.problem
                Accessible.checkable: true
                Accessible.checked: Library.chosenDevice === modelData.id
                Keys.onReturnPressed: clicked()
                onClicked: {
                    Library.chooseDevice(modelData.id);
                    popup.close();
                }
            }
        }

        Text {
            width: parent.width
            padding: Theme.gap2
            topPadding: Theme.gap1
            leftPadding: Theme.gap2
            text: [Library.deviceName.length > 0 ? qsTr("GGUF files of DeepSeek-R1 distills. Runs on %1.").arg(Library.deviceName) : qsTr("GGUF files of DeepSeek-R1 distills."), Library.guesserText].filter(line => line.length > 0).join("\n")
            textFormat: Text.PlainText
            font.pixelSize: Theme.tiny
            color: Theme.faint
            wrapMode: Text.Wrap
        }
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius + 2
        border.width: 1
        border.color: Theme.line
    }
}
