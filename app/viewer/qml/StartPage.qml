pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// What the window says when no result is shown.
Pane {
    id: page
    required property ResultView view
    required property list<string> recent
    signal openRequested()
    signal runRequested()
    signal recentRequested(string folder)

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(620, page.width - 40)
        spacing: 10

        Image {
            visible: !page.view.loading
            Layout.alignment: Qt.AlignHCenter
            source: "icons/org.wardmap.Viewer.svg"
            sourceSize: Qt.size(96, 96)
            Accessible.ignored: true
        }
        BusyIndicator {
            visible: page.view.loading
            Layout.alignment: Qt.AlignHCenter
            Accessible.name: qsTr("Opening the result")
        }
        Label {
            objectName: "problem"
            Layout.fillWidth: true
            text: page.view.loading ? qsTr("Opening %1").arg(page.view.folder)
                : page.view.failed ? page.view.problem : qsTr("No result is open")
            textFormat: Text.PlainText
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            horizontalAlignment: Text.AlignHCenter
            font { pixelSize: page.view.failed ? Look.large : 22; bold: true }
        }
        Label {
            objectName: "advice"
            visible: !page.view.loading
            Layout.fillWidth: true
            text: page.view.failed ? qsTr("What to do: %1.").arg(page.view.advice)
                : qsTr("Open a result folder, drop one here, or run a study.")
            textFormat: Text.PlainText
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            horizontalAlignment: Text.AlignHCenter
            color: Look.faintInk
        }
        RowLayout {
            visible: !page.view.loading
            Layout.alignment: Qt.AlignHCenter
            spacing: 8
            ActionButton { objectName: "startOpen"; text: qsTr("Open result…"); primary: true; onClicked: page.openRequested() }
            ActionButton { text: qsTr("Run study…"); onClicked: page.runRequested() }
        }
        Label {
            visible: page.recent.length > 0 && !page.view.loading
            Layout.topMargin: 10
            text: qsTr("Recent results")
            font.bold: true
        }
        Repeater {
            model: page.view.loading ? [] : page.recent
            delegate: ActionButton {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
                hint: qsTr("Open this result")
                onClicked: page.recentRequested(modelData)
            }
        }
    }
}
