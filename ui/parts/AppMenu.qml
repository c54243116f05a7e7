import QtQuick
import QtQuick.Templates as T
import Sotto

T.Menu {
    id: menu

    implicitWidth: Math.max(180, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    margins: Theme.gap2
    padding: Theme.gap1
    overlap: 1
    popupType: T.Popup.Item

    delegate: AppMenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        implicitWidth: contentItem.childrenRect.width
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
