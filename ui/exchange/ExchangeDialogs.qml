import QtCore
import QtQuick
import QtQuick.Dialogs
import Sotto
import Sotto.App

/// Asks what, where to and where from, when conversations are taken out or in.
Item {
    id: dialogs

    readonly property url documents: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)

    function exportConversations(ids: var): void {
        exportDialog.ask(ids, 0);
    }

    function exportMessage(conversationId: double, messageId: double): void {
        exportDialog.ask([conversationId], messageId);
    }

    function importFile(): void {
        importDialog.open();
    }

    function backUp(): void {
        backupDialog.selectedFile = dialogs.documents + "/" + Exchange.suggestedName([], "sqlite");
        backupDialog.open();
    }

    function restore(): void {
        restoreDialog.open();
    }

    ExportDialog {
        id: exportDialog

        onChosen: {
            saveDialog.nameFilters = [filter];
            saveDialog.defaultSuffix = suffix;
            saveDialog.selectedFile = dialogs.documents + "/" + Exchange.suggestedName(ids, suffix);
            saveDialog.open();
        }
    }

    FileDialog {
        id: saveDialog

        title: qsTr("Export to")
        fileMode: FileDialog.SaveFile
        onAccepted: exportDialog.write(selectedFile)
    }

    FileDialog {
        id: importDialog

        title: qsTr("Import conversations")
        currentFolder: dialogs.documents
        nameFilters: [qsTr("Conversations (*.json)"), qsTr("All files (*)")]
        onAccepted: Exchange.importFrom(selectedFile)
    }

    FileDialog {
        id: backupDialog

        title: qsTr("Back up the whole history")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "sqlite"
        nameFilters: [qsTr("Backups (*.sqlite)")]
        onAccepted: Exchange.backUp(selectedFile)
    }

    FileDialog {
        id: restoreDialog

        title: qsTr("Restore a backup")
        currentFolder: dialogs.documents
        nameFilters: [qsTr("Backups (*.sqlite)"), qsTr("All files (*)")]
        onAccepted: Exchange.restore(selectedFile)
    }
}
