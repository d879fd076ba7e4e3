"""Loads every SLD of a result into QGIS over its layer, and reads every style file as XML.

    qgis_slds.py RESULT IGNORED     exit code 1 and a line for each fault
"""
import glob
import json
import math
import os
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

from qgis.core import QgsApplication, QgsRasterLayer, QgsVectorLayer

sys.dont_write_bytecode = True
from qgis_classes import colours_drawn, colours_of_map  # noqa: E402

faults = []


def expect(found, expected, what):
    if found != expected:
        faults.append(f"{what}: {found!r}, expected {expected!r}")


def check_sld(path, styles):
    """It draws the features that the .qml draws, which QGIS takes on opening, each in the colour of its class."""
    where = os.path.relpath(path, sys.argv[1])
    base = os.path.splitext(path)[0]
    is_shapefile = os.path.exists(base + ".shp")
    layer = QgsVectorLayer(base + (".shp" if is_shapefile else ".geojson"), "layer", "ogr")
    expect(layer.isValid(), True, where + " layer")
    drawn = colours_drawn(layer)
    if not is_shapefile:
        by_map = colours_of_map(layer, styles[os.path.basename(base)])
        expect(by_map is None or by_map == drawn, True, f"{where}: the .qml draws what map.json says")
    message, loaded = layer.loadSldStyle(path)
    expect((loaded, message), (True, ""), where + " loads")
    renderer = layer.renderer()
    rules = len(ElementTree.parse(path).findall(".//{http://www.opengis.net/sld}Rule"))
    found = len(renderer.rootRule().children()) if renderer.type() == "RuleRenderer" else 1
    expect(found, rules, where + " rules")
    expect(colours_drawn(layer) == drawn, True, f"{where} draws what the .qml draws ({len(drawn)} features)")


def colour_by_sld(entries, value):
    """Of intervals: the first entry whose quantity is above the value; each is open at its upper end."""
    for entry in entries:
        if value < float(entry.get("quantity")):
            colour = int(entry.get("color")[1:], 16)
            return colour >> 16, colour >> 8 & 255, colour & 255, round(255 * float(entry.get("opacity")))
    return None


def check_raster_sld(path):
    """No QGIS loads an SLD for a raster (3.22 and 3.40 tried), so it is compared with the .qml, which QGIS takes on
    opening: each value gets the same colour by both, and each class has the same label."""
    where = os.path.relpath(path, sys.argv[1])
    layer = QgsRasterLayer(os.path.splitext(path)[0] + ".tif", "layer")
    expect((layer.isValid(), layer.renderer().type()), (True, "singlebandpseudocolor"), where + " layer")
    shader = layer.renderer().shader().rasterShaderFunction()
    sld = "{http://www.opengis.net/sld}"
    symbolizer = ElementTree.parse(path).find(f".//{sld}RasterSymbolizer")
    expect(float(symbolizer.find(sld + "Opacity").text), layer.renderer().opacity(), where + " opacity")
    colours = symbolizer.find(sld + "ColorMap")
    expect(colours.get("type"), "intervals", where + " kind")
    entries = list(colours)
    expect([e.get("label") for e in entries[1:]], [i.label for i in shader.colorRampItemList()[1:]], where + " labels")
    ends = [float(e.get("quantity")) for e in entries[:-1]]
    values = [0.0, ends[0] / 2, 3 * ends[-1]]
    for lower, upper in zip(ends, ends[1:]):
        values += [math.nextafter(lower, 0), lower, (lower + upper) / 2, math.nextafter(upper, 0), upper]
    for value in values:
        shown, *colour = shader.shade(value)
        expect(colour_by_sld(entries, value), tuple(colour) if shown else None, f"{where} colour of {value}")
    expect(len(set(colour_by_sld(entries, v) for v in values)), len(entries), where + " colours that were looked at")


def main(result):
    slds = sorted(glob.glob(result + "/geojson/*.sld") + glob.glob(result + "/shapefile/*.sld"))
    expect(len(slds) > 20, True, "SLD files")
    with open(result + "/map.json", encoding="utf-8") as file:
        styles = {place["layer"]: place["style"] for place in json.load(file)["stack"] if "layer" in place}
    for path in slds:
        check_sld(path, styles)
    rasters = sorted(glob.glob(result + "/rasters/*.tif"))
    expect(sorted(glob.glob(result + "/rasters/*.sld")), [p[:-3] + "sld" for p in rasters], "SLD files of rasters")
    for path in rasters:
        check_raster_sld(path[:-3] + "sld")
    for path in glob.glob(result + "/**/*.sld", recursive=True) + glob.glob(result + "/**/*.qml", recursive=True):
        ElementTree.parse(path)
    with zipfile.ZipFile(result + "/wardmap.qgz") as archive:
        ElementTree.fromstring(archive.read("wardmap.qgs"))
    print(f"{len(slds)} SLD files load, {len(rasters)} of rasters give the colours of the .qml")


application = QgsApplication([], False)
application.initQgis()
main(os.path.realpath(sys.argv[1]))
application.exitQgis()
for fault in faults:
    print("fault: " + fault)
sys.exit(1 if faults else 0)
