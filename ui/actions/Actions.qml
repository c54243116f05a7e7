import QtQml

/// Every action of a window. Menus, buttons, shortcuts, the palette and the settings are made from these rows.
QtObject {
    id: actions

    default property list<ActionTable> tables
    readonly property list<AppAction> all: {
        const rows = [];
        for (const table of tables)
            rows.push(...table.rows);
        return rows;
    }

    function find(name: string): AppAction {
        const found = all.find(action => action.name === name) ?? null;
        if (!found)
            console.error("no action is called", name);
        return found;
    }

    /// Another action than `name` that these keys run, or null.
    function usedBy(keys: string, name: string): AppAction {
        return all.find(action => action.name !== name && action.keys.includes(keys)) ?? null;
    }
}
