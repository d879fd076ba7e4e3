pragma ComponentBehavior: Bound
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
    readonly property MapPane firstMap: maps.firstMap
    property bool comparing: false
    property alias swiping: maps.swiping
    property bool presenting: false
    property list<string> recent: []
    property WindowState kept: null

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
    function zoomToWard(ward: string) {
        if (ward === "") {
            first.clear_selection()
            firstMap.zoomToAll()
        } else if (first.select_ward(ward)) {
            firstMap.zoomToSelection()
        } else {
            tell(qsTr("There is no ward %1 in this result").arg(ward))
        }
    }
    function present() {
        presenting = !presenting
        visibility = presenting ? Window.FullScreen : Window.Windowed
    }
    function tell(text: string) {
        toast.text = text
        toast.open()
    }
    function remember(folder: string) {
        recent = [folder].concat(recent.filter(other => other !== folder)).slice(0, 8)
        if (kept)
            kept.recent = JSON.stringify(recent)
    }
    function keep() {
        if (kept)
            kept.keep(window)
    }

    width: 1366
    height: 768
    minimumWidth: 980
    minimumHeight: 560
    title: shows ? qsTr("%1, %2 – wardmap").arg(first.title).arg(first.period) : "wardmap"
    palette: Look.palette
    color: Look.ground
    font.pixelSize: 13
    onWidthChanged: keep()
    onHeightChanged: keep()
    onXChanged: keep()
    onYChanged: keep()
    onVisibilityChanged: keep()

    Component {
        id: states
        WindowState {}
    }
    Component.onCompleted: {
        if (keepsState) {
            const before = states.createObject(window) as WindowState
            recent = JSON.parse(before.recent || "[]")
            if (before.look !== "")
                Look.mode = before.look
            if (before.tablesHeight > 0)
                tables.SplitView.preferredHeight = before.tablesHeight
            before.restore(window)
            kept = before
        }
        visible = true
        if (startLook !== "")
            Look.mode = startLook
        if (startFolder !== "")
            openResult(startFolder)
        if (startCompare !== "")
            compareWith(startCompare)
        if (startNote !== "")
            tell(startNote)
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
                if (themeIds.includes(window.startTheme))
                    theme = window.startTheme
                else
                    window.tell(qsTr("There is no theme %1; the themes are: %2").arg(window.startTheme).arg(themeIds.join(", ")))
                window.startTheme = ""
            }
            Qt.callLater(() => {
                window.zoomToAll()
                if (window.startWard !== "")
                    window.zoomToWard(window.startWard)
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
            maps.secondMap.canvas.look_at(window.firstMap.canvas.look())
        }
    }

    Shortcut { sequences: [StandardKey.Open]; onActivated: folderDialog.open() }
    Shortcut { sequence: "Ctrl+0"; onActivated: window.zoomToAll() }
    Shortcut { sequence: "Ctrl+E"; enabled: window.shows; onActivated: saveDialog.open() }
    Shortcut { sequence: "Ctrl+R"; onActivated: studyDialog.open() }
    Shortcut { sequence: "Ctrl+D"; enabled: window.shows; onActivated: window.compareWithItself() }
    Shortcut { sequence: "Ctrl+Shift+D"; enabled: window.comparing; onActivated: window.swiping = !window.swiping }
    Shortcut { sequences: [StandardKey.Find]; enabled: window.shows; onActivated: tables.filterRows() }
    Shortcut { sequence: "F2"; onActivated: layersPanel.takeFocus() }
    Shortcut { sequence: "F3"; onActivated: window.firstMap.takeFocus() }
    Shortcut { sequence: "F4"; onActivated: tables.takeFocus() }
    Shortcut { sequence: "F5"; enabled: window.shows; onActivated: weekPanel.takeFocus() }
    Shortcut { sequence: "F11"; enabled: window.shows; onActivated: window.present() }
    Shortcut { sequences: [StandardKey.Quit]; onActivated: window.close() }
    Instantiator {
        model: first.themeIds.slice(0, 9)
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
        TopBar {
            Layout.fillWidth: true
            Layout.margins: 7
            view: first
            room: window.width
            comparing: window.comparing
            onLookChosen: look => {
                Look.mode = look
                if (window.kept)
                    window.kept.look = look
            }
            onWardChosen: ward => window.zoomToWard(ward)
            onCompareRequested: window.compareWithItself()
            onSaveRequested: saveDialog.open()
            onOpenRequested: folderDialog.open()
            onRunRequested: studyDialog.open()
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
            handle: Rectangle {
                implicitHeight: 5
                color: SplitHandle.hovered || SplitHandle.pressed ? Look.accent : Look.line
            }

            MapArea {
                id: maps
                SplitView.fillHeight: true
                SplitView.minimumHeight: 200
                first: first
                second: second
                base: baseMap
                comparing: window.comparing
                onOtherResultRequested: compareDialog.open()
            }
            TablesPanel {
                id: tables
                visible: !window.presenting
                SplitView.preferredHeight: 196
                SplitView.minimumHeight: 90
                view: first
                onZoomRequested: window.firstMap.zoomToSelection()
                onCopied: rows => window.tell(qsTr("%1 rows copied").arg(rows))
                onHeightChanged: if (window.kept && window.shows && visible) window.kept.tablesHeight = height
            }
        }
        Rectangle { visible: !window.presenting; Layout.fillHeight: true; implicitWidth: 1; color: Look.line }
        ColumnLayout {
            visible: !window.presenting
            Layout.fillHeight: true
            Layout.preferredWidth: 310
            Layout.maximumWidth: 310
            spacing: 0
            InspectPanel {
                Layout.fillWidth: true
                Layout.fillHeight: true
                view: first
                onZoomRequested: window.firstMap.zoomToSelection()
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
        StatusBar {
            Layout.fillWidth: true
            Layout.margins: 4
            Layout.leftMargin: 8
            Layout.rightMargin: 8
            view: first
            beside: second
            comparing: window.comparing
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
            const problem = Share.save_page(first, window.comparing && second.ready ? second : null, selectedFile, window.firstMap.seenBox())
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
    Toast {
        id: toast
        x: (window.width - width) / 2
        y: window.height - height - 120
    }
}
