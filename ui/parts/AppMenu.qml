import QtQuick
import QtQuick.Templates as T
import Sotto

T.Menu {
    id: menu

    /// Of the items, so that none is cut.
    readonly property real widest: {
        let width = 0;
        for (let at = 0; at < count; ++at)
            width = Math.max(width, itemAt(at)?.implicitWidth ?? 0);
        return width;
    }

    /// Does something when the menu has given the focus back: for what takes the focus itself.
    function onceClosed(action: var): void {
        pending = action;
    }

    property var pending: null

    onClosed: {
        const action = pending;
        pending = null;
        if (action)
            action();
    }

    implicitWidth: Math.max(180, widest + leftPadding + rightPadding)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    margins: Theme.gap2
    padding: Theme.gap1
    overlap: 1
    popupType: T.Popup.Item

    delegate: AppMenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        interactive: contentHeight > height
        clip: true
        currentIndex: menu.currentIndex
        activeFocusOnTab: false

        T.ScrollBar.vertical: AppScrollBar {}
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius + 2
        border.width: 1
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: "transparent"
    }
}
