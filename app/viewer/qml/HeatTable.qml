pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls

// Hours by weekdays, the darker the more incidents.
Item {
    id: heat
    required property list<var> week
    required property list<string> days
    signal chosen(int day, int hour)

    readonly property real most: Math.max(0.0001, ...week)
    readonly property real head: 28
    readonly property real cellWidth: (width - head) / 24
    readonly property real cellHeight: 14

    implicitHeight: 7 * cellHeight + 16
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Incidents by weekday and hour")

    Repeater {
        model: [0, 3, 6, 9, 12, 15, 18, 21]
        delegate: Label {
            required property int modelData
            x: heat.head + modelData * heat.cellWidth
            text: modelData
            font.pixelSize: 10
            color: Look.faintInk
        }
    }
    Repeater {
        model: heat.days
        delegate: Label {
            required property int index
            required property string modelData
            y: 15 + index * heat.cellHeight
            height: heat.cellHeight
            verticalAlignment: Text.AlignVCenter
            text: modelData
            font.pixelSize: 11
        }
    }
    Repeater {
        model: 168
        delegate: Rectangle {
            id: cell
            required property int index
            readonly property int day: Math.floor(index / 24)
            readonly property int hour: index % 24
            readonly property real count: heat.week[index] ?? 0
            x: heat.head + hour * heat.cellWidth
            y: 15 + day * heat.cellHeight
            width: heat.cellWidth - 1
            height: heat.cellHeight - 1
            color: Qt.tint(Look.raised, Qt.alpha(Look.accent, Math.min(1, count / heat.most)))
            border { width: area.containsMouse ? 1 : 0; color: Look.ink }
            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: heat.chosen(cell.day, cell.hour)
            }
            ToolTip.visible: area.containsMouse
            ToolTip.text: qsTr("%1 %2:00 to %3:00: %4").arg(heat.days[day]).arg(hour).arg(hour + 1).arg(Number(count.toFixed(1)))
        }
    }
}
