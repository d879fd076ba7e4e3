#include "layer_qml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <string_view>
#include <utility>

#include "style_names.hpp"
#include "wardmap/number_text.hpp"
#include "xml_text.hpp"

namespace wardmap::formats {

namespace {

std::string rgba(Colour c) { return fmt::format("{},{},{},{}", c.red, c.green, c.blue, c.alpha); }

using Property = std::pair<std::string_view, std::string>;

/// A property of a symbol layer that QGIS computes for each feature (a property of type 3: general).
std::string computed(std::string_view property, const std::string& expression)
{
    if (expression.empty()) {
        return "";
    }
    return fmt::format(
        "<data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/>"
        "<Option type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"{}\">"
        "<Option type=\"bool\" name=\"active\" value=\"true\"/>"
        "<Option type=\"QString\" name=\"expression\" value=\"{}\"/>"
        "<Option type=\"int\" name=\"type\" value=\"3\"/></Option></Option>"
        "<Option type=\"QString\" name=\"type\" value=\"collection\"/></Option></data_defined_properties>",
        property, xml_text(expression));
}

std::string symbol_layer(std::string_view kind, std::initializer_list<Property> properties,
                         const std::string& more = {})
{
    std::string xml =
        fmt::format("<layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">", kind);
    for (const auto& [name, value] : properties) {
        xml += fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", name, xml_text(value));
    }
    return xml + "</Option>" + more + "</layer>";
}

/// One symbol of the renderer; its name is the number of its class.
std::string symbol(const DrawnTable& drawing, const StyleClass& of_class, std::size_t number)
{
    const Style& style = drawing.style;
    const GeometryKind kind = drawing.table.kind;
    const std::string width = shortest_text(style.stroke_mm);
    const std::string_view stroke = style.stroke_mm > 0 ? "solid" : "no";
    std::string_view type = "fill";
    std::string drawn;
    if (kind == GeometryKind::point) {
        type = "marker";
        const double size_mm = of_class.marker_mm > 0 ? of_class.marker_mm : style.marker_mm;
        drawn = symbol_layer("SimpleMarker", {{"name", std::string(marker_name(style.marker))},
                                              {"color", rgba(of_class.fill)},
                                              {"size", shortest_text(size_mm)},
                                              {"size_unit", "MM"},
                                              {"outline_color", rgba(style.stroke)},
                                              {"outline_style", std::string(stroke)},
                                              {"outline_width", width},
                                              {"outline_width_unit", "MM"}});
    } else if (kind == GeometryKind::line) {
        type = "line";
        drawn = symbol_layer("SimpleLine", {{"line_color", rgba(of_class.fill)},
                                            {"line_style", "solid"},
                                            {"line_width", width},
                                            {"line_width_unit", "MM"}});
    } else {
        drawn = symbol_layer("SimpleFill",
                             {{"color", rgba(of_class.fill)},
                              {"style", of_class.fill.alpha == 0 ? "no" : "solid"},
                              {"outline_color", rgba(style.stroke)},
                              {"outline_style", std::string(stroke)},
                              {"outline_width", width},
                              {"outline_width_unit", "MM"}},
                             computed("outlineWidth", drawing.stroke_mm_expression));
    }
    return fmt::format(
        "<symbol type=\"{}\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">{}</symbol>\n",
        type, number, drawn);
}

/// QGIS takes both ends of a range as inside and the first range that fits, and for it numbers are equal within 9e-16.
/// So a class that ends below its upper bound ends a billionth before it; the fields that classes are of hold whole
/// numbers, or few decimals.
double before(double end) { return end - 1e-9 * std::max(1.0, std::abs(end)); }

std::string range(const StyleClass& of_class, std::size_t number, bool last)
{
    constexpr double far = 1e300;  // QGIS reads no infinity
    const double lower = std::isfinite(of_class.lower) ? of_class.lower : -far;
    double upper = std::isfinite(of_class.upper) ? of_class.upper : far;
    if (!last) {
        upper = std::max(lower, before(upper));
    }
    return fmt::format("<range render=\"true\" symbol=\"{}\" lower=\"{}\" upper=\"{}\" label=\"{}\"/>\n",
                       number, shortest_text(lower), shortest_text(upper), xml_text(of_class.label));
}

std::string category(const StyleClass& of_class, std::size_t number)
{
    const std::string_view type = std::holds_alternative<std::int64_t>(of_class.category) ? "integer"
                                  : std::holds_alternative<double>(of_class.category)     ? "double"
                                  : std::holds_alternative<bool>(of_class.category)       ? "bool"
                                                                                          : "string";
    return fmt::format("<category render=\"true\" symbol=\"{}\" value=\"{}\" type=\"{}\" label=\"{}\"/>\n",
                       number, xml_text(value_text(of_class.category)), type, xml_text(of_class.label));
}

/// A field's name in the file.
std::string file_name_of(const FeatureTable& table, const std::string& field, FieldNames names)
{
    const auto index = table.field_index(field);
    if (!index || names == FieldNames::full) {
        return field;
    }
    return table.fields[*index].short_name;
}

std::string renderer(const DrawnTable& drawing)
{
    const Style& style = drawing.style;
    std::string symbols;
    std::string classes;
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const bool last = i + 1 == style.classes.size();
        symbols += symbol(drawing, style.classes[i], i);
        if (style.kind == Style::Kind::graduated) {
            classes += range(style.classes[i], i, last);
        }
        if (style.kind == Style::Kind::categorised) {
            classes += category(style.classes[i], i);
        }
    }
    constexpr std::string_view fixed = "forceraster=\"0\" symbollevels=\"0\" enableorderby=\"0\"";
    const std::string attribute = xml_text(file_name_of(drawing.table, style.field, drawing.names));
    switch (style.kind) {
        case Style::Kind::graduated:
            return fmt::format(
                "<renderer-v2 type=\"graduatedSymbol\" attr=\"{}\" graduatedMethod=\"GraduatedColor\" {}>"
                "\n<ranges>\n{}</ranges>\n<symbols>\n{}</symbols>\n</renderer-v2>\n",
                attribute, fixed, classes, symbols);
        case Style::Kind::categorised:
            return fmt::format(
                "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" {}>\n<categories>\n{}</categories>\n"
                "<symbols>\n{}</symbols>\n</renderer-v2>\n",
                attribute, fixed, classes, symbols);
        case Style::Kind::single:
            break;
    }
    return fmt::format("<renderer-v2 type=\"singleSymbol\" {}>\n<symbols>\n{}</symbols>\n</renderer-v2>\n",
                       fixed, symbols);
}

std::string labelling(const DrawnTable& drawing)
{
    if (drawing.style.label_field.empty()) {
        return "";
    }
    // QGIS's numbers: 6 cartographic positions around a point, 2 parallel to a line, 4 horizontal.
    const int placement = drawing.table.kind == GeometryKind::point  ? 6
                          : drawing.table.kind == GeometryKind::line ? 2
                                                                     : 4;
    // Areas are told from places by weight, and layers from each other by the colour of their outlines.
    const bool bold = drawing.table.kind == GeometryKind::polygon;
    const std::string_view weight = bold ? "75\" namedStyle=\"Bold" : "50\" namedStyle=\"Regular";
    return fmt::format(
        "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"{}\" "
        "isExpression=\"0\" "
        "fontSize=\"8\" fontSizeUnit=\"Point\" fontWeight=\"{}\" textColor=\"{}\" textOpacity=\"1\">"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" "
        "bufferColor=\"255,255,255,255\" "
        "bufferOpacity=\"1\"/></text-style><placement placement=\"{}\" dist=\"0.5\" distUnits=\"MM\"/>"
        "<rendering obstacle=\"1\" scaleVisibility=\"0\"/></settings></labeling>\n",
        xml_text(file_name_of(drawing.table, drawing.style.label_field, drawing.names)), weight,
        rgba(drawing.style.stroke), placement);
}

std::string aliases(const FeatureTable& table, FieldNames names)
{
    std::string xml = "<aliases>\n";
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const Field& field = table.fields[i];
        xml += fmt::format("<alias index=\"{}\" field=\"{}\" name=\"{}\"/>\n", i,
                           xml_text(names == FieldNames::full ? field.name : field.short_name),
                           xml_text(alias_of(field)));
    }
    return xml + "</aliases>\n";
}

std::string document(std::string_view attributes, std::string_view content)
{
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
        "styleCategories=\"AllStyleCategories\"{}>\n{}</qgis>\n",
        attributes, content);
}

