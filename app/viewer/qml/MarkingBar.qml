import QtQuick
import QtQuick.Controls

// The marking of the result, always in sight.
Rectangle {
    id: bar
    required property string marking

    visible: marking !== ""
    implicitHeight: visible ? label.implicitHeight + 6 : 0
    color: Look.contrast ? "#000000" : "#7a1f1f"

    Label {
        id: label
        objectName: "marking"
        anchors.centerIn: parent
        width: Math.min(implicitWidth, bar.width - 16)
        text: bar.marking
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: "#ffffff"
        font.bold: true
        font.letterSpacing: 1
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Marking: %1").arg(bar.marking)
    }
}
