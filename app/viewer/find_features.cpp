#include "find_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

namespace wardmap::viewer {

namespace {

struct Found {
    int rank = 0;  ///< 0 points and lines, 1 named areas, 2 others, 3 what lies beneath the results
    double order = 0;
    FeatureRef ref;
};

const MapPlace* labelled_place(const PreparedResult& result, std::size_t layer)
{
    for (const MapPlace& place : result.result.stack) {
        if (place.layer == layer && !place.style.label_field.empty()) {
            return &place;
        }
    }
    return nullptr;
}

std::optional<Found> found_at(const PreparedResult& result, const FeatureRef& ref, PointM at, double reach_m)
{
    const Geometry& geometry = result.feature_of(ref).geometry;
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        const double d_m = distance_m(*point, at);
        return d_m <= reach_m ? std::optional(Found{0, d_m, ref}) : std::nullopt;
    }
    if (const auto* line = std::get_if<MultiLine>(&geometry)) {
        const double d_m = distance_m(*line, at);
        return d_m <= reach_m ? std::optional(Found{0, reach_m + d_m, ref}) : std::nullopt;
    }
    const auto* shape = std::get_if<MultiPolygon>(&geometry);
    if (shape == nullptr || !covers(*shape, at)) {
        return std::nullopt;
    }
    const bool named = labelled_place(result, ref.layer) != nullptr;
    return Found{named ? 1 : 2, area_m2(*shape), ref};
}

/// In the incident layer's column for the feature's kind stands the name of the ward or the block.
const char* column_of_kind(std::string_view layer_name)
{
    if (layer_name.starts_with("wards_")) {
        return "ward_name";
    }
    return layer_name.starts_with("blocks_") ? "block_name" : nullptr;
}

void add(WeekCounts& week, const IncidentTime& time)
{
    if (time.weekday >= 0 && time.hour >= 0) {
        week.counts[static_cast<std::size_t>(24 * time.weekday + time.hour)] += 1;
        week.total += 1;
    }
}

}  // namespace

std::vector<FeatureRef> features_at(const Scene& scene, PointM at, double reach_m)
{
    std::vector<Found> found;
    const BoxM around = BoxM{at.x_m, at.y_m, at.x_m, at.y_m}.grown(reach_m);
    std::vector<std::size_t> looked_at;
    for (const SceneLayer& layer : scene.layers) {
        const auto index = scene.result->result.stack[layer.place].layer;
        if (!index || std::ranges::find(looked_at, *index) != looked_at.end()) {
            continue;
        }
        looked_at.push_back(*index);
        const PreparedLayer& prepared = scene.result->layers[*index];
        // Who clicks on a street of the town map asks for the ward.
        const bool is_context = scene.result->result.layers.layers[*index].table.name.starts_with("context_");
        prepared.tree.visit(around, [&](std::uint32_t i) {
            const bool hidden = !prepared.times.empty() && !scene.filter.passes(prepared.times[i]);
            auto hit = hidden ? std::nullopt : found_at(*scene.result, {*index, i}, at, reach_m);
            if (hit) {
                hit->rank = is_context ? 3 : hit->rank;
                found.push_back(*hit);
            }
        });
    }
    std::ranges::sort(found, [](const Found& a, const Found& b) {
        return std::tuple(a.rank, a.order, a.ref.layer, a.ref.feature) <
               std::tuple(b.rank, b.order, b.ref.layer, b.ref.feature);
    });
    std::vector<FeatureRef> refs;
    for (const Found& one : found) {
        refs.push_back(one.ref);
    }
    return refs;
}

std::string kind_of(const PreparedResult& result, const FeatureRef& ref)
{
    std::string title = result.layer_of(ref).title;
    for (const MapPlace& place : result.result.stack) {
        if (place.layer == ref.layer) {
            title = place.title;  // the last place is the filled one, named for what it is
            title = title.substr(0, title.find(" by "));  // "Wards by rate" are wards
        }
    }
    return title;
}

std::string name_of(const PreparedResult& result, const FeatureRef& ref)
{
    const FeatureTable& table = result.layer_of(ref).table;
    const Feature& feature = result.feature_of(ref);
    if (const MapPlace* place = labelled_place(result, ref.layer)) {
        return value_text(value_of(table, feature, place->style.label_field));
    }
    for (const Value& value : feature.values) {
        if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !text->empty()) {
            return *text;
        }
    }
    return std::to_string(ref.feature + 1);
}

WeekCounts week_of_theme(const PreparedResult& result, const std::string& theme)
{
    constexpr std::array<std::string_view, 7> days = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
    WeekCounts week;
    week.is_aoristic = true;
    const FeatureTable* table = result.table_named("times_" + theme);
    if (table == nullptr) {
        return week;
    }
    for (const Feature& row : table->features) {
        const auto day = std::ranges::find(days, value_text(value_of(*table, row, "weekday"))) - days.begin();
        const auto hour = value_number(value_of(*table, row, "hour"));
        const double weight = value_number(value_of(*table, row, "incidents_aoristic")).value_or(0);
        if (day < 7 && hour && *hour >= 0 && *hour < 24 && std::isfinite(weight)) {
            week.counts[static_cast<std::size_t>(24 * day) + static_cast<std::size_t>(*hour)] = weight;
            week.total += weight;
        }
    }
    return week;
}

WeekCounts week_of_feature(const PreparedResult& result, const std::string& theme, const FeatureRef& ref)
{
    WeekCounts week;
    const auto incidents = result.layer_named("incidents_" + theme);
    if (!incidents) {
        return week;
    }
    const FeatureTable& table = result.result.layers.layers[*incidents].table;
    const PreparedLayer& prepared = result.layers[*incidents];
    if (prepared.times.size() != table.features.size()) {
        return week;
    }
    if (const char* column = column_of_kind(result.layer_of(ref).table.name)) {
        const Value name = value_of(result.layer_of(ref).table, result.feature_of(ref), column);
        const auto index = table.field_index(column);
        for (std::size_t i = 0; index && i < table.features.size(); ++i) {
            if (table.features[i].values.at(*index) == name) {
                add(week, prepared.times[i]);
            }
        }
        return week;
    }
    const auto* shape = std::get_if<MultiPolygon>(&result.feature_of(ref).geometry);
    if (shape != nullptr) {
        prepared.tree.visit(result.box_of(ref), [&](std::uint32_t i) {
            const auto* point = std::get_if<PointM>(&table.features[i].geometry);
            if (point != nullptr && covers(*shape, *point)) {
                add(week, prepared.times[i]);
            }
        });
    }
    return week;
}

}  // namespace wardmap::viewer
