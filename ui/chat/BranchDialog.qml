pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// The map of a conversation's branches. Choosing a message shows the branch it is in.
T.Dialog {
    id: dialog

    required property Chat chat

    function ask(): void {
        chat.showBranches();
        open();
    }

    function choose(row: BranchRow): void {
        if (!row)
            return;
        close();
        chat.jumpTo(row.messageId);
    }

    objectName: "branchDialog"
    anchors.centerIn: parent
    width: Math.min(Theme.grown(560), (parent?.width ?? 560) - 2 * Theme.gap4)
    height: Math.min(implicitHeight, (parent?.height ?? 600) - 2 * Theme.gap6)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap4
    modal: true
    focus: true
    popupType: T.Popup.Item
    onOpened: list.forceActiveFocus()

    Connections {
        target: dialog.chat.branches
        function onShown(): void {
            list.currentIndex = dialog.chat.branches.currentRow;
            list.positionViewAtIndex(list.currentIndex, ListView.Center);
        }
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap3

        RowLayout {
            Layout.fillWidth: true

            Text {
                Layout.fillWidth: true
                text: qsTr("Branches of this conversation")
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            IconButton {
                objectName: "closeBranches"
                path: Icons.close
                text: qsTr("Close")
                onClicked: dialog.close()
            }
        }

        ListView {
            id: list

            objectName: "branchList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: Math.min(contentHeight, 520)
            clip: true
            model: dialog.chat.branches
            activeFocusOnTab: true
            keyNavigationEnabled: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds

            Accessible.role: Accessible.Tree
            Accessible.name: qsTr("Branches")

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: BranchRow {
                id: row

                width: ListView.view.width
                highlighted: ListView.isCurrentItem && list.activeFocus
                onClicked: dialog.choose(row)
            }

            Keys.onReturnPressed: dialog.choose(currentItem as BranchRow)
            Keys.onEnterPressed: dialog.choose(currentItem as BranchRow)
            Keys.onSpacePressed: dialog.choose(currentItem as BranchRow)
        }

        Text {
            Layout.fillWidth: true
            text: qsTr("The branch shown stands out. Choose a message to show the branch it is in.")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.tiny
            color: Theme.faint
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
