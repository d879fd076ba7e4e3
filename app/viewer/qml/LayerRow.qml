pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// A layer of the panel: switch, classes, opacity.
ColumnLayout {
    id: row

    required property int index
    required property string title
    required property string legend
    required property list<string> classes
    required property int place
    required property var model
    property ResultView view
    property bool current: false

    function toggle() { model.shown = !model.shown }

    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        spacing: 0
        CheckBox {
            id: box
            Layout.fillWidth: true
            objectName: "layer:" + row.title
            text: row.title
            checked: row.model.shown
            font.bold: row.model.shown
            topPadding: 3
            bottomPadding: 3
            leftPadding: 8
            focusPolicy: Qt.TabFocus
            onToggled: row.model.shown = checked
            background: Rectangle {
                color: "transparent"
                border { width: row.current ? 1 : 0; color: Look.accent }
            }
            ToolTip.visible: hovered
            ToolTip.delay: 600
            ToolTip.text: row.view ? row.view.layers.about(row.index) : ""
            Accessible.description: ToolTip.text
        }
        Slider {
            visible: row.model.shown
            implicitWidth: 44
            implicitHeight: 20
            from: 0.1
            to: 1
            value: row.model.layerOpacity
            focusPolicy: Qt.TabFocus
            onMoved: row.model.layerOpacity = value
            Accessible.name: qsTr("Opacity of %1").arg(row.title)
            ToolTip.visible: hovered
            ToolTip.delay: 600
            ToolTip.text: qsTr("Opacity: %1 %").arg(Math.round(value * 100))
        }
    }
    Label {
        visible: row.model.shown && row.legend !== ""
        Layout.fillWidth: true
        Layout.leftMargin: 32
        text: row.legend
        textFormat: Text.PlainText
        wrapMode: Text.WordWrap
        font.pixelSize: 11
        color: Look.faintInk
    }
    Repeater {
        model: row.model.shown ? row.classes : []
        delegate: RowLayout {
            id: line
            required property int index
            required property string modelData
            Layout.leftMargin: 32
            Layout.fillWidth: true
            spacing: 6
            Swatch {
                implicitWidth: 26
                implicitHeight: 17
                view: row.view
                place: row.place
                classIndex: line.index
            }
            Label {
                Layout.fillWidth: true
                text: line.modelData
                textFormat: Text.PlainText
                wrapMode: Text.WordWrap
                font.pixelSize: 12
            }
        }
    }
    Item { implicitHeight: row.model.shown ? 5 : 0 }
}
