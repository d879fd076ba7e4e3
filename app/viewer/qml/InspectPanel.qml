pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// What is selected, with its attributes.
Pane {
    id: panel
    required property ResultView view
    signal zoomRequested()
    padding: 8

    ColumnLayout {
        anchors.fill: parent
        spacing: 4

        RowLayout {
            Layout.fillWidth: true
            Label {
                Layout.fillWidth: true
                objectName: "selectedTitle"
                text: panel.view.hasSelection ? panel.view.selectedName : qsTr("Nothing selected")
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font.bold: true
                font.pixelSize: Look.large
            }
            ActionButton {
                objectName: "zoomTo"
                visible: panel.view.hasSelection
                implicitHeight: 26
                text: qsTr("Zoom to")
                onClicked: panel.zoomRequested()
            }
            StepButton {
                objectName: "clearSelection"
                visible: panel.view.hasSelection
                implicitWidth: 26
                implicitHeight: 26
                text: "✕"
                name: qsTr("Clear the selection")
                onClicked: panel.view.clear_selection()
            }
        }
        ComboBox {
            objectName: "hits"
            visible: panel.view.hits.length > 1
            Layout.fillWidth: true
            model: panel.view.hits
            currentIndex: panel.view.hit
            onActivated: index => panel.view.hit = index
            Accessible.name: qsTr("What lies here")
        }
        Label {
            visible: panel.view.hits.length <= 1
            Layout.fillWidth: true
            text: panel.view.hasSelection ? panel.view.selectedKind : qsTr("Click the map or a row of a table.")
            textFormat: Text.PlainText
            color: Look.faintInk
            wrapMode: Text.WordWrap
        }
        ListView {
            id: list
            objectName: "attributes"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: panel.view.attributes
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Attributes")
            delegate: Rectangle {
                id: line
                required property int index
                required property var modelData
                width: list.width - 8
                height: Math.max(label.implicitHeight, value.implicitHeight) + 4
                color: index % 2 ? "transparent" : Look.raised
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.label + ": " + modelData.value
                Label {
                    id: label
                    x: 4
                    y: 2
                    width: parent.width * 0.47
                    text: line.modelData.label
                    textFormat: Text.PlainText
                    wrapMode: Text.WordWrap
                    font.pixelSize: Look.small
                    color: Look.faintInk
                }
                Label {
                    id: value
                    y: 2
                    anchors { left: label.right; right: parent.right; leftMargin: 6; rightMargin: 4 }
                    text: line.modelData.value
                    textFormat: Text.PlainText
                    wrapMode: Text.WordWrap
                    font.pixelSize: Look.small
                }
            }
        }
    }
}
