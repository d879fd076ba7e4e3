pragma Singleton
import QtQuick

// Colours of the window; those of the map come from the result.
QtObject {
    id: look

    // "light", "dark" or "contrast".
    property string mode: Application.styleHints.colorScheme === Qt.Dark ? "dark" : "light"
    readonly property bool dark: mode !== "light"
    readonly property bool contrast: mode === "contrast"

    readonly property color ground: contrast ? "#000000" : dark ? "#1b2024" : "#f4f5f6"
    readonly property color raised: contrast ? "#000000" : dark ? "#252c31" : "#ffffff"
    readonly property color ink: contrast ? "#ffffff" : dark ? "#e6eaed" : "#14181b"
    readonly property color faintInk: contrast ? "#ffffff" : dark ? "#a9b3ba" : "#4d575e"
    readonly property color line: contrast ? "#ffffff" : dark ? "#3c464d" : "#ccd2d6"
    readonly property color accent: contrast ? "#ffdd00" : dark ? "#7fb2e8" : "#1d4f91"
    readonly property color accentInk: contrast || dark ? "#0b0e10" : "#ffffff"
    // White in every mode: the colours of the layers are made for paper, and the legend must be true.
    readonly property color mapGround: "#ffffff"

    readonly property Palette palette: Palette {
        window: look.ground
        windowText: look.ink
        base: look.raised
        alternateBase: look.ground
        text: look.ink
        button: look.contrast ? "#000000" : look.dark ? "#323b42" : "#e9ecee"
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
