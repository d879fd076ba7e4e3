"""In which colour QGIS draws each feature, and in which it should: a class is told by its colour."""
from qgis.core import QgsExpressionContextUtils, QgsRenderContext


def colours_drawn(layer):
    """By the number of each feature that is drawn: the colour of its symbol."""
    renderer = layer.renderer()
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    drawn = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.willRenderFeature(feature, context):
            symbols = renderer.originalSymbolsForFeature(feature, context)
            drawn[feature.id()] = [symbol.color().name().upper() for symbol in symbols]
    renderer.stopRender(context)
    return drawn


def colours_of_map(layer, style):
    """The same as map.json, and with it report and viewer, has it: a class holds its lower end, the last its upper end
    too. None for classes that are not of numbers."""
    if style["kind"] != "graduated":
        return None
    field = [f.name() for f in layer.fields()].index(style["field"])
    found = {}
    for feature in layer.getFeatures():
        value = feature.attributes()[field]
        for one in style["classes"]:
            last = one is style["classes"][-1]
            if isinstance(value, (int, float)) and one["lower"] <= value and (
                    one["upper"] is None or value < one["upper"] or last and value == one["upper"]):
                found[feature.id()] = [one["fill"][:7]]
    return found
