pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// What is shown, and what can be done: themes, wards, comparison, pages, other results.
RowLayout {
    id: bar
    required property ResultView view
    property bool comparing: false
    signal lookChosen(string look)
    signal wardChosen(string ward)
    signal compareRequested()
    signal saveRequested()
    signal openRequested()
    signal runRequested()

    readonly property bool shows: view.ready
    // As buttons while there is room for all of them, else in a list. (The room is the window's: the bar's own width
    // follows what is in it.)
    required property real room
    readonly property bool themesFit: titles.advanceWidth + 30 * view.themeTitles.length < room - 874

    spacing: 6

    TextMetrics {
        id: titles
        font.pixelSize: 13
        text: bar.view.themeTitles.join("")
    }

    ColumnLayout {
        visible: bar.shows
        Layout.fillWidth: true
        Layout.minimumWidth: 100
        Layout.maximumWidth: Math.min(240, implicitWidth)
        spacing: 0
        Label {
            objectName: "areaTitle"
            Layout.fillWidth: true
            text: bar.view.area
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font { pixelSize: Look.large; bold: true }
        }
        Label {
            Layout.fillWidth: true
            text: bar.view.period
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Look.small
            color: Look.faintInk
        }
    }
    Item { implicitWidth: 6 }
    Repeater {
        model: bar.shows && bar.themesFit ? bar.view.themeTitles : []
        delegate: ActionButton {
            required property int index
            required property string modelData
            objectName: "theme" + index
            text: modelData
            checkable: true
            autoExclusive: true
            checked: bar.view.theme === bar.view.themeIds[index]
            onClicked: bar.view.theme = bar.view.themeIds[index]
            hint: index < 9 ? qsTr("Ctrl+%1").arg(index + 1) : ""
            Accessible.role: Accessible.RadioButton
        }
    }
    ComboBox {
        objectName: "themes"
        visible: bar.shows && !bar.themesFit
        Layout.fillWidth: true
        Layout.minimumWidth: 110
        Layout.preferredWidth: 180
        Layout.maximumWidth: 180
        implicitHeight: 30
        model: bar.view.themeTitles
        currentIndex: bar.view.themeIds.indexOf(bar.view.theme)
        onActivated: index => bar.view.theme = bar.view.themeIds[index]
        Accessible.name: qsTr("Theme")
    }
    Item { Layout.fillWidth: true }
    ComboBox {
        objectName: "wards"
        visible: bar.shows && bar.view.wardNames.length > 0
        Layout.fillWidth: true
        Layout.minimumWidth: 90
        Layout.preferredWidth: 150
        Layout.maximumWidth: 150
        implicitHeight: 30
        model: [qsTr("Whole area")].concat(bar.view.wardNames)
        currentIndex: Math.max(0, model.indexOf(bar.view.selectedWard))
        onActivated: index => bar.wardChosen(index === 0 ? "" : model[index])
        Accessible.name: qsTr("Ward to zoom to")
    }
    ActionButton {
        objectName: "compare"
        visible: bar.shows
        text: qsTr("Compare")
        checkable: true
        checked: bar.comparing
        hint: qsTr("Two themes, two periods or two results on two maps (Ctrl+D)")
        onClicked: bar.compareRequested()
    }
    ActionButton {
        visible: bar.shows
        text: qsTr("Save page…")
        hint: qsTr("As a picture of 300 dpi, or PDF (Ctrl+E)")
        onClicked: bar.saveRequested()
    }
    ActionButton {
        text: qsTr("Open…")
        hint: qsTr("A result folder (Ctrl+O)")
        onClicked: bar.openRequested()
    }
    ActionButton {
        text: qsTr("Run study…")
        hint: qsTr("Makes a result of a study file (Ctrl+R)")
        onClicked: bar.runRequested()
    }
    ComboBox {
        objectName: "look"
        Layout.preferredWidth: 96
        implicitHeight: 30
        textRole: "text"
        valueRole: "value"
        model: [{ text: qsTr("Light"), value: "light" }, { text: qsTr("Dark"), value: "dark" }, { text: qsTr("Contrast"), value: "contrast" }]
        currentIndex: ["light", "dark", "contrast"].indexOf(Look.mode)
        onActivated: bar.lookChosen(currentValue)
        Accessible.name: qsTr("Colours of the window")
    }
}
