import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import WardmapViewer

// Runs a study and opens its result.
Dialog {
    id: dialog
    signal resultReady(string folder)
    property url study: ""
    readonly property bool running: run.running
    readonly property string words: run.step === "" ? qsTr("Starting") : qsTr("Step %1 of %2: %3").arg(parts[1]).arg(parts[2]).arg(parts[3])
    readonly property list<string> parts: (run.step.match(/\[(\d+)\/(\d+)\] (.*)/) ?? ["", "0", "1", ""])

    function begin(studyFile: url, folder: url) {
        study = studyFile
        run.start(studyFile.toString(), folder.toString())
        open()
    }

    title: qsTr("Run study")
    modal: true
    closePolicy: run.running ? Popup.NoAutoClose : Popup.CloseOnEscape
    width: 560

    StudyRun {
        id: run
        onFinished: if (succeeded) dialog.resultReady(resultFolder)
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 8
        Label {
            Layout.fillWidth: true
            text: Share.local_file(dialog.study)
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
        }
        ProgressBar {
            visible: run.running
            Layout.fillWidth: true
            value: (Number(dialog.parts[1]) - 0.5) / Number(dialog.parts[2])
            indeterminate: run.step === ""
            Accessible.name: qsTr("Progress of the run")
        }
        Label {
            visible: run.running
            text: dialog.words
            textFormat: Text.PlainText
        }
        ScrollView {
            visible: !run.running && run.said !== ""
            Layout.fillWidth: true
            Layout.preferredHeight: 260
            TextArea {
                objectName: "runSaid"
                readOnly: true
                text: run.said
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: "monospace"
                font.pixelSize: Look.small
                Accessible.name: qsTr("What the run found")
            }
        }
    }
    footer: DialogButtonBox {
        ActionButton {
            objectName: "cancelRun"
            visible: run.running
            text: qsTr("Cancel the run")
            onClicked: run.cancel()
        }
        ActionButton {
            visible: !run.running
            primary: true
            text: qsTr("Close")
            onClicked: dialog.close()
        }
    }
}
