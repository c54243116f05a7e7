pragma Singleton

import QtQuick
import Sotto.App

/// Every colour, distance and type size of the window. Nothing else in ui/ names one.
QtObject {
    id: theme

    readonly property bool dark: Settings.colorScheme === "dark" || (Settings.colorScheme !== "light" && Application.styleHints.colorScheme === Qt.ColorScheme.Dark)

    // Surfaces, from the back to the front.
    readonly property color sidebar: dark ? "#171716" : "#f3f1ec"
    readonly property color window: dark ? "#1e1e1c" : "#fcfbf9"
    readonly property color raised: dark ? "#2a2a28" : "#ffffff"
    readonly property color bubble: dark ? "#2c2c29" : "#f0ede6"
    readonly property color code: dark ? "#252523" : "#f5f3ee"
    readonly property color shade: dark ? "#80000000" : "#40201c14"

    // Ink. All three reach 4.5:1 on every surface above but the shade.
    readonly property color text: dark ? "#e9e6df" : "#23211d"
    readonly property color quiet: dark ? "#b0aba1" : "#5d584f"
    readonly property color faint: dark ? "#98938a" : "#6c675e"

    readonly property color line: dark ? "#353532" : "#e3dfd7"
    readonly property color field: dark ? "#4a4a46" : "#cdc8bd"
    readonly property color hover: dark ? "#12ffffff" : "#0d2a2010"
    readonly property color pressed: dark ? "#20ffffff" : "#1a2a2010"
    readonly property color selected: dark ? "#1cffffff" : "#142a2010"

    readonly property color accent: dark ? "#84c8b8" : "#2c5f56"
    readonly property color onAccent: dark ? "#122420" : "#ffffff"
    readonly property color accentHover: dark ? "#9ad6c8" : "#3a7267"
    readonly property color selection: dark ? "#3c5f57" : "#c9e2db"
    readonly property color boxed: dark ? "#2b423d" : "#dfede9"
    readonly property color danger: dark ? "#f0a095" : "#a03527"
    readonly property color dangerGround: dark ? "#3a2522" : "#faebe8"
    readonly property color warning: dark ? "#e3c27a" : "#755312"
    readonly property color warningGround: dark ? "#37301f" : "#f9f1dc"

    readonly property real scale: Settings.fontScale
    readonly property int tiny: Math.round(12 * scale)
    readonly property int small: Math.round(13 * scale)
    readonly property int body: Math.round(15 * scale)
    readonly property int title: Math.round(15 * scale)
    readonly property int display: Math.round(26 * scale)
    readonly property real lineHeight: 1.4
    readonly property string mono: Qt.platform.os === "osx" ? "Menlo" : "Noto Sans Mono, DejaVu Sans Mono, monospace"
    /// The first of them that this machine has: a QML font takes one family.
    readonly property string monoFamily: mono.split(", ").find(family => Qt.fontFamilies().includes(family)) ?? "monospace"

    // Distances: multiples of four.
    readonly property int gap1: 4
    readonly property int gap2: 8
    readonly property int gap3: 12
    readonly property int gap4: 16
    readonly property int gap6: 24
    readonly property int gap8: 32

    readonly property int control: Math.round(32 * Math.max(1, scale))
    readonly property int header: Math.round(48 * Math.max(1, scale))
    readonly property int radius: 6
    readonly property int radiusLarge: 12
    readonly property int sidebarWidth: 264
    readonly property int column: 720
    readonly property int narrow: 720

    /// Motion, in milliseconds.
    readonly property int quick: 120
}
