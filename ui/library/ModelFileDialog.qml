import QtQml
import QtQuick.Dialogs
import Sotto.App

/// Asks for a model file and opens it. Loaded by its address when it is needed: the platform's dialogs take their time.
FileDialog {
    title: qsTr("Open model file")
    nameFilters: [qsTr("GGUF models (*.gguf)"), qsTr("All files (*)")]
    Component.onCompleted: open()
    onAccepted: Library.openFile(selectedFile)
}
