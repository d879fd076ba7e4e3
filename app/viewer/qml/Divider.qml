import QtQuick

// Between two maps of which one lies over the other: pushed by mouse, finger or arrow keys.
Item {
    id: divider
    required property real room
    property real share: 0.5  // of the room, to its left

    function push(px: real) {
        if (room > 0)
            share = Math.max(0.02, Math.min(0.98, share + px / room))
    }

    width: 24
    x: room * share - width / 2
    activeFocusOnTab: true
    Keys.onLeftPressed: push(-20)
    Keys.onRightPressed: push(20)
    Accessible.role: Accessible.Slider
    Accessible.name: qsTr("Divider between the maps, %1 % from the left").arg(Math.round(share * 100))
    Accessible.focusable: true
    Accessible.onIncreaseAction: push(20)
    Accessible.onDecreaseAction: push(-20)

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 3
        height: parent.height
        color: Look.accent
    }
    Rectangle {
        anchors.centerIn: parent
        width: 24
        height: 34
        radius: 6
        color: Look.accent
        Text {
            anchors.centerIn: parent
            text: "◀▶"
            font.pixelSize: 9
            color: Look.accentInk
        }
        FocusRing { shown: divider.activeFocus }
    }
    HoverHandler { cursorShape: Qt.SplitHCursor }
    DragHandler {
        target: null
        yAxis.enabled: false
        onActiveChanged: divider.forceActiveFocus()
        onTranslationChanged: delta => divider.push(delta.x)
    }
}
