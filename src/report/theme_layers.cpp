#include "theme_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    found.hotspots = layer(fmt::format("hotspots_{}", theme));
    found.wards = layer(fmt::format("wards_{}", theme));
    found.blocks = layer(fmt::format("blocks_{}", theme));
    found.patrol = layer(fmt::format("patrol_{}", theme));
    const auto times = std::ranges::find(set.tables, fmt::format("times_{}", theme), &FeatureTable::name);
    found.times = times == set.tables.end() ? nullptr : &*times;
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

std::vector<const Feature*> features_by(const Layer* layer, std::string_view field, bool descending)
{
    if (layer == nullptr) {
        return {};
    }
    std::vector<std::pair<double, const Feature*>> keyed;
    for (const Feature& feature : layer->table.features) {
        const auto number = value_number(value_of(layer->table, feature, field));
        const double last = std::numeric_limits<double>::infinity();
        keyed.emplace_back(number ? (descending ? -*number : *number) : last, &feature);
    }
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const Feature*> features;
    for (const auto& [key, feature] : keyed) {
        features.push_back(feature);
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
