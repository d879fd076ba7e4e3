import QtQuick
import QtQuick.Controls
import WardmapViewer

// How long a round number of metres is on the map.
Rectangle {
    id: scale
    required property MapCanvas canvas

    width: bar.width + 16
    height: words.height + bar.height + 10
    radius: Look.corner
    color: Look.raised
    border { width: 1; color: Look.line }
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Scale bar: %1").arg(canvas.scaleBarText)

    Label {
        anchors { top: parent.top; topMargin: 2; left: bar.left }
        text: "0"
        font.pixelSize: Look.small
    }
    Label {
        id: words
        objectName: "scaleText"
        anchors { top: parent.top; topMargin: 2; right: bar.right }
        text: scale.canvas.scaleBarText
        font.pixelSize: Look.small
    }
    Rectangle {
        id: bar
        anchors { left: parent.left; leftMargin: 8; bottom: parent.bottom; bottomMargin: 5 }
        width: scale.canvas.scaleBarPx
        height: 5
        color: "transparent"
        border.color: Look.ink
        Rectangle { width: parent.width / 2; height: parent.height; color: Look.ink }
    }
}
