import QtQuick
import QtQuick.Dialogs
import QtQuick.Templates as T
import Sotto
import Sotto.App

/// What opens over a conversation: its branches, the next prompt, its options, files.
Item {
    id: dialogs

    required property Chat chat

    function showBranches(): void {
        branches.ask();
    }

    function showLedger(): void {
        ledger.open();
    }

    function showOptions(): void {
        options.open();
    }

    function showDetails(message: MessageDelegate): void {
        details.ask(message);
    }

    function showFile(name: string, content: string): void {
        file.ask(name, content);
    }

    function chooseFiles(): void {
        chooser.open();
    }

    BranchDialog {
        id: branches

        parent: T.Overlay.overlay
        chat: dialogs.chat
    }

    LedgerPanel {
        id: ledger

        parent: T.Overlay.overlay
        chat: dialogs.chat
    }

    OptionsDialog {
        id: options

        parent: T.Overlay.overlay
        chat: dialogs.chat
    }

    AnswerDetails {
        id: details

        parent: T.Overlay.overlay
    }

    AttachmentDialog {
        id: file

        parent: T.Overlay.overlay
    }

    FileDialog {
        id: chooser

        title: qsTr("Attach text or code files")
        fileMode: FileDialog.OpenFiles
        onAccepted: dialogs.chat.attach(selectedFiles)
    }
}
