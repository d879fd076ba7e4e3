pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// Findings, and the tables of the theme beside the map.
Pane {
    id: panel
    required property ResultView view
    readonly property bool showsFindings: tabs.currentIndex === 0
    signal zoomRequested()
    signal copied(int rows)
    padding: 0

    function takeFocus() { (showsFindings ? tabs : table).forceActiveFocus() }
    function copy() {
        Share.copy(view.rows.csv())
        copied(table.rows)
    }
    function filterRows() {
        if (showsFindings)
            tabs.setCurrentIndex(1)
        search.forceActiveFocus()
        search.selectAll()
    }

    Connections {
        target: panel.view
        function onTable_changed() {
            if (panel.view.table >= 0)
                tabs.setCurrentIndex(panel.view.table + 1)
        }
    }

    TextMetrics {
        id: letter
        font.pixelSize: Look.small
        text: "n"
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.rightMargin: 6
            TabBar {
                id: tabs
                objectName: "tables"
                Layout.fillWidth: true
                clip: true
                background: null
                Accessible.name: qsTr("Findings and tables")
                FlatTab { text: qsTr("Findings") }
                Repeater {
                    model: panel.view.tableTitles
                    delegate: FlatTab {
                        required property string modelData
                        text: modelData
                    }
                }
                onCurrentIndexChanged: if (currentIndex > 0) panel.view.table = currentIndex - 1
                // As the style has it, but that the current tab is in sight at once, and stays so when the fields beside
                // the bar take room.
                contentItem: ListView {
                    model: tabs.contentModel
                    currentIndex: tabs.currentIndex
                    spacing: tabs.spacing
                    orientation: ListView.Horizontal
                    boundsBehavior: Flickable.StopAtBounds
                    flickableDirection: Flickable.AutoFlickIfNeeded
                    highlightMoveDuration: 0
                    onWidthChanged: Qt.callLater(positionViewAtIndex, currentIndex, ListView.Contain)
                    onCurrentIndexChanged: Qt.callLater(positionViewAtIndex, currentIndex, ListView.Contain)
                }
            }
            TextField {
                id: search
                objectName: "tableFilter"
                visible: !panel.showsFindings
                implicitWidth: 130
                implicitHeight: 26
                placeholderText: qsTr("Filter rows")
                text: panel.view.rows.words
                onTextEdited: panel.view.rows.words = text
                Accessible.name: qsTr("Filter the rows of the table")
            }
            ActionButton {
                objectName: "copyCsv"
                visible: !panel.showsFindings
                implicitHeight: 26
                text: qsTr("Copy as CSV")
                hint: qsTr("The rows as they are shown, for a spreadsheet")
                onClicked: panel.copy()
            }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Look.line }

        ScrollView {
            id: findings
            visible: panel.showsFindings
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentWidth: availableWidth
            ColumnLayout {
                width: findings.availableWidth
                spacing: 3
                Label {
                    visible: panel.view.remark !== ""
                    Layout.fillWidth: true
                    Layout.margins: 6
                    text: panel.view.remark
                    textFormat: Text.PlainText
                    wrapMode: Text.WordWrap
                    font.bold: true
                }
                Repeater {
                    model: panel.view.findings
                    delegate: Label {
                        required property string modelData
                        Layout.fillWidth: true
                        Layout.leftMargin: 8
                        Layout.rightMargin: 8
                        Layout.topMargin: 2
                        text: "•  " + modelData
                        textFormat: Text.PlainText
                        wrapMode: Text.WordWrap
                    }
                }
                Label {
                    Layout.fillWidth: true
                    Layout.margins: 8
                    text: [panel.view.method].concat(panel.view.sources).filter(text => text !== "").join("\n")
                    textFormat: Text.PlainText
                    wrapMode: Text.WordWrap
                    font.pixelSize: Look.small
                    color: Look.faintInk
                }
            }
        }

        HorizontalHeaderView {
            id: header
            visible: !panel.showsFindings
            Layout.fillWidth: true
            syncView: table
            clip: true
            delegate: Rectangle {
                id: head
                required property int index
                required property string display
                readonly property bool sorted: panel.view.rows.sortedColumn === index
                readonly property bool current: table.activeFocus && table.column === index
                objectName: "head" + index
                implicitWidth: Math.min(190, headText.implicitWidth + 14)
                implicitHeight: 24
                color: Look.ground
                Label {
                    id: headText
                    anchors { fill: parent; leftMargin: 6; rightMargin: 4 }
                    verticalAlignment: Text.AlignVCenter
                    elide: Text.ElideRight
                    text: head.display + (head.sorted ? (panel.view.rows.ascending ? "  ▲" : "  ▼") : "")
                    textFormat: Text.PlainText
                    font { pixelSize: Look.small; bold: true }
                }
                Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Look.line }
                Rectangle {
                    anchors.fill: parent
                    visible: head.current
                    color: "transparent"
                    border { width: 2; color: Look.accent }
                }
                Rectangle { anchors.right: parent.right; width: 1; height: parent.height; color: Look.line }
                TapHandler { onTapped: panel.view.rows.sort_by(head.index) }
                HoverHandler { id: hover }
                ToolTip.visible: hover.hovered && headText.truncated
                ToolTip.text: head.display
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: head.sorted ? qsTr("%1, sorted").arg(head.display) : head.display
                Accessible.onPressAction: panel.view.rows.sort_by(head.index)
            }
        }
        TableView {
            id: table
            objectName: "table"
            visible: !panel.showsFindings
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: panel.view.rows
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            columnWidthProvider: column => Math.max(56, Math.min(240, 26 + letter.advanceWidth * panel.view.rows.longest_text(column)))
            rowHeightProvider: () => 23
            ScrollBar.vertical: ScrollBar {}
            ScrollBar.horizontal: ScrollBar {}
            property int column: 0  // of the keyboard: what Space sorts by
            Accessible.role: Accessible.Table
            Accessible.name: panel.view.table < 0 ? qsTr("Table") : panel.view.tableTitles[panel.view.table] ?? ""
            Accessible.description: qsTr("Up and Down select a row, Left and Right a column, Space sorts by it, Enter zooms to the row, Control and C copy the rows.")
            Accessible.focusable: true

            function moveColumn(by: int) {
                column = Math.max(0, Math.min(columns - 1, column + by))
                positionViewAtColumn(column, TableView.Contain)
            }
            function moveRow(by: int) {
                if (rows > 0)
                    panel.view.select_row(Math.max(0, Math.min(rows - 1, panel.view.selectedRow + by)))
            }

            function showSelected() {
                if (panel.view.selectedRow >= 0 && panel.view.selectedRow < rows) {
                    forceLayout()
                    positionViewAtRow(panel.view.selectedRow, TableView.Contain)
                }
            }

            Keys.onPressed: event => {
                if (event.matches(StandardKey.Copy)) {
                    panel.copy()
                    event.accepted = true
                    return
                }
                switch (event.key) {
                case Qt.Key_Up: moveRow(-1); break
                case Qt.Key_Down: moveRow(1); break
                case Qt.Key_PageUp: moveRow(-8); break
                case Qt.Key_PageDown: moveRow(8); break
                case Qt.Key_Home: moveRow(-rows); break
                case Qt.Key_End: moveRow(rows); break
                case Qt.Key_Left: moveColumn(-1); break
                case Qt.Key_Right: moveColumn(1); break
                case Qt.Key_Space: panel.view.rows.sort_by(column); break
                case Qt.Key_Return:
                case Qt.Key_Enter: panel.zoomRequested(); break
                default: return
                }
                event.accepted = true
            }

            Connections {
                target: panel.view
                function onSelection_changed() { Qt.callLater(table.showSelected) }
                function onTable_changed() {
                    table.column = 0
                    table.forceLayout()
                }
            }

            delegate: Rectangle {
                id: cell
                required property int row
                required property int column
                required property string display
                required property bool isNumber
                readonly property bool chosen: panel.view.selectedRow === row
                objectName: "cell" + row + "_" + column
                implicitWidth: cellText.implicitWidth + 14
                implicitHeight: 23
                color: chosen ? Look.accent : row % 2 ? Look.ground : Look.raised
                Label {
                    id: cellText
                    anchors { fill: parent; leftMargin: 6; rightMargin: 6 }
                    verticalAlignment: Text.AlignVCenter
                    horizontalAlignment: cell.isNumber ? Text.AlignRight : Text.AlignLeft
                    elide: Text.ElideRight
                    text: cell.display
                    textFormat: Text.PlainText
                    font.pixelSize: Look.small
                    color: cell.chosen ? Look.accentInk : Look.ink
                }
                TapHandler {
                    onTapped: {
                        table.forceActiveFocus()
                        panel.view.select_row(cell.row)
                    }
                    onDoubleTapped: panel.zoomRequested()
                }
                Accessible.role: Accessible.Cell
                Accessible.name: cell.display
            }
        }
        Label {
            visible: !panel.showsFindings && table.rows === 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: panel.view.rows.words !== "" ? qsTr("No row has these words.") : qsTr("The table is empty.")
            color: Look.faintInk
        }
    }
}
