import QtQml

/// Rows of one subject.
QtObject {
    default property list<AppAction> rows
}
