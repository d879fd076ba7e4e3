import QtQuick

// A button of one sign, named for those who do not see it.
ActionButton {
    required property string name
    implicitWidth: 24
    implicitHeight: 24
    leftPadding: 0
    rightPadding: 0
    padding: 0
    hint: name
    Accessible.name: name
}
