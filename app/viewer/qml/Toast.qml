import QtQuick
import QtQuick.Controls

// A word that goes by itself.
Popup {
    id: toast
    property alias text: words.text
    padding: 12
    closePolicy: Popup.NoAutoClose  // what closes on Escape holds up every shortcut of the window
    onOpened: timer.restart()
    background: Rectangle {
        radius: Look.corner
        color: Look.ink
    }
    Label {
        id: words
        objectName: "toast"
        textFormat: Text.PlainText
        width: Math.min(implicitWidth, 600)
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        color: Look.ground
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    Timer { id: timer; interval: 5000; onTriggered: toast.close() }
}
