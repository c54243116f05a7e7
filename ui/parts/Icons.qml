pragma Singleton

import QtQuick

/// The window's icons: SVG paths on a 16 × 16 grid, drawn as lines of one width.
QtObject {
    /// They point along the line, and the other way from right to left.
    readonly property list<string> directed: [sidebar, chevronRight, chevronLeft, branches]

    readonly property string sidebar: "M2.5 3.5h11v9h-11z M6.5 3.5v9"
    readonly property string compose: "M13.5 8.5v4a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h4 M6.5 9.5l.5-2.2 5.8-5.8 1.7 1.7-5.8 5.8z"
    readonly property string chevronDown: "M4.5 6.5l3.5 3.5 3.5-3.5"
    readonly property string chevronUp: "M4.5 9.5l3.5-3.5 3.5 3.5"
    readonly property string chevronRight: "M6.5 4.5l3.5 3.5-3.5 3.5"
    readonly property string chevronLeft: "M9.5 4.5l-3.5 3.5 3.5 3.5"
    readonly property string copy: "M5.5 5.5h8v8h-8z M10.5 5.5v-3h-8v8h3"
    readonly property string check: "M3 8.5l3.2 3.2 6.8-7.2"
    readonly property string again: "M13 8a5 5 0 1 1-1.5-3.5l1.5 1.5 M13 2.8v3.2h-3.2"
    readonly property string close: "M4 4l8 8 M12 4l-8 8"
    readonly property string send: "M8 13.5v-11 M3.5 7l4.5-4.5 4.5 4.5"
    readonly property string stop: "M4.5 4.5h7v7h-7z"
    readonly property string down: "M8 2.5v11 M3.5 9l4.5 4.5 4.5-4.5"
    readonly property string more: "M3.5 8h.01 M8 8h.01 M12.5 8h.01"
    readonly property string appearance: "M8 2.5a5.5 5.5 0 1 0 0 11z M8 2.5a5.5 5.5 0 0 1 0 11"
    readonly property string search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z M10.3 10.3l3.5 3.5"
    readonly property string pin: "M6 2.5h4l-.5 4.5 2.5 2h-8l2.5-2z M8 9v4.5"
    readonly property string archive: "M2.5 3.5h11v3h-11z M3.5 6.5v6.5h9v-6.5 M6.5 9h3"
    readonly property string share: "M8 10v-7.5 M5 5.2l3-3 3 3 M3.5 8v5.5h9v-5.5"
    readonly property string plus: "M8 3.5v9 M3.5 8h9"
    readonly property string folder: "M2.5 12.5v-9h4l1.5 2h5.5v7z"
    readonly property string pencil: "M3 13l.7-3 7-7 2.3 2.3-7 7z"
    readonly property string bin: "M2.5 4.5h11 M6 4.5v-2h4v2 M4 4.5l.6 9h6.8l.6-9"
    readonly property string attach: "M13 7.2l-5.3 5.3a3.2 3.2 0 0 1-4.5-4.5l5.6-5.6a2.1 2.1 0 0 1 3 3l-5.3 5.3a1 1 0 0 1-1.5-1.5l4.6-4.6"
    readonly property string sliders: "M2.5 5h6 M12 5h1.5 M10.2 3.3v3.4 M2.5 11h1.5 M7.5 11h6 M5.8 9.3v3.4"
    readonly property string branches: "M4.5 3v10 M4.5 9.5c0-2.5 6.5-1 6.5-4.5v-2"
    readonly property string play: "M5 3.5l7 4.5-7 4.5z"
    readonly property string file: "M4 2.5h5l3 3v8h-8z M9 2.5v3h3"
    readonly property string window: "M4.5 4.5h9v9h-9z M11.5 2.5h-9v9"
    readonly property string settings: "M2.5 4.5h6 M11.5 4.5h2 M10 3v3 M2.5 11.5h2 M7.5 11.5h6 M6 10v3"
    readonly property string keyboard: "M1.5 4.5h13v7h-13z M4 7h.01 M6.5 7h.01 M9 7h.01 M11.5 7h.01 M5 9.3h6"
    readonly property string fullScreen: "M2.5 6v-3.5h3.5 M10 2.5h3.5v3.5 M13.5 10v3.5h-3.5 M6 13.5h-3.5v-3.5"
    readonly property string menu: "M2.5 4.5h11 M2.5 8h11 M2.5 11.5h11"
    readonly property string bubble: "M2.5 3h11v8h-6l-3 2.5v-2.5h-2z"
    readonly property string minus: "M3.5 8h9"
    readonly property string warning: "M8 2.5l6 11h-12z M8 6.8v3 M8 11.6v.01"
    readonly property string wrap: "M2.5 3.5h11 M2.5 8h8.5a2.2 2.2 0 0 1 0 4.5h-3 M9.5 10.5l-2 2 2 2 M2.5 12.5h2"
}
