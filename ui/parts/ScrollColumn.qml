import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sotto

/// A column of a dialog that scrolls where it is higher than its place, and shows what the keyboard comes to.
Flickable {
    id: flick

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property Item focused: Window.activeFocusItem

    function holds(item: Item): bool {
        for (let at = item; at; at = at.parent)
            if (at === column)
                return true;
        return false;
    }

    Layout.fillWidth: true
    Layout.fillHeight: true
    implicitHeight: column.implicitHeight
    contentHeight: column.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    T.ScrollBar.vertical: AppScrollBar {}

    onFocusedChanged: {
        if (!focused || !holds(focused))
            return;
        const top = focused.mapToItem(column, 0, 0).y;
        const lowest = Math.max(0, contentHeight - height);
        contentY = Math.min(lowest, Math.max(Math.min(contentY, top - Theme.gap2), top + focused.height + Theme.gap2 - height, 0));
    }

    ColumnLayout {
        id: column

        x: Theme.mirrored ? flick.width - width : 0
        width: flick.width - (implicitHeight > flick.height ? Theme.gap4 : 0)
    }
}
