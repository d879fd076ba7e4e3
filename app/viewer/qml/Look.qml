pragma Singleton
import QtQuick

// Colours of the window; those of the map come from the result.
QtObject {
    id: look

    // "light", "dark" or "contrast".
    property string mode: Application.styleHints.colorScheme === Qt.Dark ? "dark" : "light"
    readonly property bool dark: mode === "dark"
    readonly property bool contrast: mode === "contrast"

    // Black on light for contrast: Fusion draws the rims of its controls darker than the ground.
    readonly property color ground: contrast ? "#d8d8d8" : dark ? "#1b2024" : "#f4f5f6"
    readonly property color raised: contrast ? "#ffffff" : dark ? "#252c31" : "#ffffff"
    readonly property color ink: contrast ? "#000000" : dark ? "#e6eaed" : "#14181b"
    readonly property color faintInk: contrast ? "#000000" : dark ? "#a9b3ba" : "#4d575e"
    readonly property color line: contrast ? "#000000" : dark ? "#3c464d" : "#ccd2d6"
    readonly property color accent: contrast ? "#00207a" : dark ? "#7fb2e8" : "#1d4f91"
    readonly property color accentInk: dark ? "#0b0e10" : "#ffffff"
    readonly property color hover: contrast ? "#fff3b0" : dark ? "#323b42" : "#e8edf3"
    readonly property color pressed: contrast ? "#ffe066" : dark ? "#3d4850" : "#d5dee9"
    readonly property int small: 12
    readonly property int large: 17
    readonly property int corner: 3
    // White in every mode: the colours of the layers are made for paper, and the legend must be true.
    readonly property color mapGround: "#ffffff"

    readonly property Palette palette: Palette {
        window: look.ground
        windowText: look.ink
        base: look.raised
        alternateBase: look.ground
        text: look.ink
        button: look.contrast ? "#ffffff" : look.dark ? "#323b42" : "#e9ecee"
        buttonText: look.ink
        highlight: look.accent
        highlightedText: look.accentInk
        placeholderText: look.faintInk
        toolTipBase: look.raised
        toolTipText: look.ink
        mid: look.line
        dark: look.line
        light: look.raised
        midlight: look.line
        shadow: look.line
        link: look.accent
        brightText: look.ink
    }
}
