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
            topPadding: 3
            bottomPadding: 3
            leftPadding: 8
            focusPolicy: Qt.TabFocus
            onToggled: row.model.shown = checked
            contentItem: Label {
                leftPadding: box.indicator.width + 6
                text: box.text
                textFormat: Text.PlainText
                font { pixelSize: 13; bold: row.model.shown }
                color: row.model.shown ? Look.ink : Look.faintInk
                wrapMode: Text.WordWrap
                verticalAlignment: Text.AlignVCenter
            }
            indicator: Rectangle {
                x: box.leftPadding
                y: (box.height - height) / 2
                width: 15
                height: 15
                radius: 2
                color: row.model.shown ? Look.accent : Look.raised
                border { width: 1; color: row.model.shown ? Look.accent : Look.faintInk }
                Label {
                    anchors.centerIn: parent
                    visible: row.model.shown
                    text: "✓"
                    font { pixelSize: Look.small; bold: true }
                    color: Look.accentInk
                }
            }
            background: Rectangle {
                color: box.hovered ? Look.hover : "transparent"
                FocusRing { anchors.margins: 1; shown: row.current || box.visualFocus }
            }
            ToolTip.visible: hovered
            ToolTip.delay: 600
            ToolTip.text: row.view ? row.view.layers.about(row.index) : ""
            Accessible.name: row.title
            Accessible.description: ToolTip.text
        }
        Slider {
            id: opacitySlider
            objectName: "opacity:" + row.title
            visible: row.model.shown
            implicitWidth: 46
            implicitHeight: 20
            handle: Rectangle {
                x: opacitySlider.leftPadding + opacitySlider.visualPosition * (opacitySlider.availableWidth - width)
                y: opacitySlider.topPadding + (opacitySlider.availableHeight - height) / 2
                width: 9
                height: 14
                radius: 2
                color: Look.raised
                border { width: 1; color: Look.faintInk }
                FocusRing { shown: opacitySlider.visualFocus }
            }
            background: Rectangle {
                x: opacitySlider.leftPadding
                y: opacitySlider.topPadding + (opacitySlider.availableHeight - height) / 2
                width: opacitySlider.availableWidth
                height: 3
                radius: 1
                color: Look.line
                Rectangle { width: opacitySlider.visualPosition * parent.width; height: 3; radius: 1; color: Look.faintInk }
            }
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
        font.pixelSize: Look.small
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
                font.pixelSize: Look.small
            }
        }
    }
    Item { implicitHeight: row.model.shown ? 5 : 0 }
}
