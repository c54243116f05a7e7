pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// What the next prompt will contain and what not, before it is sent; the person decides what goes.
T.Popup {
    id: panel

    required property Chat chat
    readonly property Ledger ledger: chat.ledger

    objectName: "ledgerPanel"
    anchors.centerIn: parent
    width: Math.min(Theme.grown(460), (parent?.width ?? 460) - 2 * Theme.gap4)
    height: Math.min(implicitHeight, (parent?.height ?? 600) - 2 * Theme.gap8)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.gap4
    modal: true
    focus: true
    popupType: T.Popup.Item
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onOpened: {
        list.positionViewAtEnd();
        list.forceActiveFocus();
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap3

        RowLayout {
            Layout.fillWidth: true

            Text {
                Layout.fillWidth: true
                text: qsTr("The next prompt")
                wrapMode: Text.Wrap
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                color: Theme.text
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            IconButton {
                objectName: "closeLedger"
                path: Icons.close
                text: qsTr("Close")
                onClicked: panel.close()
            }
        }

        Text {
            objectName: "ledgerSummary"
            Layout.fillWidth: true
            Layout.topMargin: -Theme.gap2
            text: panel.ledger.overflows ? qsTr("%1, and the context holds %2: something has to go.").arg(Wording.tokens(panel.ledger.used)).arg(Wording.number(panel.ledger.limit)) : qsTr("%1 of the %2 that the context holds; %3 are left for the answer.").arg(Wording.tokens(panel.ledger.used)).arg(Wording.number(panel.ledger.limit)).arg(Wording.number(panel.ledger.limit - panel.ledger.used))
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.small
            color: panel.ledger.overflows ? Theme.danger : panel.ledger.tight ? Theme.warning : Theme.quiet
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        TextButton {
            objectName: "leaveOutSurplus"
            visible: panel.ledger.surplus > 0 && (panel.ledger.overflows || panel.ledger.tight)
            text: panel.ledger.surplus === 1 ? qsTr("Leave out the oldest question") : qsTr("Leave out the %n oldest questions", "", panel.ledger.surplus)
            primary: panel.ledger.overflows
            onClicked: panel.chat.leaveOutSurplus()
        }

        ListView {
            id: list

            objectName: "ledgerList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: -Theme.gap2
            Layout.rightMargin: -Theme.gap2
            implicitHeight: Math.min(contentHeight, 420)
            clip: true
            model: panel.ledger
            activeFocusOnTab: true
            keyNavigationEnabled: true
            highlightMoveDuration: 0
            boundsBehavior: Flickable.StopAtBounds
            currentIndex: -1

            Accessible.role: Accessible.List
            Accessible.name: qsTr("Parts of the next prompt")

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: LedgerRow {
                required property int index

                width: ListView.view.width
                highlighted: ListView.isCurrentItem && list.activeFocus
                onChosen: {
                    list.currentIndex = index;
                    panel.chat.setLeftOut(messageId, included);
                }
            }

            footer: Text {
                width: list.width
                leftPadding: Theme.gap2
                rightPadding: Theme.gap2
                topPadding: Theme.gap3
                text: panel.ledger.problem.length > 0 ? panel.ledger.problem : qsTr("Counted by the model's own tokenizer and chat template. A question that is left out takes its answer with it; both stay in the conversation.")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                font.pixelSize: Theme.tiny
                color: panel.ledger.problem.length > 0 ? Theme.danger : Theme.faint
            }

            Keys.onSpacePressed: (currentItem as LedgerRow)?.clicked()
            Keys.onReturnPressed: (currentItem as LedgerRow)?.clicked()
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
