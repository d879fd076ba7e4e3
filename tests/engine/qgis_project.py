"""Opens a result's project in QGIS, checks its layers, styles, legends and pages, and draws them to PNG.

    qgis_project.py RESULT PICTURES     exit code 1 and a line for each fault
"""
import json
import os
import sys

from qgis.core import (QgsApplication, QgsLayerTreeLayer, QgsLayoutExporter, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsMapRendererParallelJob, QgsMapSettings, QgsProject)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

sys.dont_write_bytecode = True
from qgis_classes import colours_drawn, colours_of_map  # noqa: E402

RATES = "per 1,000 residents"
DENSITY = "incidents per km²"
# kind: renderer, number of classes (None: as many as there are), labels end with, visible
STACK = [
    ("incidents", "singleSymbol", 1, "", False),
    ("blocks", "graduatedSymbol", None, "incidents", True),
    ("wards_outline", "singleSymbol", 1, "", True),
    ("patrol", "singleSymbol", 1, "", False),
    ("hotspots", "singleSymbol", 1, "", True),
    ("spates", "singleSymbol", 1, "", False),
    ("emerging_cells", "categorizedSymbol", 5, "", False),
    ("cells", "categorizedSymbol", 7, "", False),
    ("density_classes", "singleSymbol", 1, "", True),
    ("density", "singlebandpseudocolor", 6, DENSITY, True),
    ("wards", "graduatedSymbol", None, RATES, False),
]
HOTSPOT = QColor(158, 20, 6)
DENSEST = QColor(0x7F, 0x1A, 0x12)
faults = []


def expect(found, expected, what):
    if found != expected:
        faults.append(f"{what}: {found!r}, expected {expected!r}")


def layer_id(kind, theme):
    return "wardmap_" + (f"wards_{theme}_outline" if kind == "wards_outline" else f"{kind}_{theme}")


def class_labels(layer):
    renderer = layer.renderer()
    if renderer.type() == "graduatedSymbol":
        return [r.label() for r in renderer.ranges()]
    if renderer.type() == "categorizedSymbol":
        return [c.label() for c in renderer.categories()]
    if renderer.type() == "singlebandpseudocolor":
        return [i.label for i in renderer.shader().rasterShaderFunction().colorRampItemList()]
    return [""]


def check_layer(project, kind, theme, renderer, classes, unit):
    where = layer_id(kind, theme)
    layer = project.mapLayer(where)
    if layer is None or not layer.isValid():
        faults.append(f"{where}: missing or not valid")
        return
    expect(layer.crs().authid(), "EPSG:27700", where + " CRS")
    expect(layer.renderer().type(), renderer, where + " renderer")
    labels = class_labels(layer)
    if classes is not None:
        expect(len(labels), classes, where + " classes")
    expect(len(labels) > 0, True, where + " has classes")
    expect([t for t in labels if not t.endswith((unit, "1 incident"))], [], where + " labels with unit")
    expect(layer.metadata().title() != "", True, where + " title")


def check_group(project, group, theme, first):
    expect(group.itemVisibilityChecked(), first, group.name() + " visible")
    nodes = [n for n in group.children() if isinstance(n, QgsLayerTreeLayer)]
    expect([n.layerId() for n in nodes], [layer_id(s[0], theme) for s in STACK], group.name() + " stack")
    expect([n.itemVisibilityChecked() for n in nodes], [s[4] for s in STACK], group.name() + " visible layers")
    for kind, renderer, classes, unit, _ in STACK:
        check_layer(project, kind, theme, renderer, classes, unit)


def count_pixels(image, colour, tolerance):
    """Pixels near the colour, and pixels that are not white, of every second row and column."""
    near = drawn = 0
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            c = QColor(image.pixel(x, y))
            if c.red() < 250 or c.green() < 250 or c.blue() < 250:
                drawn += 1
                if max(abs(c.red() - colour.red()), abs(c.green() - colour.green()),
                       abs(c.blue() - colour.blue())) <= tolerance:
                    near += 1
    return near, drawn


def draw_theme(project, title, theme, folder):
    settings = QgsMapSettings()
    settings.setLayers(project.mapThemeCollection().mapThemeVisibleLayers(title))
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.mapLayer("wardmap_boundary").extent())
    settings.setOutputSize(QSize(1000, 1000))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(os.path.join(folder, theme + ".png"))
    near, drawn = count_pixels(image, HOTSPOT, 30)
    print(f"{theme}: {drawn} of 250000 sampled pixels drawn, {near} in the hotspots' colour")
    expect(drawn > 25000, True, theme + " map is not blank")
    has_hotspots = project.mapLayer(layer_id("hotspots", theme)).featureCount() > 0
    expect(near > 100, has_hotspots, theme + " hotspot colour where there are hotspots")


