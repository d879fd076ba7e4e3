import QtCore
import QtQuick

// How the window was left, to be found so again.
Settings {
    id: kept
    category: "window"
    property string recent: "[]"
    property string look: ""
    property int x: -1
    property int y: -1
    property int width: 0
    property int height: 0
    property bool maximized: false
    property real tablesHeight: 0

    function restore(window: Window) {
        if (width > 0 && height > 0) {
            window.width = width
            window.height = height
        }
        // Not where a screen was that is no longer there.
        if (x >= 0 && y >= 0 && x < window.Screen.desktopAvailableWidth - 100 && y < window.Screen.desktopAvailableHeight - 100) {
            window.x = x
            window.y = y
        }
        if (maximized)
            window.visibility = Window.Maximized
    }
    function keep(window: Window) {
        maximized = window.visibility === Window.Maximized
        if (window.visibility !== Window.Windowed)
            return
        x = window.x
        y = window.y
        width = window.width
        height = window.height
    }
}
