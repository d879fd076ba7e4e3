#include "wardmap/map_document.hpp"

#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <iterator>
#include <set>
#include <string_view>

#include "json_text.hpp"
#include "map_stack.hpp"
#include "style_names.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace {

using formats::append_json_string;

/// Appends `"key":value` pairs to an object, one call each.
class ObjectText {
public:
    explicit ObjectText(std::string& out) : m_out(out) { m_out += '{'; }
    ObjectText(const ObjectText&) = delete;
    ObjectText& operator=(const ObjectText&) = delete;
    /// Closes the object, unless an exception passes: it may tell of too little memory, which this would need.
    ~ObjectText() noexcept(false)  // NOLINT(bugprone-exception-escape,performance-noexcept-destructor)
    {
        if (std::uncaught_exceptions() == m_exceptions_before) {
            m_out += '}';
        }
    }

    void text(std::string_view key, std::string_view value)
    {
        begin(key);
        append_json_string(m_out, value);
    }
    /// What JSON has no number for is null.
    void number(std::string_view key, double value)
    {
        begin(key) += std::isfinite(value) ? shortest_text(value) : "null";
    }
    void yes_or_no(std::string_view key, bool value) { begin(key) += value ? "true" : "false"; }
    template <typename Items, typename Append>
    void list(std::string_view key, const Items& items, const Append& append)
    {
        begin(key) += '[';
        const char* between = "";
        for (const auto& item : items) {
            m_out += between;
            append(item);
            between = ",\n";
        }
        m_out += ']';
    }
    std::string& begin(std::string_view key)
    {
        m_out += m_first ? "" : ",";
        m_first = false;
        append_json_string(m_out, key);
        return m_out += ':';
    }

private:
    std::string& m_out;
    int m_exceptions_before = std::uncaught_exceptions();
    bool m_first = true;
};

std::string colour_text(Colour colour) { return fmt::format("{}{:02X}", hex_text(colour), colour.alpha); }

std::string_view kind_text(Style::Kind kind)
{
    switch (kind) {
        case Style::Kind::categorised:
            return "categorised";
        case Style::Kind::graduated:
            return "graduated";
        case Style::Kind::single:
            break;
    }
    return "single";
}

std::string_view type_text(FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return "integer";
        case FieldType::real:
            return "real";
        case FieldType::boolean:
            return "boolean";
        case FieldType::text:
            break;
    }
    return "text";
}

void append_class(std::string& out, const StyleClass& of_class, Style::Kind kind)
{
    ObjectText object(out);
    object.text("label", of_class.label);
    object.text("fill", colour_text(of_class.fill));
    if (kind == Style::Kind::graduated) {
        object.number("lower", of_class.lower);
        object.number("upper", of_class.upper);
    } else if (kind == Style::Kind::categorised) {
        object.text("category", value_text(of_class.category));
    }
    if (of_class.marker_mm > 0) {
        object.number("marker_mm", of_class.marker_mm);
    }
}

void append_style(std::string& out, const Style& style)
{
    ObjectText object(out);
    object.text("kind", kind_text(style.kind));
    object.text("field", style.field);
    object.text("legend", style.legend);
    object.text("unit", style.unit);
    object.text("stroke", colour_text(style.stroke));
    object.number("stroke_mm", style.stroke_mm);
    object.text("marker", formats::marker_name(style.marker));
    object.number("marker_mm", style.marker_mm);
    object.text("label_field", style.label_field);
    object.number("opacity", style.opacity);
    object.yes_or_no("frozen", style.is_frozen);
    object.list("classes", style.classes, [&](const StyleClass& one) { append_class(out, one, style.kind); });
}

