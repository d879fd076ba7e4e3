#include "layer_sld.hpp"

#include <fmt/format.h>

#include <cmath>

#include "style_names.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "xml_text.hpp"

namespace wardmap {

namespace formats {

namespace {

constexpr double mm_per_px = 0.28;  // OGC 02-070, 10.2: the standardised rendering pixel

std::string px(double mm) { return fixed_text(mm / mm_per_px, 2); }

std::string parameter(std::string_view name, const std::string& value)
{
    return fmt::format("<CssParameter name=\"{}\">{}</CssParameter>", name, value);
}

std::string fill(Colour colour, double opacity)
{
    return fmt::format("<Fill>{}{}</Fill>", parameter("fill", hex_text(colour)),
                       parameter("fill-opacity", fixed_text(opacity * colour.alpha / 255.0, 3)));
}

std::string stroke(Colour colour, double width_mm, double opacity)
{
    return fmt::format("<Stroke>{}{}{}</Stroke>", parameter("stroke", hex_text(colour)),
                       parameter("stroke-opacity", fixed_text(opacity * colour.alpha / 255.0, 3)),
                       parameter("stroke-width", px(width_mm)));
}

std::string symbolizer(const Layer& layer, const StyleClass& of_class)
{
    const Style& style = layer.style;
    const std::string outline =
        style.stroke_mm > 0 ? stroke(style.stroke, style.stroke_mm, style.opacity) : "";
    switch (layer.table.kind) {
        case GeometryKind::point:
            return fmt::format(
                "<PointSymbolizer><Graphic><Mark><WellKnownName>{}</WellKnownName>{}{}</Mark><Size>{}</Size>"
                "</Graphic></PointSymbolizer>",
                marker_name(style.marker), fill(of_class.fill, style.opacity), outline,
                px(of_class.marker_mm > 0 ? of_class.marker_mm : style.marker_mm));
        case GeometryKind::line:
            return fmt::format("<LineSymbolizer>{}</LineSymbolizer>",
                               stroke(of_class.fill, style.stroke_mm, style.opacity));
        case GeometryKind::polygon:
            return fmt::format("<PolygonSymbolizer>{}{}</PolygonSymbolizer>",
                               fill(of_class.fill, style.opacity), outline);
        case GeometryKind::none:
            break;
    }
    return {};
}

std::string compared(std::string_view how, const std::string& field, const std::string& value)
{
    return fmt::format(
        "<ogc:{0}><ogc:PropertyName>{1}</ogc:PropertyName><ogc:Literal>{2}</ogc:Literal></ogc:{0}>", how,
        xml_text(field), xml_text(value));
}

enum class Towards { less, more };

/// The end of a class. QGIS keeps six digits of a number in a filter, so one with more is written with six, away
/// from the values of the class: what stands exactly on the end stays where it belongs.
std::string end_text(double end, Towards direction)
{
    if (end == std::round(end)) {
        return shortest_text(end);
    }
    constexpr int digits = 6;
    const double scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(end))));
    const double moved = direction == Towards::more ? std::ceil(end * scale) : std::floor(end * scale);
    return fmt::format("{:.6g}", moved / scale);
}

/// A class holds its lower end; only the last holds its upper end.
std::string filter(const Style& style, const StyleClass& of_class, const std::string& field)
{
    if (style.kind == Style::Kind::categorised) {
        return "<ogc:Filter>" + compared("PropertyIsEqualTo", field, value_text(of_class.category)) +
               "</ogc:Filter>";
    }
    std::string lower;
    std::string upper;
    if (std::isfinite(of_class.lower)) {
        lower = compared("PropertyIsGreaterThanOrEqualTo", field, end_text(of_class.lower, Towards::less));
    }
    if (std::isfinite(of_class.upper)) {
        const bool is_last = &of_class == &style.classes.back();
        upper = compared(is_last ? "PropertyIsLessThanOrEqualTo" : "PropertyIsLessThan", field,
                         end_text(of_class.upper, is_last ? Towards::more : Towards::less));
    }
    if (style.kind == Style::Kind::single || (lower.empty() && upper.empty())) {
        return {};
    }
    return lower.empty() || upper.empty()
               ? fmt::format("<ogc:Filter>{}{}</ogc:Filter>", lower, upper)
               : fmt::format("<ogc:Filter><ogc:And>{}{}</ogc:And></ogc:Filter>", lower, upper);
}

