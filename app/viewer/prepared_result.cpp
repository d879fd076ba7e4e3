#include "prepared_result.hpp"

#include <algorithm>
#include <utility>

namespace wardmap::viewer {

namespace {

PreparedLayer prepared(const FeatureTable& table)
{
    PreparedLayer layer;
    layer.boxes.reserve(table.features.size());
    for (const Feature& feature : table.features) {
        layer.boxes.push_back(bounds(feature.geometry));
    }
    layer.tree = BoxTree(layer.boxes);
    if (const auto time = table.field_index("time")) {
        layer.times.reserve(table.features.size());
        for (const Feature& feature : table.features) {
            const auto* text = std::get_if<std::string>(&feature.values.at(*time));
            layer.times.push_back(text != nullptr ? incident_time(*text) : IncidentTime{});
        }
    }
    return layer;
}

/// Lower end inside, upper end outside but of the last class, as layer.hpp says.
std::int16_t class_of(const Style& style, const Value& value)
{
    if (style.kind == Style::Kind::single) {
        return style.classes.empty() ? std::int16_t{-1} : std::int16_t{0};
    }
    const auto number = value_number(value);
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const StyleClass& one = style.classes[i];
        const bool last = i + 1 == style.classes.size();
        const bool within =
            number && *number >= one.lower && (*number < one.upper || (last && *number <= one.upper));
        if (style.kind == Style::Kind::graduated ? within : value == one.category) {
            return static_cast<std::int16_t>(i);
        }
    }
    return -1;
}

std::vector<std::int16_t> classes_of(const MapPlace& place, const LayerSet& layers)
{
    std::vector<std::int16_t> classes;
    if (!place.layer) {
        return classes;
    }
    const FeatureTable& table = layers.layers[*place.layer].table;
    classes.reserve(table.features.size());
    static const Value none;
    const auto index = table.field_index(place.style.field);
    for (const Feature& feature : table.features) {
        classes.push_back(class_of(place.style, index ? feature.values.at(*index) : none));
    }
    return classes;
}

BoxM bounds_of(const PreparedResult& prepared)
{
    BoxM background;
    BoxM all;
    for (std::size_t i = 0; i < prepared.layers.size(); ++i) {
        for (const BoxM& box : prepared.layers[i].boxes) {
            all.include(box);
            if (prepared.result.layers.layers[i].table.name == "boundary") {
                background.include(box);
            }
        }
    }
    return background.is_empty() ? all : background;
}

}  // namespace

const Value& value_of(const FeatureTable& table, const Feature& feature, std::string_view field)
{
    static const Value none;
    const auto index = table.field_index(field);
    return index && *index < feature.values.size() ? feature.values[*index] : none;
}

std::optional<std::size_t> PreparedResult::layer_named(const std::string& name) const
{
    const auto& list = result.layers.layers;
    const auto at = std::ranges::find(list, name, [](const Layer& layer) { return layer.table.name; });
    return at == list.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - list.begin()));
}

const FeatureTable* PreparedResult::table_named(const std::string& name) const
{
    const auto at = std::ranges::find(result.layers.tables, name, &FeatureTable::name);
    return at == result.layers.tables.end() ? nullptr : &*at;
}

std::shared_ptr<const PreparedResult> prepare(Result result)
{
    auto prepared_result = std::make_shared<PreparedResult>();
    prepared_result->result = std::move(result);
    for (const Layer& layer : prepared_result->result.layers.layers) {
        prepared_result->layers.push_back(prepared(layer.table));
    }
    for (const MapPlace& place : prepared_result->result.stack) {
        prepared_result->classes.push_back(classes_of(place, prepared_result->result.layers));
    }
    prepared_result->bounds = bounds_of(*prepared_result);
    return prepared_result;
}

std::shared_ptr<const PreparedResult> open_result(const std::filesystem::path& folder)
{
    return prepare(read_result(folder));
}

}  // namespace wardmap::viewer
