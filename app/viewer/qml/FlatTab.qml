import QtQuick
import QtQuick.Controls

// A tab of the tables: the current one is bold over a line of the accent.
TabButton {
    id: tab
    implicitHeight: 32
    width: bold.advanceWidth + 16
    padding: 0
    Accessible.name: text

    TextMetrics {
        id: bold
        font { pixelSize: tab.font.pixelSize; family: tab.font.family; bold: true }
        text: tab.text
    }
    contentItem: Label {
        text: tab.text
        textFormat: Text.PlainText
        font { pixelSize: tab.font.pixelSize; bold: tab.checked }
        color: tab.checked ? Look.ink : Look.faintInk
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        color: tab.hovered && !tab.checked ? Look.hover : "transparent"
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 3
            color: tab.checked ? Look.accent : "transparent"
        }
        FocusRing { anchors.margins: 2; shown: tab.visualFocus }
    }
}