std::string shader_item(double upper, Colour colour, std::string_view label)
{
    return fmt::format("<item value=\"{}\" color=\"{}\" alpha=\"{}\" label=\"{}\"/>\n", shortest_text(upper),
                       hex_text(colour), colour.alpha, xml_text(label));
}

}  // namespace

std::string style_xml(const DrawnTable& drawing)
{
    return renderer(drawing) + labelling(drawing) + aliases(drawing.table, drawing.names) +
           fmt::format(
               "<blendMode>0</blendMode>\n<featureBlendMode>0</featureBlendMode>\n"
               "<layerOpacity>{}</layerOpacity>\n",
               shortest_text(drawing.style.opacity));
}

std::string layer_qml(const Layer& layer, FieldNames names)
{
    const bool labels = !layer.style.label_field.empty();
    return document(fmt::format(" labelsEnabled=\"{}\"", labels ? 1 : 0),
                    style_xml({layer.table, layer.style, names, {}}));
}

/// Values, not colours, are interpolated between pixel centres, as the contours are.
std::string raster_style_xml(const RasterLayer& layer)
{
    const Style& style = layer.style;
    std::string items;
    double lowest = 0;
    if (!style.classes.empty()) {
        const StyleClass& first = style.classes.front();
        lowest = first.lower;
        const bool from_nothing = first.label.starts_with("up to");
        const std::string from = first.label.substr(0, first.label.find(' '));  // rounded as in the classes
        items +=
            shader_item(std::nextafter(lowest, -std::numeric_limits<double>::infinity()), {255, 255, 255, 0},
                        from_nothing ? fmt::format("0 {}", style.unit)
                                     : fmt::format("less than {} {}", from, style.unit));
    }
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const bool last = i + 1 == style.classes.size();
        const double upper = last ? std::numeric_limits<double>::infinity() : style.classes[i].upper;
        items += shader_item(last ? upper : std::nextafter(upper, lowest), style.classes[i].fill,
                             style.classes[i].label);
    }
    return fmt::format(
        "<pipe>\n<provider><resampling enabled=\"true\" zoomedInResamplingMethod=\"bilinear\" "
        "zoomedOutResamplingMethod=\"nearestNeighbour\" maxOversampling=\"4\"/></provider>\n"
        "<rasterrenderer type=\"singlebandpseudocolor\" band=\"1\" alphaBand=\"-1\" "
        "opacity=\"{}\" classificationMin=\"{}\" classificationMax=\"inf\">\n<rastershader>\n"
        "<colorrampshader colorRampType=\"DISCRETE\" classificationMode=\"1\" clip=\"0\">\n{}"
        "</colorrampshader>\n</rastershader>\n</rasterrenderer>\n"
        "<resamplingStage>provider</resamplingStage>\n</pipe>\n<blendMode>0</blendMode>\n",
        shortest_text(style.opacity), shortest_text(lowest), items);
}

std::string raster_qml(const RasterLayer& layer) { return document("", raster_style_xml(layer)); }

}  // namespace wardmap::formats
