"""Loads every SLD of a result into QGIS over its layer, and reads every style file as XML.

    qgis_slds.py RESULT IGNORED     exit code 1 and a line for each fault
"""
import glob
import os
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

from qgis.core import QgsApplication, QgsExpressionContextUtils, QgsRenderContext, QgsVectorLayer

faults = []


def expect(found, expected, what):
    if found != expected:
        faults.append(f"{what}: {found!r}, expected {expected!r}")


def drawn_features(layer):
    renderer = layer.renderer()
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    drawn = set()
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.willRenderFeature(feature, context):
            drawn.add(feature.id())
    renderer.stopRender(context)
    return drawn


def check_sld(path):
    """It draws the features that the .qml draws, which QGIS takes on opening."""
    where = os.path.relpath(path, sys.argv[1])
    base = os.path.splitext(path)[0]
    layer = QgsVectorLayer(base + (".shp" if os.path.exists(base + ".shp") else ".geojson"), "layer", "ogr")
    expect(layer.isValid(), True, where + " layer")
    drawn = drawn_features(layer)
    message, loaded = layer.loadSldStyle(path)
    expect((loaded, message), (True, ""), where + " loads")
    renderer = layer.renderer()
    rules = len(ElementTree.parse(path).findall(".//{http://www.opengis.net/sld}Rule"))
    found = len(renderer.rootRule().children()) if renderer.type() == "RuleRenderer" else 1
    expect(found, rules, where + " rules")
    expect(drawn_features(layer) == drawn, True, f"{where} draws what the .qml draws ({len(drawn)} features)")


def main(result):
    slds = sorted(glob.glob(result + "/geojson/*.sld") + glob.glob(result + "/shapefile/*.sld"))
    expect(len(slds) > 20, True, "SLD files")
    for path in slds:
        check_sld(path)
    for path in glob.glob(result + "/**/*.sld", recursive=True) + glob.glob(result + "/**/*.qml", recursive=True):
        ElementTree.parse(path)
    with zipfile.ZipFile(result + "/wardmap.qgz") as archive:
        ElementTree.fromstring(archive.read("wardmap.qgs"))
    print(f"{len(slds)} SLD files load")


application = QgsApplication([], False)
application.initQgis()
main(os.path.realpath(sys.argv[1]))
application.exitQgis()
for fault in faults:
    print("fault: " + fault)
sys.exit(1 if faults else 0)
