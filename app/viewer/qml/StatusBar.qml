pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// Which incidents are shown, and what must be said of the results.
RowLayout {
    id: bar
    required property ResultView view
    required property ResultView beside
    property bool comparing: false
    spacing: 16

    Label {
        objectName: "status"
        Layout.fillWidth: true
        text: bar.view.incidents.possible ? qsTr("%1: %2, %3").arg(bar.view.themeTitle).arg(bar.view.incidents.words).arg(bar.view.incidents.share) : bar.view.themeTitle
        textFormat: Text.PlainText
        elide: Text.ElideRight
        font.pixelSize: Look.small
    }
    Label {
        text: bar.comparing && bar.beside.remark !== bar.view.remark
            ? qsTr("Left: %1  Right: %2").arg(bar.view.remark || "–").arg(bar.beside.remark || "–") : bar.view.remark
        textFormat: Text.PlainText
        font { pixelSize: Look.small; bold: true }
    }
    Label {
        visible: bar.view.notices.length > 0
        text: bar.view.notices.length === 1 ? qsTr("1 notice") : qsTr("%1 notices").arg(bar.view.notices.length)
        font.pixelSize: Look.small
        color: Look.faintInk
        HoverHandler { id: over }
        ToolTip.visible: over.hovered
        ToolTip.text: bar.view.notices.slice(0, 12).join("\n")
    }
}