std::string label(const Style& style, const std::string& field)
{
    if (style.label_field.empty()) {
        return {};
    }
    return fmt::format(
        "<TextSymbolizer><Label><ogc:PropertyName>{}</ogc:PropertyName></Label><Font>{}{}</"
        "Font><Halo><Radius>1.5</Radius>"
        "<Fill>{}</Fill></Halo><Fill>{}</Fill></TextSymbolizer>",
        xml_text(field), parameter("font-family", "Arial"), parameter("font-size", "11"),
        parameter("fill", "#FFFFFF"), parameter("fill", hex_text(style.stroke)));
}

std::string file_field(const FeatureTable& table, const std::string& field, FieldNames names)
{
    const auto index = table.field_index(field);
    return index && names == FieldNames::short_ones ? table.fields[*index].short_name : field;
}

std::string document(const std::string& name, const std::string& title, const std::string& rules)
{
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StyledLayerDescriptor version=\"1.0.0\" "
        "xmlns=\"http://www.opengis.net/sld\" xmlns:ogc=\"http://www.opengis.net/ogc\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n<NamedLayer><Name>{0}</Name>\n<UserStyle><Name>{0}</"
        "Name>"
        "<Title>{1}</Title>\n<FeatureTypeStyle>\n{2}</FeatureTypeStyle>\n</UserStyle></NamedLayer>\n"
        "</StyledLayerDescriptor>\n",
        xml_text(name), xml_text(title), rules);
}

std::string colour_entry(double upper, Colour colour, const std::string& text)
{
    return fmt::format("<ColorMapEntry color=\"{}\" opacity=\"{}\" quantity=\"{}\" label=\"{}\"/>\n",
                       hex_text(colour), fixed_text(colour.alpha / 255.0, 3), shortest_text(upper),
                       xml_text(text));
}

}  // namespace

std::string layer_sld(const Layer& layer, FieldNames names)
{
    const Style& style = layer.style;
    const std::string field = file_field(layer.table, style.field, names);
    const std::string words = label(style, file_field(layer.table, style.label_field, names));
    std::string rules;
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const StyleClass& one = style.classes[i];
        rules += fmt::format("<Rule><Name>class {}</Name><Title>{}</Title>{}{}{}</Rule>\n", i + 1,
                             xml_text(one.label), filter(style, one, field), symbolizer(layer, one), words);
    }
    return document(layer.table.name, layer.title, rules);
}

std::string raster_sld(const RasterLayer& layer)
{
    constexpr double far = 1e30;  // above every density
    const Style& style = layer.style;
    std::string entries;
    if (!style.classes.empty()) {
        entries += colour_entry(style.classes.front().lower, {255, 255, 255, 0}, "");
    }
    for (const StyleClass& one : style.classes) {
        entries += colour_entry(std::isfinite(one.upper) ? one.upper : far, one.fill, one.label);
    }
    return document(
        layer.name, layer.title,
        fmt::format("<Rule><RasterSymbolizer><Opacity>{}</Opacity><ColorMap type=\"intervals\">\n{}"
                    "</ColorMap></RasterSymbolizer></Rule>\n",
                    fixed_text(style.opacity, 3), entries));
}

}  // namespace formats

void write_slds(const std::filesystem::path& folder, const LayerSet& layers, SldFields fields)
{
    const auto names =
        fields == SldFields::full ? formats::FieldNames::full : formats::FieldNames::short_ones;
    for (const Layer& layer : layers.layers) {
        if (formats::has_style(layer)) {
            write_new_text(folder / (layer.table.name + ".sld"), formats::layer_sld(layer, names));
        }
    }
}

void write_raster_slds(const std::filesystem::path& folder, const LayerSet& layers)
{
    for (const RasterLayer& layer : layers.rasters) {
        write_new_text(folder / (layer.name + ".sld"), formats::raster_sld(layer));
    }
}

}  // namespace wardmap
