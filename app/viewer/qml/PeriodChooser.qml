pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// From which month to which: steps of the chosen months, and a slider with a handle for either end.
Item {
    id: chooser
    required property IncidentChoice choice
    property string whose: ""
    property bool compact: false
    readonly property int last: Math.max(1, choice.months.length - 1)

    // Both at once: an end that is set alone would stop at the other, which has not moved yet.
    function follow() { slider.setValues(choice.firstMonth, choice.lastMonth) }

    component Handle: Rectangle {
        id: handle
        required property RangeSlider range
        required property real position
        required property string words
        x: range.leftPadding + position * (range.availableWidth - width)
        y: range.topPadding + (range.availableHeight - height) / 2
        implicitWidth: 11
        implicitHeight: 18
        radius: Look.corner
        color: Look.raised
        border { width: 1; color: Look.accent }
        Accessible.role: Accessible.Slider
        Accessible.name: words
        Accessible.focusable: true
        FocusRing { shown: handle.activeFocus }
    }

    implicitWidth: grid.implicitWidth
    implicitHeight: grid.implicitHeight
    Component.onCompleted: follow()

    Connections {
        target: chooser.choice
        function onChanged() { Qt.callLater(chooser.follow) }
        function onTheme_changed() { Qt.callLater(chooser.follow) }
    }

    GridLayout {
        id: grid
        anchors.fill: parent
        columns: chooser.compact ? 2 : 1
        rowSpacing: 0
        columnSpacing: 6
        RowLayout {
            Layout.fillWidth: true
            spacing: 2
            StepButton {
                objectName: "earlier"
                text: "◀"
                name: qsTr("Earlier month %1").arg(chooser.whose)
                onClicked: chooser.choice.step_months(-1)
            }
            Label {
                objectName: "monthText"
                Layout.fillWidth: true
                Layout.preferredWidth: 170
                text: chooser.choice.monthWords
                textFormat: Text.PlainText
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Look.small
            }
            StepButton {
                objectName: "later"
                text: "▶"
                name: qsTr("Later month %1").arg(chooser.whose)
                onClicked: chooser.choice.step_months(1)
            }
        }
        RangeSlider {
            id: slider
            objectName: "months"
            Layout.fillWidth: true
            Layout.preferredWidth: 130
            implicitHeight: 22
            from: 0
            to: chooser.last
            stepSize: 1
            snapMode: RangeSlider.SnapAlways
            first.onMoved: chooser.choice.set_months(Math.round(first.value), chooser.choice.lastMonth)
            second.onMoved: chooser.choice.set_months(chooser.choice.firstMonth, Math.round(second.value))
            first.handle: Handle {
                range: slider
                position: slider.first.visualPosition
                words: qsTr("First month %1").arg(chooser.whose)
            }
            second.handle: Handle {
                range: slider
                position: slider.second.visualPosition
                words: qsTr("Last month %1").arg(chooser.whose)
            }
            background: Rectangle {
                x: slider.leftPadding
                y: slider.topPadding + (slider.availableHeight - height) / 2
                width: slider.availableWidth
                height: 4
                radius: 2
                color: Look.line
                Rectangle {
                    x: slider.first.visualPosition * parent.width
                    width: (slider.second.visualPosition - slider.first.visualPosition) * parent.width
                    height: parent.height
                    radius: 2
                    color: Look.accent
                }
            }
        }
    }
}
