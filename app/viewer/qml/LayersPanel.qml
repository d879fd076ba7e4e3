pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import WardmapViewer

// The layers of the theme, which are its legend.
Pane {
    id: panel
    required property ResultView view
    property string heading: qsTr("Layers")
    padding: 0

    function takeFocus() { list.forceActiveFocus() }

    ListView {
        id: list
        objectName: "layerList"
        anchors.fill: parent
        clip: true
        model: panel.view.layers
        activeFocusOnTab: true
        keyNavigationEnabled: true
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: panel.heading
        Keys.onSpacePressed: if (currentItem) (currentItem as LayerRow).toggle()

        header: Label {
            padding: 8
            bottomPadding: 2
            text: panel.heading
            font.bold: true
        }
        delegate: LayerRow {
            width: list.width - 8
            view: panel.view
            current: list.activeFocus && ListView.isCurrentItem
        }
    }
}