def check_page(layout, where):
    found = [i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)]
    expect(len(found), 1, where + " legend")
    for legend in found:
        bottom = legend.pos().y() + legend.rect().height()
        right = legend.pos().x() + legend.rect().width()
        expect(bottom <= 272, True, f"{where} legend ends above the method ({bottom:.0f} mm)")
        expect(right <= 139, True, f"{where} legend ends left of the scale bar ({right:.0f} mm)")
    expect([i.layers() for i in layout.items() if isinstance(i, QgsLayoutItemMap) and not i.followVisibilityPreset()],
           [], where + " maps follow a theme")


def export(layout, path, where):
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 110
    expect(QgsLayoutExporter(layout).exportToImage(path, settings), QgsLayoutExporter.Success, where + " export")
    check_page(layout, where)


def draw_pages(project, title, theme, folder):
    manager = project.layoutManager()
    page = manager.layoutByName(title)
    atlas_page = manager.layoutByName(title + ": wards")
    if page is None or atlas_page is None:
        faults.append(f"{theme}: a layout is missing, there are {[l.name() for l in manager.layouts()]}")
        return
    export(page, os.path.join(folder, theme + "_page.png"), theme + " page")
    atlas = atlas_page.atlas()
    atlas.updateFeatures()
    expect(atlas.count(), project.mapLayer(layer_id("wards", theme)).featureCount(), theme + " atlas pages")
    atlas.beginRender()
    for number in (0, 1):
        atlas.seekTo(number)
        atlas.refreshCurrentFeature()
        export(atlas_page, os.path.join(folder, f"{theme}_ward_{number + 1}.png"), f"{theme} ward page {number + 1}")
    atlas.endRender()


def check_classes(project, result):
    """Each feature of a layer with classes of numbers is drawn in the class that map.json, and with it the report and
    the viewer, has it in."""
    with open(os.path.join(result, "map.json"), encoding="utf-8") as file:
        places = [place for place in json.load(file)["stack"] if place["style"]["kind"] == "graduated"]
    features = 0
    for place in places:
        layer = project.mapLayer("wardmap_" + place["id"])
        if "layer" in place and layer is not None:
            by_map = colours_of_map(layer, place["style"])
            expect(colours_drawn(layer), by_map, place["id"] + " colours of its features")
            features += len(by_map)
    expect(features > 20, True, "features in classes of numbers")


def check_context(project):
    """Roads lie beneath everything, and are visible in every theme."""
    lowest = project.layerTreeRoot().children()[-1]
    expect(lowest.layerId(), "wardmap_context_roads", "the lowest layer")
    expect(lowest.isVisible(), True, "roads visible")
    expect(project.mapLayer("wardmap_context_roads").featureCount() > 100, True, "roads of the town")
    for name in project.mapThemeCollection().mapThemes():
        layers = project.mapThemeCollection().mapThemeVisibleLayers(name)
        expect(layers[-1].id(), "wardmap_context_roads", name + " lowest layer of the map theme")


def main(result, folder):
    project = QgsProject.instance()
    expect(project.read(os.path.join(result, "wardmap.qgz")), True, "the project opens")
    expect(project.crs().authid(), "EPSG:27700", "project CRS")
    expect([l.name() for l in project.mapLayers().values() if not l.isValid()], [], "layers that are not valid")
    expect([l.source() for l in project.mapLayers().values() if not l.source().startswith(os.path.realpath(result))], [],
           "layers from elsewhere")
    expect(project.metadata().title() != "", True, "project title")
    groups = [g for g in project.layerTreeRoot().findGroups()]
    themes = [g.children()[0].layerId().replace(layer_id("incidents", ""), "") for g in groups]
    expect(len(groups) > 0, True, "groups")
    expect(sorted(project.mapThemeCollection().mapThemes()), sorted(g.name() for g in groups), "map themes")
    check_context(project)
    check_classes(project, result)
    for group, theme in zip(groups, themes):
        check_group(project, group, theme, group is groups[0])
        draw_theme(project, group.name(), theme, folder)
        draw_pages(project, group.name(), theme, folder)


application = QgsApplication([], False)
application.initQgis()
main(os.path.realpath(sys.argv[1]), sys.argv[2])
QgsProject.instance().clear()
application.exitQgis()
for fault in faults:
    print("fault: " + fault)
sys.exit(1 if faults else 0)
