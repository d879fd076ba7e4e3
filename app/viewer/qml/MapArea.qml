pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// The map; in a comparison two of them that move together: side by side, or one under the other with a
// divider to push.
ColumnLayout {
    id: area
    required property ResultView first
    required property ResultView second
    required property BaseMap base
    property bool comparing: false
    property bool swiping: false
    property alias firstMap: left
    property alias secondMap: right
    signal otherResultRequested()

    function caption(view: ResultView): string {
        return view.ready ? qsTr("%1, %2, %3").arg(view.area).arg(view.themeTitle).arg(view.incidents.active ? view.incidents.words : view.period) : ""
    }

    spacing: 0

    RowLayout {
        visible: area.comparing
        Layout.fillWidth: true
        Layout.margins: 4
        Layout.leftMargin: 8
        spacing: 6
        Label { text: qsTr("Right map"); font.bold: true }
        ComboBox {
            objectName: "secondTheme"
            Layout.preferredWidth: 170
            Layout.fillWidth: true
            implicitHeight: 28
            model: area.second.themeTitles
            currentIndex: area.second.themeIds.indexOf(area.second.theme)
            onActivated: index => area.second.theme = area.second.themeIds[index]
            Accessible.name: qsTr("Theme of the right map")
        }
        PeriodChooser {
            objectName: "secondPeriod"
            visible: area.second.incidents.months.length > 1
            Layout.fillWidth: true
            compact: true
            choice: area.second.incidents
            whose: qsTr("of the right map")
        }
        ActionButton {
            implicitHeight: 28
            text: qsTr("Other result…")
            onClicked: area.otherResultRequested()
        }
        ActionButton {
            objectName: "swipe"
            implicitHeight: 28
            text: qsTr("Swipe")
            checkable: true
            checked: area.swiping
            hint: qsTr("One map over the other, with a divider to push (Ctrl+Shift+D)")
            onClicked: area.swiping = checked
        }
    }
    FocusScope {
        id: maps
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        readonly property bool halved: area.comparing && !area.swiping
        readonly property real half: Math.floor((width - 2) / 2)

        MapPane {
            id: left
            objectName: "firstMap"
            width: maps.halved ? maps.half : maps.width
            height: maps.height
            view: area.first
            base: area.base
            focus: true
            caption: area.comparing ? area.caption(area.first) : ""
            onLooked: if (area.comparing) right.canvas.look_at(left.canvas.look())
        }
        // What is left of the divider is not drawn and not clicked.
        Item {
            id: frame
            visible: area.comparing
            clip: true
            x: area.swiping ? divider.x + divider.width / 2 : maps.width - maps.half
            width: maps.width - x
            height: maps.height
            MapPane {
                id: right
                objectName: "secondMap"
                x: area.swiping ? -frame.x : 0
                width: area.swiping ? maps.width : maps.half
                height: maps.height
                view: area.second
                base: area.base
                captionOnRight: area.swiping
                caption: area.caption(area.second)
                onLooked: if (area.comparing) left.canvas.look_at(right.canvas.look())
            }
        }
        Divider {
            id: divider
            objectName: "divider"
            visible: area.comparing && area.swiping
            height: maps.height
            room: maps.width
        }
    }
}
