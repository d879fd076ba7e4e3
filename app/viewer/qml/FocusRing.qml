import QtQuick

// Around what the keyboard works.
Rectangle {
    property bool shown: false
    anchors { fill: parent; margins: -2 }
    visible: shown
    color: "transparent"
    radius: Look.corner + 2
    border { width: 2; color: Look.dark ? "#ffdd00" : Look.ink }
}
