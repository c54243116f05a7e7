import Sotto

/// What the window can do, from its actions.
AppMenu {
    id: menu

    required property Actions actions

    AppMenuItem {
        action: menu.actions.find("newWindow")
    }

    AppMenuItem {
        action: menu.actions.find("palette")
    }

    AppMenuSeparator {}

    AppMenuItem {
        action: menu.actions.find("largerText")
    }

    AppMenuItem {
        action: menu.actions.find("smallerText")
    }

    AppMenuItem {
        action: menu.actions.find("fullScreen")
    }

    AppMenuSeparator {}

    AppMenuItem {
        action: menu.actions.find("shortcuts")
    }

    AppMenuItem {
        action: menu.actions.find("settings")
    }

    AppMenuItem {
        action: menu.actions.find("quit")
    }
}
