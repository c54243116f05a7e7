pragma Singleton

import QtQuick
import Sotto.App

/// Every colour, distance, type size and duration of the window. Nothing else in ui/ names one.
QtObject {
    id: theme

    readonly property bool dark: Settings.colorScheme === "dark" || (Settings.colorScheme !== "light" && Application.styleHints.colorScheme === Qt.ColorScheme.Dark)
    readonly property bool contrast: Settings.highContrast || Desktop.highContrast

    function tone(light: color, nightly: color, contrastLight: color, contrastDark: color): color {
        return contrast ? (dark ? contrastDark : contrastLight) : dark ? nightly : light;
    }

    // Surfaces, from the back to the front; `sunk` lies in them, `lifted` on what is sunk.
    readonly property color sidebar: tone("#f3f1ec", "#171716", "#ffffff", "#000000")
    readonly property color window: tone("#fcfbf9", "#1e1e1c", "#ffffff", "#000000")
    readonly property color raised: tone("#ffffff", "#2a2a28", "#ffffff", "#0c0c0c")
    readonly property color bubble: tone("#f0ede6", "#2c2c29", "#ffffff", "#000000")
    readonly property color code: tone("#f5f3ee", "#252523", "#ffffff", "#000000")
    readonly property color sunk: tone("#f0ede6", "#1e1e1c", "#ffffff", "#000000")
    readonly property color lifted: tone("#ffffff", "#3a3a37", "#ffffff", "#000000")
    readonly property color shade: tone("#40201c14", "#80000000", "#99000000", "#b3000000")

    // Ink. All three reach 4.5:1 on every surface above but the shade; 7:1 in high contrast.
    readonly property color text: tone("#23211d", "#e9e6df", "#000000", "#ffffff")
    readonly property color quiet: tone("#5d584f", "#b0aba1", "#1a1a1a", "#f0f0f0")
    readonly property color faint: tone("#6c675e", "#98938a", "#303030", "#d8d8d8")

    readonly property color line: tone("#e3dfd7", "#353532", "#000000", "#ffffff")
    readonly property color field: tone("#cdc8bd", "#4a4a46", "#000000", "#ffffff")
    readonly property color hover: tone("#0d2a2010", "#12ffffff", "#1f000000", "#30ffffff")
    readonly property color pressed: tone("#1a2a2010", "#20ffffff", "#38000000", "#48ffffff")
    readonly property color selected: tone("#142a2010", "#1cffffff", "#1f000000", "#38ffffff")

    readonly property color accent: tone("#2c5f56", "#84c8b8", "#00473c", "#8ff2dc")
    readonly property color accentInk: tone("#ffffff", "#122420", "#ffffff", "#000000")
    readonly property color accentHover: tone("#3a7267", "#9ad6c8", "#005e50", "#c2fff2")
    readonly property color selection: tone("#c9e2db", "#3c5f57", "#9fe3d3", "#005c4d")
    /// Over the words found, which stay readable through it; a line under them, and around the one that is shown.
    readonly property color found: tone("#26e8b020", "#26e3a83a", "#26ffb000", "#26c09000")
    readonly property color foundLine: tone("#c08a10", "#e3a83a", "#7a5200", "#ffc400")
    readonly property color foundCurrent: tone("#b04a00", "#ffb870", "#8a3a00", "#ffb060")
    readonly property color chosen: tone("#dfede9", "#2b423d", "#9fe3d3", "#005c4d")
    readonly property color boxed: tone("#dfede9", "#2b423d", "#ffffff", "#000000")
    readonly property color danger: tone("#a03527", "#f0a095", "#8a0f00", "#ffb4a8")
    readonly property color dangerGround: tone("#faebe8", "#3a2522", "#ffffff", "#000000")
    readonly property color warning: tone("#755312", "#e3c27a", "#5a3c00", "#ffe08a")
    readonly property color warningGround: tone("#f9f1dc", "#37301f", "#ffffff", "#000000")

    /// The outline of a surface that otherwise its colour alone sets off.
    readonly property int edge: contrast ? 1 : 0
    readonly property int ring: contrast ? 3 : 2

    /// From right to left.
    readonly property bool mirrored: Application.layoutDirection === Qt.RightToLeft
    readonly property real scale: Settings.fontScale
    /// Small things beside text grow with it.
    function grown(size: real): int {
        return Math.round(size * Math.max(1, scale));
    }

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
    readonly property int sidebarWidth: Math.round(264 * Math.min(1.5, Math.max(1, scale)))
    readonly property int column: 720
    readonly property int narrow: Math.round(720 * Math.min(1.5, Math.max(1, scale)))

    /// Motion, in milliseconds; 0 where the person wants none.
    readonly property bool motion: Settings.motion === "full" || (Settings.motion === "system" && !Desktop.reducedMotion)
    readonly property int quick: motion ? 120 : 0
}
