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
    readonly property real cellHeight: 15

    property int current: 0  // of the keyboard: 24 * day + hour

    function words(index: int): string {
        const hour = index % 24
        const clock = at => String(at).padStart(2, "0") + ":00"
        return qsTr("%1 %2 to %3: %4").arg(days[Math.floor(index / 24)]).arg(clock(hour)).arg(clock(hour + 1)).arg(Number((week[index] ?? 0).toFixed(1)))
    }
    function move(by: int) { current = (current + by + 168) % 168 }

    implicitHeight: 7 * cellHeight + 16
    activeFocusOnTab: true
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Incidents by weekday and hour")
    Accessible.description: words(current)
    Accessible.focusable: true
    Keys.onLeftPressed: move(-1)
    Keys.onRightPressed: move(1)
    Keys.onUpPressed: move(-24)
    Keys.onDownPressed: move(24)
    Keys.onReturnPressed: chosen(Math.floor(current / 24), current % 24)
    Keys.onSpacePressed: chosen(Math.floor(current / 24), current % 24)

    Repeater {
        model: [0, 3, 6, 9, 12, 15, 18, 21]
        delegate: Label {
            required property int modelData
            x: heat.head + modelData * heat.cellWidth
            text: modelData
            font.pixelSize: 11
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
            readonly property bool isCurrent: heat.activeFocus && heat.current === index
            border { width: isCurrent ? 2 : area.containsMouse ? 1 : 0; color: Look.ink }
            Accessible.role: Accessible.Cell
            Accessible.name: heat.words(index)
            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: heat.chosen(cell.day, cell.hour)
            }
            ToolTip.visible: area.containsMouse || isCurrent
            ToolTip.text: heat.words(index)
        }
    }
}
