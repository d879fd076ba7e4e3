pragma ComponentBehavior: Bound
import QtCore
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import WardmapViewer

ApplicationWindow {
    id: window

    // Given by the program.
    property string startFolder: ""
    property string startTheme: ""
    property string startWard: ""
    property string startLook: ""
    property string startCompare: ""
    property string startNote: ""
    property string tiles: ""
    property string tileCache: ""
    property bool online: false
    property bool keepsState: true

    readonly property ResultView view: first
    readonly property bool shows: first.ready
    property bool comparing: false
    property list<string> recent: []

    function openResult(folder: string) {
        first.open(folder)
    }
    function compareWith(folder: string) {
        second.open(folder)
        comparing = true
    }
    function compareWithItself() {
        comparing = !comparing
        if (comparing)
            second.open(first.folder)
    }
    function zoomToAll() { firstMap.zoomToAll() }
    function tell(text: string) {
        toast.text = text
        toast.open()
    }
    function remember(folder: string) {
        recent = [folder].concat(recent.filter(other => other !== folder)).slice(0, 8)
        if (keepsState)
            store.recent = JSON.stringify(recent)
    }

    width: 1366
    height: 768
    minimumWidth: 980
    minimumHeight: 560
    visible: true
    title: shows ? qsTr("%1, %2 – wardmap").arg(first.title).arg(first.period) : "wardmap"
    palette: Look.palette
    color: Look.ground
    font.pixelSize: 13

    Component.onCompleted: {
        if (keepsState) {
            recent = JSON.parse(store.recent || "[]")
            if (store.look !== "")
                Look.mode = store.look
        }
        if (startLook !== "")
            Look.mode = startLook
        if (startFolder !== "")
            openResult(startFolder)
        if (startCompare !== "")
            compareWith(startCompare)
        if (startNote !== "")
            tell(startNote)
    }

    Settings {
        id: store
        location: window.keepsState ? "" : StandardPaths.writableLocation(StandardPaths.TempLocation) + "/wardmap-viewer-none.ini"
        category: "window"
        property string recent: "[]"
        property string look: ""
        property alias x: window.x
        property alias y: window.y
        property alias width: window.width
        property alias height: window.height
    }

    BaseMap {
        id: baseMap
        tiles: window.tiles
        cache: window.tileCache
        online: window.online
    }
    ResultView {
        id: first
        onState_changed: {
            if (!ready)
                return
            window.remember(folder)
            if (window.startTheme !== "") {
                theme = window.startTheme
                window.startTheme = ""
            }
            Qt.callLater(() => {
                firstMap.zoomToAll()
                if (window.startWard !== "" && first.select_ward(window.startWard))
                    firstMap.zoomToSelection()
                window.startWard = ""
            })
        }
    }
    ResultView {
        id: second
        onState_changed: {
            if (failed) {
                window.comparing = false
                window.tell(problem)
            }
            if (!ready)
                return
            if (themeIds.includes(first.theme))
                theme = first.theme
            secondMap.canvas.look_at(firstMap.canvas.look())
        }
    }

    Shortcut { sequences: [StandardKey.Open]; onActivated: folderDialog.open() }
    Shortcut { sequence: "Ctrl+0"; onActivated: firstMap.zoomToAll() }
    Shortcut { sequence: "Ctrl+E"; enabled: window.shows; onActivated: saveDialog.open() }
    Shortcut { sequence: "Ctrl+R"; onActivated: studyDialog.open() }
    Shortcut { sequence: "Ctrl+D"; enabled: window.shows; onActivated: window.compareWithItself() }
    Shortcut { sequences: [StandardKey.Find]; enabled: window.shows; onActivated: tables.filterRows() }
    Shortcut { sequence: "F5"; enabled: window.shows; onActivated: weekPanel.takeFocus() }
    Shortcut { sequence: "F2"; onActivated: layersPanel.takeFocus() }
    Shortcut { sequence: "F3"; onActivated: firstMap.forceActiveFocus() }
    Shortcut { sequence: "F4"; onActivated: tables.takeFocus() }
    Shortcut { sequences: [StandardKey.Quit]; onActivated: window.close() }
    Instantiator {
        model: first.themeIds
        delegate: Shortcut {
            required property int index
            required property string modelData
            sequence: "Ctrl+" + (index + 1)
            onActivated: first.theme = modelData
        }
    }

    header: ColumnLayout {
        spacing: 0
        MarkingBar {
            Layout.fillWidth: true
            // Both, when two results of different markings lie side by side.
            marking: window.comparing && second.ready && second.marking !== first.marking
                ? [first.marking, second.marking].filter(text => text !== "").join("  /  ") : first.marking
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 6
            spacing: 6
            ColumnLayout {
                visible: window.shows
                spacing: 0
                Label {
                    objectName: "areaTitle"
                    text: first.area
                    textFormat: Text.PlainText
                    font { pixelSize: 17; bold: true }
                }
                Label {
                    text: first.period
                    textFormat: Text.PlainText
                    font.pixelSize: 12
                    color: Look.faintInk
                }
            }
            Item { implicitWidth: 8 }
            Repeater {
                model: window.shows ? first.themeTitles : []
                delegate: Button {
                    id: themeButton
                    required property int index
                    required property string modelData
                    objectName: "theme" + index
                    text: modelData
                    checkable: true
                    autoExclusive: true
                    checked: first.theme === first.themeIds[index]
                    highlighted: checked
                    onClicked: first.theme = first.themeIds[index]
                    Accessible.role: Accessible.RadioButton
                    ToolTip.visible: hovered
                    ToolTip.delay: 800
                    ToolTip.text: qsTr("Ctrl+%1").arg(index + 1)
                }
            }
            Item { Layout.fillWidth: true }
            Button { text: qsTr("Whole area"); visible: window.shows; onClicked: firstMap.zoomToAll() }
            Button {
                visible: window.shows
                text: qsTr("Compare")
                checkable: true
                checked: window.comparing
                objectName: "compare"
                onClicked: window.compareWithItself()
                ToolTip.visible: hovered
                ToolTip.delay: 800
                ToolTip.text: qsTr("Two themes, two months or two results side by side (Ctrl+D)")
            }
            Button { text: qsTr("Save page…"); visible: window.shows; onClicked: saveDialog.open() }
            Button { text: qsTr("Open…"); onClicked: folderDialog.open() }
            Button { text: qsTr("Run study…"); onClicked: studyDialog.open() }
            ComboBox {
                objectName: "look"
                implicitWidth: 104
                textRole: "text"
                valueRole: "value"
                model: [{ text: qsTr("Light"), value: "light" }, { text: qsTr("Dark"), value: "dark" }, { text: qsTr("Contrast"), value: "contrast" }]
                currentIndex: ["light", "dark", "contrast"].indexOf(Look.mode)
                onActivated: {
                    Look.mode = currentValue
                    if (window.keepsState)
                        store.look = currentValue
                }
                Accessible.name: qsTr("Colours of the window")
            }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Look.line }
    }

    StartPage {
        anchors.fill: parent
        visible: !window.shows
        view: first
        recent: window.recent
        onOpenRequested: folderDialog.open()
        onRunRequested: studyDialog.open()
        onRecentRequested: folder => window.openResult(folder)
    }

    RowLayout {
        anchors.fill: parent
        visible: window.shows
        spacing: 0

        ColumnLayout {
            Layout.fillHeight: true
            Layout.preferredWidth: 272
            Layout.maximumWidth: 272
            spacing: 0
            LayersPanel {
                id: layersPanel
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: 100
                view: first
                heading: window.comparing ? qsTr("Layers of the left map") : qsTr("Layers")
            }
            Rectangle { visible: window.comparing; Layout.fillWidth: true; implicitHeight: 1; color: Look.line }
            // A legend of its own: the same colour may stand for other numbers there.
            LayersPanel {
                visible: window.comparing
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: 100
                view: second
                heading: qsTr("Layers of the right map")
            }
        }
        SplitView {
            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: Qt.Vertical

            RowLayout {
                SplitView.fillHeight: true
                SplitView.minimumHeight: 200
                spacing: 2
                MapPane {
                    id: firstMap
                    objectName: "firstMap"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 100
                    view: first
                    base: baseMap
                    focus: true
                    caption: window.comparing ? qsTr("%1, %2, %3").arg(first.area).arg(first.themeTitle).arg(first.incidents.active ? first.incidents.words : first.period) : ""
                    onLooked: if (window.comparing) secondMap.canvas.look_at(firstMap.canvas.look())
                }
                ColumnLayout {
                    visible: window.comparing
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 100
                    spacing: 0
                    RowLayout {
                        Layout.fillWidth: true
                        ComboBox {
                            objectName: "secondTheme"
                            Layout.fillWidth: true
                            model: second.themeTitles
                            currentIndex: second.themeIds.indexOf(second.theme)
                            onActivated: index => second.theme = second.themeIds[index]
                            Accessible.name: qsTr("Theme of the second map")
                        }
                        ComboBox {
                            objectName: "secondMonth"
                            visible: second.incidents.months.length > 1
                            Layout.fillWidth: true
                            model: [qsTr("all months")].concat(second.incidents.months)
                            currentIndex: second.incidents.month + 1
                            onActivated: index => second.incidents.month = index - 1
                            Accessible.name: qsTr("Month of the second map")
                        }
                        Button { text: qsTr("Other result…"); onClicked: compareDialog.open() }
                    }
                    MapPane {
                        id: secondMap
                        objectName: "secondMap"
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        view: second
                        base: baseMap
                        caption: !second.ready ? "" : qsTr("%1, %2, %3").arg(second.area).arg(second.themeTitle).arg(second.incidents.active ? second.incidents.words : second.period)
                        onLooked: if (window.comparing) firstMap.canvas.look_at(secondMap.canvas.look())
                    }
                }
            }
            TablesPanel {
                id: tables
                SplitView.preferredHeight: 190
                SplitView.minimumHeight: 90
                view: first
                onZoomRequested: firstMap.zoomToSelection()
            }
        }
        Rectangle { Layout.fillHeight: true; implicitWidth: 1; color: Look.line }
        ColumnLayout {
            Layout.fillHeight: true
            Layout.preferredWidth: 310
            Layout.maximumWidth: 310
            spacing: 0
            InspectPanel {
                Layout.fillWidth: true
                Layout.fillHeight: true
                view: first
                onZoomRequested: firstMap.zoomToSelection()
            }
            Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Look.line }
            WeekPanel {
                id: weekPanel
                Layout.fillWidth: true
                view: first
            }
        }
    }

    footer: ColumnLayout {
        spacing: 0
        visible: window.shows
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Look.line }
        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 3
            Layout.leftMargin: 8
            Layout.rightMargin: 8
            Label {
                objectName: "status"
                Layout.fillWidth: true
                text: first.incidents.possible ? qsTr("%1: %2, %3").arg(first.themeTitle).arg(first.incidents.words).arg(first.incidents.share) : first.themeTitle
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.pixelSize: 12
            }
            Label {
                text: window.comparing && second.remark !== first.remark
                    ? qsTr("Left: %1  Right: %2").arg(first.remark || "–").arg(second.remark || "–") : first.remark
                textFormat: Text.PlainText
                font { pixelSize: 12; bold: true }
            }
            Label {
                visible: first.notices.length > 0
                text: qsTr("%1 notices").arg(first.notices.length)
                font.pixelSize: 12
                color: Look.faintInk
                HoverHandler { id: noticeHover }
                ToolTip.visible: noticeHover.hovered
                ToolTip.text: first.notices.slice(0, 12).join("\n")
            }
        }
    }

    DropArea {
        anchors.fill: parent
        onDropped: drop => {
            if (drop.hasUrls)
                window.openResult(drop.urls[0].toString())
        }
    }

    FolderDialog {
        id: folderDialog
        title: qsTr("Open a result folder")
        onAccepted: window.openResult(selectedFolder.toString())
    }
    FolderDialog {
        id: compareDialog
        title: qsTr("Compare with a result folder")
        onAccepted: window.compareWith(selectedFolder.toString())
    }
    FileDialog {
        id: saveDialog
        title: qsTr("Save a page")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "png"
        nameFilters: [qsTr("Picture, 300 dpi (*.png)"), qsTr("PDF (*.pdf)")]
        onAccepted: {
            const problem = Share.save_page(first, window.comparing && second.ready ? second : null, selectedFile, firstMap.seenBox())
            window.tell(problem === "" ? qsTr("Saved %1").arg(Share.local_file(selectedFile)) : problem)
        }
    }
    FileDialog {
        id: studyDialog
        title: qsTr("Run a study")
        nameFilters: [qsTr("Study files (*.toml)")]
        onAccepted: outDialog.open()
    }
    FolderDialog {
        id: outDialog
        title: qsTr("Folder for the result")
        onAccepted: runDialog.begin(studyDialog.selectedFile, selectedFolder)
    }
    RunDialog {
        id: runDialog
        objectName: "runDialog"
        anchors.centerIn: parent
        onResultReady: folder => window.openResult(folder)
    }
    Popup {
        id: toast
        property alias text: toastText.text
        x: (window.width - width) / 2
        y: window.height - height - 120
        padding: 10
        Label {
            id: toastText
            textFormat: Text.PlainText
            width: Math.min(implicitWidth, 600)
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        onOpened: toastTimer.restart()
        Timer { id: toastTimer; interval: 5000; onTriggered: toast.close() }
    }
}
