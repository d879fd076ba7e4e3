import QtQuick
import QtQuick.Controls
import QtLocation
import WardmapViewer

// A map with the layers of one result, a scale bar, a north arrow and buttons to zoom. Never turned or tilted.
Item {
    id: pane

    required property ResultView view
    required property BaseMap base
    property alias canvas: canvas
    property alias map: map
    property string caption: ""
    property bool captionOnRight: false
    property bool keyed: false  // the latest thing done to it was by a key

    signal looked()

    function takeFocus() {
        forceActiveFocus()
        keyed = true
    }
    function zoomToAll() { canvas.show_box(view.box_of_all()) }
    function zoomToSelection() { canvas.show_box(view.box_of_selection()) }
    function seenBox(): rect { return canvas.seen_box() }

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Map of %1, %2").arg(view.themeTitle).arg(view.area)
    Accessible.description: qsTr("Arrow keys move the map, plus and minus zoom, Enter tells what is at the middle, Escape clears the selection.")
    activeFocusOnTab: true
    onActiveFocusChanged: keyed = false

    Keys.onPressed: event => {
        keyed = true
        const step = event.modifiers & Qt.ShiftModifier ? 300 : 60
        switch (event.key) {
        case Qt.Key_Left: canvas.pan_by(step, 0); break
        case Qt.Key_Right: canvas.pan_by(-step, 0); break
        case Qt.Key_Up: canvas.pan_by(0, step); break
        case Qt.Key_Down: canvas.pan_by(0, -step); break
        case Qt.Key_Plus:
        case Qt.Key_Equal: canvas.zoom_by(0.5, width / 2, height / 2); break
        case Qt.Key_Minus: canvas.zoom_by(-0.5, width / 2, height / 2); break
        case Qt.Key_Return:
        case Qt.Key_Enter: canvas.select_at(width / 2, height / 2); break
        case Qt.Key_Escape: pane.view.clear_selection(); break
        default: return
        }
        event.accepted = true
    }

    Map {
        id: map
        anchors.fill: parent
        plugin: pane.base.plugin
        color: Look.mapGround
        maximumTilt: 0
        minimumZoomLevel: 2
        maximumZoomLevel: 20
        copyrightsVisible: pane.base.online
        Component.onCompleted: {
            if (pane.base.tiles === "")
                return
            for (const type of supportedMapTypes)
                if (type.style === MapType.CustomMap)
                    activeMapType = type
        }

        MapCanvas {
            id: canvas
            objectName: "canvas"
            anchors.fill: parent
            map: map
            view: pane.view
            onCamera_changed: pane.looked()
        }
    }

    DragHandler {
        target: null
        onTranslationChanged: delta => canvas.pan_by(delta.x, delta.y)
    }
    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => canvas.zoom_by(event.angleDelta.y / 360, event.x, event.y)
    }
    PinchHandler {
        id: pinch
        target: null
        rotationAxis.enabled: false
        onScaleChanged: delta => canvas.zoom_by(Math.log2(delta), pinch.centroid.position.x, pinch.centroid.position.y)
    }
    TapHandler {
        onTapped: point => {
            pane.keyed = false
            pane.forceActiveFocus()
            canvas.select_at(point.position.x, point.position.y)
        }
        onDoubleTapped: point => canvas.zoom_by(1, point.position.x, point.position.y)
    }

    // Where Enter looks: shown to those who work the map by keys.
    Item {
        anchors.centerIn: parent
        visible: pane.activeFocus && pane.keyed
        Rectangle { width: 19; height: 3; color: "#ffffff"; anchors.centerIn: parent }
        Rectangle { width: 3; height: 19; color: "#ffffff"; anchors.centerIn: parent }
        Rectangle { width: 17; height: 1; color: "#14181b"; anchors.centerIn: parent }
        Rectangle { width: 1; height: 17; color: "#14181b"; anchors.centerIn: parent }
    }

    Label {
        visible: pane.caption !== ""
        x: pane.captionOnRight ? parent.width - width - 46 : 8
        y: 8
        width: Math.min(implicitWidth, (pane.captionOnRight ? parent.width / 2 : parent.width) - 58)  // beside the north arrow
        wrapMode: Text.WordWrap
        padding: 5
        text: pane.caption
        textFormat: Text.PlainText
        font.bold: true
        background: Rectangle { radius: Look.corner; color: Look.raised; border { width: 1; color: Look.line } }
    }
    ScaleBar {
        visible: pane.view.ready
        anchors { left: parent.left; bottom: parent.bottom; margins: 8 }
        canvas: canvas
    }

    // Whether the network answers is told by nobody: so what a blank map means is said beforehand.
    Label {
        objectName: "onlineNote"
        visible: pane.base.online
        anchors { right: parent.right; bottom: parent.bottom; margins: 8; bottomMargin: 26 }
        width: Math.min(implicitWidth, parent.width / 2)
        wrapMode: Text.WordWrap
        padding: 4
        text: qsTr("Beneath: OpenStreetMap, from the network. Blank where it cannot be reached.")
        font.pixelSize: Look.small
        background: Rectangle { radius: Look.corner; color: Look.raised; border { width: 1; color: Look.line } }
    }

    MapControls {
        visible: pane.view.ready
        anchors { right: parent.right; top: parent.top; margins: 8 }
        onZoomed: steps => canvas.zoom_by(steps, pane.width / 2, pane.height / 2)
        onAllRequested: pane.zoomToAll()
    }

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border { width: pane.activeFocus ? 2 : 1; color: pane.activeFocus ? Look.accent : Look.line }
    }
}
