import QtQuick
import QtQuick.Controls

// A flat button. What is checked, or of first importance, is filled with the accent.
Button {
    id: button
    property bool primary: false
    property string hint: ""
    readonly property bool filled: checked || primary

    implicitHeight: 30
    leftPadding: 12
    rightPadding: 12
    topPadding: 4
    bottomPadding: 4
    opacity: enabled ? 1 : 0.45
    ToolTip.visible: hovered && hint !== ""
    ToolTip.delay: 600
    ToolTip.text: hint
    Accessible.name: text
    Accessible.description: hint

    contentItem: Label {
        text: button.text
        textFormat: Text.PlainText
        font: button.font
        color: button.filled ? Look.accentInk : Look.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: Look.corner
        color: button.filled ? Look.accent : button.down ? Look.pressed : button.hovered ? Look.hover : Look.raised
        border { width: 1; color: button.filled ? Look.accent : Look.line }
        FocusRing { shown: button.visualFocus }
    }
}
