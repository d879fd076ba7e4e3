"""Loads what the tests wrote into QGIS and checks CRS, renderer, classes, labels and that every feature is drawn.

    qgis_styles.py FOLDER      exit code 1 and a line for each fault
"""
import sys

from qgis.core import (QgsApplication, QgsRasterLayer, QgsRenderContext, QgsVectorLayer)

RATES = "per 1,000 residents"
DENSITY = "incidents per km²"
# name: renderer, number of classes, labels end with, labelled, opacity
EXPECTED = {
    "boundary": ("singleSymbol", 1, "", False, 1.0),
    "wards_asb": ("graduatedSymbol", 3, RATES, True, 0.8),
    "density_classes_asb": ("graduatedSymbol", 3, DENSITY, False, 0.7),
    "cells_asb": ("categorizedSymbol", 7, "", False, 0.7),
    "hotspots_asb": ("singleSymbol", 1, "", True, 1.0),
    "blocks_asb": ("graduatedSymbol", 2, "incidents", True, 1.0),
    "patrol_asb": ("singleSymbol", 1, "", True, 1.0),
    "incidents_asb": ("singleSymbol", 1, "", False, 1.0),
}
faults = []


def expect(found, expected, what):
    if found != expected:
        faults.append(f"{what}: {found!r}, expected {expected!r}")


def class_labels(renderer):
    if renderer.type() == "graduatedSymbol":
        return [r.label() for r in renderer.ranges()]
    if renderer.type() == "categorizedSymbol":
        return [c.label() for c in renderer.categories()]
    return [""]


def check_layer(layer, where, name, crs):
    kind, classes, unit, labelled, opacity = EXPECTED[name]
    expect(layer.isValid(), True, where + " valid")
    expect(layer.crs().authid(), crs, where + " CRS")
    renderer = layer.renderer()
    expect(renderer.type(), kind, where + " renderer")
    labels = class_labels(renderer)
    expect(len(labels), classes, where + " classes")
    expect([t for t in labels if not t.endswith(unit)], [], where + " labels with unit")
    expect(layer.labelsEnabled(), labelled, where + " labels")
    expect(round(layer.opacity(), 3), opacity, where + " opacity")
    context = QgsRenderContext()
    renderer.startRender(context, layer.fields())
    undrawn = [f.id() for f in layer.getFeatures() if renderer.symbolForFeature(f, context) is None]
    renderer.stopRender(context)
    expect(undrawn, [], where + " features without a symbol")
    aliases = {layer.fields().at(i).name(): layer.attributeDisplayName(i) for i in range(layer.fields().count())}
    if name == "wards_asb":
        expect(aliases.get("rate_per_1000", aliases.get("rate_1000")), "Rate (per 1,000 residents)", where + " alias")


def class_of(layer, wanted):
    """Label of the class that QGIS gives the feature whose field of the renderer has the value."""
    context = QgsRenderContext()
    renderer = layer.renderer()
    renderer.startRender(context, layer.fields())
    found = None
    for feature in layer.getFeatures():
        if feature[renderer.classAttribute()] == wanted:
            symbol = renderer.originalSymbolForFeature(feature, context)
            found = [r.label() for r in renderer.ranges() if r.symbol().color() == symbol.color()]
    renderer.stopRender(context)
    return found


def main(folder):
    for name in EXPECTED:
        layer = QgsVectorLayer(f"{folder}/wardmap.gpkg|layername={name}", name, "ogr")
        message, loaded = layer.loadDefaultStyle()
        expect(loaded, True, name + " style in the GeoPackage")
        check_layer(layer, "GeoPackage " + name, name, "EPSG:27700")
        if name == "density_classes_asb":  # a value on the border belongs to the class that begins there
            expect(class_of(layer, 50.5), ["50.5 to 200 " + DENSITY], "class of a border value")
        check_layer(QgsVectorLayer(f"{folder}/geojson/{name}.geojson", name, "ogr"), "GeoJSON " + name, name, "EPSG:4326")
        check_layer(QgsVectorLayer(f"{folder}/shapefile/{name}.shp", name, "ogr"), "shapefile " + name, name, "EPSG:27700")
    raster = QgsRasterLayer(f"{folder}/rasters/density_asb.tif", "density")
    expect(raster.isValid(), True, "raster valid")
    expect(raster.crs().authid(), "EPSG:27700", "raster CRS")
    expect(raster.renderer().type(), "singlebandpseudocolor", "raster renderer")
    items = raster.renderer().shader().rasterShaderFunction().colorRampItemList()
    expect(len(items), 4, "raster classes")
    expect([i.label for i in items if not i.label.endswith(DENSITY)], [], "raster labels with unit")
    expect([i.color.alpha() for i in items], [0, 255, 255, 255], "raster below the first class is clear")


application = QgsApplication([], False)
application.initQgis()
main(sys.argv[1])
application.exitQgis()
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
