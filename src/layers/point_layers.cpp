#include <string>
#include <utility>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/make_layers.hpp"

/// Layers of points, tower blocks and incidents, and tables without geometry.
namespace wardmap {

namespace {

constexpr Colour white{255, 255, 255, 255};
constexpr Colour dark{60, 60, 60, 255};

std::vector<Value> block_values(const TowerBlock& block, const BlockRow& row)
{
    std::vector<Value> values = {
        layers::words(block.id), layers::words(block.name), layers::words(block.postcode),
        layers::whole(block.dwellings), layers::whole(block.storeys), layers::whole(row.count),
        layers::real(row.per_100_dwellings), layers::lower(row.rate_interval),
        layers::upper(row.rate_interval), layers::whole(std::uint64_t{row.flats}), layers::whole(row.repeats),
        // 0 reporters means that none are known, not that there were none.
        row.reporters > 0 ? layers::whole(std::uint64_t{row.reporters}) : Value{},
        row.reporters > 0 ? Value{100 * row.top_reporter_share} : Value{}, row.case_review,
        layers::whole(row.last_3_months), layers::whole(row.last_6_months), layers::whole(row.last_12_months),
        layers::whole(row.by_uprn), layers::whole(row.by_address), layers::whole(row.by_name),
        layers::whole(row.by_footprint), layers::whole(row.previous)};
    layers::append_change(values, row.change);
    return values;
}

}  // namespace

Layer blocks_layer(std::span<const TowerBlock> blocks, std::span<const BlockRow> rows,
                   const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("blocks", context), GeometryKind::point,
                                          {"block_id",
                                           "block_name",
                                           "postcode",
                                           "dwellings",
                                           "storeys",
                                           "incidents",
                                           "rate_per_100_dwellings",
                                           "dwelling_rate_low",
                                           "dwelling_rate_high",
                                           "flats",
                                           "repeats",
                                           "reporters",
                                           "top_reporter_pct",
                                           "case_review",
                                           "last_3_months",
                                           "last_6_months",
                                           "last_12_months",
                                           "by_uprn",
                                           "by_address",
                                           "by_name",
                                           "by_footprint",
                                           "previous",
                                           "change_ratio",
                                           "change_low",
                                           "change_high",
                                           "change_p",
                                           "change_words"});
    for (const BlockRow& row : rows) {
        const TowerBlock& block = blocks[row.block];
        layers::add_row(table, block.position, block_values(block, row));
    }
    Layer layer = layers::layer_of(std::move(table), "tower blocks", "Incidents by tower block.", context);
    constexpr std::size_t classes = 4;
    layer.style = layers::class_style(layer.table, {"incidents", "Incidents at tower blocks", "incidents"},
                                      {classes, context.frozen.blocks});
    layers::grow_markers(layer.style);
    layer.style.marker = Style::Marker::square;
    layer.style.stroke = dark;
    layer.style.label_field = "block_name";
    return layer;
}

Layer incidents_layer(std::span<const IncidentPoint> points, const LayerContext& context)
{
    FeatureTable table = layers::table_of(
        layers::name_of("incidents", context), GeometryKind::point,
        {"ref", "category", "time", "match_level", "precision_m", "ward_name", "block_name"});
    table.features.reserve(points.size());
    for (const IncidentPoint& point : points) {
        layers::add_row(table, point.position,
                        {layers::words(point.ref), layers::words(point.category), layers::words(point.time),
                         layers::words(point.match_level), point.precision_m, layers::words(point.ward),
                         layers::words(point.block)});
    }
    Layer layer =
        layers::layer_of(std::move(table), "incidents", "One point for each located incident.", context);
    layer.style = layers::single_style("Incident", {40, 70, 110, 170}, white, 0.1);
    layer.style.marker_mm = 1.4;
    return layer;
}

FeatureTable attribute_table(const Layer& layer, const std::string& name)
{
    FeatureTable table{
        .name = name, .kind = GeometryKind::none, .fields = layer.table.fields, .features = {}};
    table.features.reserve(layer.table.features.size());
    for (const Feature& feature : layer.table.features) {
        table.features.push_back({{}, feature.values});
    }
    return table;
}

}  // namespace wardmap
