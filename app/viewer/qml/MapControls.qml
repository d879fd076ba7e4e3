import QtQuick

// North, nearer, farther, all of it: in a corner of the map.
Column {
    id: controls
    signal zoomed(real steps)
    signal allRequested()
    spacing: 4

    Rectangle {
        width: 30
        height: 40
        radius: Look.corner
        color: Look.raised
        border { width: 1; color: Look.line }
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("North is up")
        Text {
            anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 2 }
            text: "▲"
            font.pixelSize: 13
            color: Look.ink
        }
        Text {
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 2 }
            text: "N"
            font { pixelSize: 14; bold: true }
            color: Look.ink
        }
    }
    StepButton {
        objectName: "zoomIn"
        width: 30
        height: 30
        text: "+"
        font { pixelSize: 18; bold: true }
        focusPolicy: Qt.TabFocus
        name: qsTr("Zoom in")
        onClicked: controls.zoomed(0.5)
    }
    StepButton {
        objectName: "zoomOut"
        width: 30
        height: 30
        text: "−"
        font { pixelSize: 18; bold: true }
        focusPolicy: Qt.TabFocus
        name: qsTr("Zoom out")
        onClicked: controls.zoomed(-0.5)
    }
    StepButton {
        objectName: "wholeArea"
        width: 30
        height: 30
        focusPolicy: Qt.TabFocus
        name: qsTr("Whole area (Ctrl+0)")
        onClicked: controls.allRequested()
        // A sheet within a frame.
        Rectangle {
            anchors.centerIn: parent
            width: 16
            height: 14
            color: "transparent"
            border { width: 1; color: Look.ink }
            Rectangle { anchors.centerIn: parent; width: 8; height: 6; color: Look.ink }
        }
    }
}
