#include "theme_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wardmap::report {

ThemeLayers theme_layers(const LayerSet& set, std::string_view theme)
{
    // The names that make_layers.hpp gives.
    const auto layer = [&set](const std::string& name) -> const Layer* {
        const auto at = std::ranges::find(set.layers, name, [](const Layer& one) { return one.table.name; });
        return at == set.layers.end() ? nullptr : &*at;
    };
    ThemeLayers found;
    found.boundary = layer("boundary");
    found.density = layer(fmt::format("density_classes_{}", theme));
    if (found.density == nullptr) {
        found.density = layer(fmt::format("heat_{}", theme));  // of a public release
    }
    found.hotspots = layer(fmt::format("hotspots_{}", theme));
    found.wards = layer(fmt::format("wards_{}", theme));
    found.blocks = layer(fmt::format("blocks_{}", theme));
    found.patrol = layer(fmt::format("patrol_{}", theme));
    found.clusters = layer(fmt::format("clusters_{}", theme));
    found.spates = layer(fmt::format("spates_{}", theme));
    const auto table = [&set](const std::string& name) -> const FeatureTable* {
        const auto at = std::ranges::find(set.tables, name, &FeatureTable::name);
        return at == set.tables.end() ? nullptr : &*at;
    };
    found.times = table(fmt::format("times_{}", theme));
    found.knox = table(fmt::format("knox_{}", theme));
    found.place_times = table(fmt::format("place_times_{}", theme));
    found.monthly = table(fmt::format("monthly_{}", theme));
    for (const Layer& one : set.layers) {
        if (one.table.name.starts_with("context_")) {
            found.context.push_back(&one);
        }
    }
    return found;
}

const Value& value_of(const FeatureTable& table, const Feature& feature, std::string_view field)
{
    static const Value none;
    const auto index = table.field_index(field);
    return index && *index < feature.values.size() ? feature.values[*index] : none;
}

std::string text_of(const FeatureTable& table, const Feature& feature, std::string_view field)
{
    return value_text(value_of(table, feature, field));
}

const Feature* feature_with(const Layer* layer, std::string_view field, std::string_view text)
{
    if (layer == nullptr) {
        return nullptr;
    }
    const auto at = std::ranges::find_if(layer->table.features, [&](const Feature& feature) {
        return text_of(layer->table, feature, field) == text;
    });
    return at == layer->table.features.end() ? nullptr : &*at;
}

std::vector<const Feature*> features_by(const Layer* layer, std::string_view field, bool descending)
{
    if (layer == nullptr) {
        return {};
    }
    std::vector<std::pair<double, std::size_t>> keyed;
    keyed.reserve(layer->table.features.size());
    for (const Feature& feature : layer->table.features) {
        const auto number = value_number(value_of(layer->table, feature, field));
        const bool has_order = number && std::isfinite(*number);
        const double last = std::numeric_limits<double>::infinity();
        keyed.emplace_back(has_order ? (descending ? -*number : *number) : last, keyed.size());
    }
    std::ranges::sort(keyed);
    std::vector<const Feature*> features;
    features.reserve(keyed.size());
    for (const auto& [key, index] : keyed) {
        features.push_back(&layer->table.features[index]);
    }
    return features;
}

const StyleClass* class_of(const Style& style, const FeatureTable& table, const Feature& feature)
{
    if (style.kind == Style::Kind::single) {
        return style.classes.empty() ? nullptr : &style.classes.front();
    }
    const Value& value = value_of(table, feature, style.field);
    const auto number = value_number(value);
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const StyleClass& one = style.classes[i];
        const bool last = i + 1 == style.classes.size();
        const bool within =
            number && *number >= one.lower && (*number < one.upper || (last && *number == one.upper));
        if (style.kind == Style::Kind::graduated ? within : value == one.category) {
            return &one;
        }
    }
    return nullptr;
}

std::string map_title(const ThemeLayers& layers, const ThemeText& theme, const ReportText& text)
{
    for (const Layer* layer : {layers.hotspots, layers.density, layers.wards}) {
        if (layer != nullptr && !layer->title.empty()) {
            return layer->title;
        }
    }
    return fmt::format("{}, {}, {}", theme.title, text.area_name, text.period);
}

}  // namespace wardmap::report