void append_place(std::string& out, const formats::StackedLayer& place)
{
    ObjectText object(out);
    object.text("id", place.id);
    object.text("theme", place.raster != nullptr ? place.raster->theme : place.layer->theme);
    object.text("title", place.title);
    object.text(place.raster != nullptr ? "raster" : "layer",
                place.raster != nullptr ? place.raster->name : place.layer->table.name);
    object.yes_or_no("visible", place.visible);
    object.yes_or_no("in_legend", place.in_legend);
    if (!place.month.empty()) {
        object.text("month", place.month);
        object.list("instead_of", place.instead_of,
                    [&](const std::string& id) { append_json_string(out, id); });
    }
    append_style(object.begin("style"), place.style);
}

void append_fields(std::string& out, const FeatureTable& table, ObjectText& object)
{
    object.list("fields", table.fields, [&](const Field& field) {
        ObjectText one(out);
        one.text("name", field.name);
        one.text("label", field.label);
        one.text("unit", field.unit);
        one.text("type", type_text(field.type));
        one.number("decimals", field.decimals);
    });
}

void append_layer(std::string& out, const Layer& layer)
{
    ObjectText object(out);
    object.text("name", layer.table.name);
    object.text("title", layer.title);
    object.text("theme", layer.theme);
    object.text("description", layer.description);
    object.number("features", static_cast<double>(layer.table.features.size()));
    append_fields(out, layer.table, object);
}

void append_raster(std::string& out, const RasterLayer& layer)
{
    ObjectText object(out);
    object.text("name", layer.name);
    object.text("title", layer.title);
    object.text("theme", layer.theme);
    object.text("description", layer.description);
    object.text("unit", layer.unit);
}

/// Those that are written: a table of a layer's name is that layer's attributes.
std::vector<const FeatureTable*> own_tables(const LayerSet& layers)
{
    std::set<std::string_view> names;
    for (const Layer& layer : layers.layers) {
        names.insert(layer.table.name);
    }
    std::vector<const FeatureTable*> tables;
    for (const FeatureTable& table : layers.tables) {
        if (names.insert(table.name).second) {
            tables.push_back(&table);
        }
    }
    return tables;
}

std::vector<formats::StackedLayer> whole_stack(const LayerSet& layers, const QgisText& text)
{
    std::vector<formats::StackedLayer> stack;
    for (const QgisTheme& theme : text.themes) {
        const auto of_theme = formats::stack_of_theme(layers, theme.id, text.has_rasters);
        stack.insert(stack.end(), of_theme.begin(), of_theme.end());
        const auto months = text.has_rasters ? formats::months_of_theme(layers, theme.id)
                                             : std::vector<formats::StackedLayer>{};
        stack.insert(stack.end(), months.begin(), months.end());
    }
    const auto background = formats::stack_of_background(layers);
    stack.insert(stack.end(), background.begin(), background.end());
    return stack;
}

}  // namespace

void write_map_document(const std::filesystem::path& file, const LayerSet& layers, const QgisText& text)
{
    std::string out;
    {
        ObjectText document(out);
        document.number("schema", map_document_schema);
        document.text("title", text.title);
        document.text("area", text.area_name);
        document.text("period", text.period);
        document.text("marking", text.marking);
        document.text("crs", layers.crs);
        document.list("themes", text.themes, [&](const QgisTheme& theme) {
            ObjectText one(out);
            one.text("id", theme.id);
            one.text("title", theme.title);
            one.text("method", theme.method);
        });
        document.list("sources", text.sources,
                      [&](const std::string& source) { append_json_string(out, source); });
        document.list("stack", whole_stack(layers, text),
                      [&](const formats::StackedLayer& place) { append_place(out, place); });
        document.list("layers", layers.layers, [&](const Layer& layer) { append_layer(out, layer); });
        if (text.has_rasters) {
            document.list("rasters", layers.rasters,
                          [&](const RasterLayer& layer) { append_raster(out, layer); });
        }
        document.list("tables", own_tables(layers), [&](const FeatureTable* table) {
            ObjectText one(out);
            one.text("name", table->name);
            append_fields(out, *table, one);
        });
    }
    write_new_text(file, out + "\n");
}

}  // namespace wardmap
