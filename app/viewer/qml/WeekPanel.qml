pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// When incidents happen, and which of them are shown.
Pane {
    id: panel
    required property ResultView view
    readonly property IncidentChoice choice: view.incidents
    readonly property list<string> days: [qsTr("Mon"), qsTr("Tue"), qsTr("Wed"), qsTr("Thu"), qsTr("Fri"), qsTr("Sat"), qsTr("Sun")]
    padding: 8

    function takeFocus() { heat.forceActiveFocus() }

    ColumnLayout {
        anchors.fill: parent
        spacing: 4

        Label {
            Layout.fillWidth: true
            text: panel.view.weekTitle
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.bold: true
        }
        HeatTable {
            id: heat
            objectName: "heatTable"
            visible: panel.view.weekIsKnown
            Layout.fillWidth: true
            week: panel.view.week
            days: panel.days
            onChosen: (day, hour) => panel.choice.set_window(1 << day, hour, hour + 1)
        }
        Label {
            Layout.fillWidth: true
            text: panel.view.weekNote
            textFormat: Text.PlainText
            wrapMode: Text.WordWrap
            font.pixelSize: Look.small
            color: Look.faintInk
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Look.line }

        RowLayout {
            Layout.fillWidth: true
            Label {
                Layout.fillWidth: true
                text: qsTr("Incidents shown")
                font.bold: true
            }
            ActionButton {
                objectName: "fridayNight"
                visible: panel.choice.possible
                implicitHeight: 26
                text: qsTr("Fri night")
                font.pixelSize: Look.small
                hint: qsTr("Friday 20:00 to Saturday 02:00")
                onClicked: panel.choice.set_window(1 << 4, 20, 2)
            }
            ActionButton {
                objectName: "clearFilter"
                visible: panel.choice.possible || panel.choice.months.length > 1
                implicitHeight: 26
                font.pixelSize: Look.small
                text: qsTr("All times")
                enabled: panel.choice.active
                onClicked: panel.choice.clear()
            }
        }
        Label {
            visible: !panel.choice.possible
            Layout.fillWidth: true
            text: qsTr("This result holds no incidents with their times.")
            wrapMode: Text.WordWrap
            color: Look.faintInk
        }
        RowLayout {
            visible: panel.choice.possible
            Layout.fillWidth: true
            spacing: 2
            Repeater {
                model: panel.days
                delegate: ActionButton {
                    id: day
                    required property int index
                    required property string modelData
                    objectName: "day" + index
                    Layout.fillWidth: true
                    implicitWidth: 30
                    implicitHeight: 26
                    leftPadding: 0
                    rightPadding: 0
                    text: modelData
                    font.pixelSize: Look.small
                    checkable: true
                    checked: panel.choice.weekdays[index] ?? true
                    onClicked: panel.choice.set_weekday(index, checked)
                    Accessible.name: qsTr("Incidents of %1").arg(modelData)
                }
            }
        }
        RowLayout {
            visible: panel.choice.possible
            Layout.fillWidth: true
            spacing: 4
            Label { text: qsTr("from"); font.pixelSize: Look.small }
            SpinBox {
                id: from
                objectName: "hourFrom"
                implicitWidth: 84
                implicitHeight: 26
                from: 0
                to: 23
                value: panel.choice.hourFrom
                textFromValue: hour => String(hour).padStart(2, "0") + ":00"
                onValueModified: panel.choice.set_hours(value, panel.choice.hourTo)
                Accessible.name: qsTr("From hour")
            }
            Label { text: qsTr("to"); font.pixelSize: Look.small }
            SpinBox {
                objectName: "hourTo"
                implicitWidth: 84
                implicitHeight: 26
                from: 1
                to: 24
                value: panel.choice.hourTo
                textFromValue: hour => String(hour).padStart(2, "0") + ":00"
                onValueModified: panel.choice.set_hours(panel.choice.hourFrom, value)
                Accessible.name: qsTr("To hour")
            }
            Item { Layout.fillWidth: true }
        }
        PeriodChooser {
            visible: panel.choice.months.length > 1
            Layout.fillWidth: true
            choice: panel.choice
            whose: ""
        }
        Label {
            objectName: "shownText"
            visible: panel.choice.possible
            Layout.fillWidth: true
            text: panel.choice.share
            textFormat: Text.PlainText
            font.bold: panel.choice.active
            wrapMode: Text.WordWrap
        }
        Label {
            objectName: "filterNote"
            visible: panel.choice.active
            Layout.fillWidth: true
            text: panel.view.layers.showsMonth
                ? qsTr("The density is of the whole month, the incident points are filtered. Hotspots and tables are of the whole period.")
                : qsTr("Only the incident points are filtered. Density, hotspots and tables are of the whole period.")
            wrapMode: Text.WordWrap
            font.pixelSize: Look.small
            color: Look.faintInk
        }
        Item { Layout.fillHeight: true }
    }
}
