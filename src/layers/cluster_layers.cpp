#include "wardmap/cluster_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

std::string cell_id(CellKey key) { return fmt::format("{}_{}", key.col, key.row); }

struct NamedClass {
    const char* value;
    const char* label;
    Colour fill;
};

/// One colour for each of some words; what has none of them is drawn without fill.
Style category_style(std::string_view field, std::string_view legend, std::span<const NamedClass> classes)
{
    Style style;
    style.kind = Style::Kind::categorised;
    style.field = field;
    style.legend = legend;
    style.stroke_mm = 0;
    style.opacity = 0.7;
    for (const NamedClass& one : classes) {
        style.classes.push_back({.label = one.label, .fill = one.fill, .category = std::string(one.value)});
    }
    return style;
}

}  // namespace

Layer weighted_cells_layer(const CellGrid& grid, std::span<const GiStarCell> cells,
                           const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("weighted_cells", context), GeometryKind::polygon,
                                          {"cell_id", "weight", "neighbourhood_weight", "hs_bin", "hs_p",
                                           "hs_q", "GiZScore", "GiPValue", "Gi_Bin"});
    table.features.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const GiStarCell& cell = cells[i];
        const bool hot_side = cell.p_hot <= cell.p_cold;
        layers::add_row(table, MultiPolygon{{grid.lattice.outline(grid.cells[i])}},
                        {cell_id(grid.cells[i]), grid.counts[i], cell.neighbourhood, std::int64_t{cell.bin},
                         hot_side ? cell.p_hot : cell.p_cold, hot_side ? cell.q_hot : cell.q_cold, cell.z,
                         cell.p_normal, std::int64_t{cell.gi_bin}});
    }
    Layer layer = layers::layer_of(std::move(table), "hot and cold cells by weight",
                                   "Cells with more or less weight in and around them than if the cells' "
                                   "weights stood in random order, by conditional permutation.",
                                   context);
    layer.style = layers::hotspot_class_style(context.esri_colours);
    return layer;
}

Layer moran_cells_layer(const CellGrid& grid, std::span<const LocalMoran> cells, const LayerContext& context)
{
    static constexpr std::array<NamedClass, 5> quadrants = {{{"HH", "high among high", {214, 45, 38, 255}},
                                                             {"HL", "high among low", {253, 174, 97, 255}},
                                                             {"LH", "low among high", {171, 217, 233, 255}},
                                                             {"LL", "low among low", {44, 123, 182, 255}},
                                                             {"none", "neither", {255, 255, 255, 0}}}};
    FeatureTable table = layers::table_of(layers::name_of("moran_cells", context), GeometryKind::polygon,
                                          {"cell_id", "weight", "local_moran_i", "neighbour_mean",
                                           "local_moran_p", "local_moran_q", "quadrant"});
    table.features.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const LocalMoran& cell = cells[i];
        const std::string_view quadrant = quadrant_text(cell.quadrant);
        layers::add_row(table, MultiPolygon{{grid.lattice.outline(grid.cells[i])}},
                        {cell_id(grid.cells[i]), grid.counts[i], cell.i, cell.lag, cell.p, cell.q,
                         std::string(quadrant.empty() ? "none" : quadrant)});
    }
    Layer layer = layers::layer_of(std::move(table), "local Moran's I",
                                   "Cells that are like or unlike their neighbours, by conditional "
                                   "permutation with false-discovery correction.",
                                   context);
    layer.style = category_style("quadrant", "Cell among its neighbours (95 %)", quadrants);
    return layer;
}

Layer clusters_layer(std::span<const PointCluster> clusters, const std::string& method,
                     const LayerContext& context)
{
    FeatureTable table = layers::table_of(
        layers::name_of("clusters", context), GeometryKind::polygon,
        {"rank", "incidents", "share_pct", "places", "top_place_pct", "area_km2", "density_per_km2"});
    for (const PointCluster& cluster : clusters) {
        const double km2 = cluster.area_m2 / 1e6;
        layers::add_row(table, cluster.outline,
                        {layers::whole(std::uint64_t{cluster.rank}), layers::rounded(cluster.incidents),
                         100 * cluster.share, layers::whole(std::uint64_t{cluster.places}),
                         100 * cluster.top_place_share, km2, cluster.incidents / km2});
    }
    Layer layer = layers::layer_of(std::move(table), "clusters",
                                   "Outlines of clusters of exact positions: " + method + ".", context);
    layer.style =
        layers::single_style("Cluster, numbered by incidents", {0, 0, 0, 0}, {158, 20, 6, 255}, 0.7);
    layer.style.label_field = "rank";
    return layer;
}

Layer cluster_points_layer(const PointSet& points, std::span<const std::int32_t> labels,
                           const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("cluster_points", context), GeometryKind::point, {"cluster"});
    for (std::size_t i = 0; i < points.size(); ++i) {
        layers::add_row(table, points.positions[i],
                        {labels[i] == no_cluster ? Value{} : Value{std::int64_t{labels[i]} + 1}});
    }
    Layer layer = layers::layer_of(std::move(table), "points by cluster",
                                   "Each point with the rank of its cluster; none: in no cluster.", context);
    layer.style = layers::single_style("Incident", {60, 60, 60, 255}, {255, 255, 255, 255}, 0.1);
    layer.style.marker_mm = 1;
    return layer;
}

FeatureTable knox_rows(const KnoxTable& table, const KnoxOptions& options, const LayerContext& context)
{
    FeatureTable rows = layers::table_of(
        layers::name_of("knox", context), GeometryKind::none,
        {"distance_band", "days_band", "pairs", "pairs_expected", "knox_ratio", "knox_p", "near_repeat"});
    for (std::size_t c = 0; c < table.cells.size(); ++c) {
        const KnoxCell& cell = table.cells[c];
        layers::add_row(
            rows, {},
            {knox_row_text(c / table.columns, options), knox_column_text(c % table.columns, options),
             layers::whole(cell.observed), cell.expected, cell.ratio, cell.p, cell.is_near_repeat});
    }
    return rows;
}

std::string knox_row_text(std::size_t row, const KnoxOptions& options)
{
    const auto& bands = options.bands_m;
    if (row == 0) {
        return "same place";
    }
    if (row > bands.size()) {
        return fmt::format("over {} m", shortest_text(bands.back()));
    }
    return row == 1 ? fmt::format("to {} m", shortest_text(bands[0]))
                    : fmt::format("{} to {} m", shortest_text(bands[row - 2]), shortest_text(bands[row - 1]));
}

std::string knox_column_text(std::size_t column, const KnoxOptions& options)
{
    const auto& bands = options.bands_days;
    if (column == bands.size()) {
        return fmt::format("over {} days", bands.back());
    }
    const std::int32_t from = column == 0 ? 0 : bands[column - 1] + 1;
    return from == bands[column] ? fmt::format("{} days", from)
                                 : fmt::format("{} to {} days", from, bands[column]);
}

Layer spates_layer(const Spates& spates, std::span<const PointCluster> clusters, const LayerContext& context)
{
    FeatureTable table = layers::table_of(
        layers::name_of("spates", context), GeometryKind::polygon,
        {"rank", "incidents", "first_day", "last_day", "places", "top_place_pct", "area_km2"});
    for (std::size_t k = 0; k < clusters.size(); ++k) {
        const PointCluster& cluster = clusters[k];
        layers::add_row(table, cluster.outline,
                        {layers::whole(std::uint64_t{cluster.rank}), layers::rounded(cluster.incidents),
                         iso_day_text(spates.first[k]), iso_day_text(spates.last[k]),
                         layers::whole(std::uint64_t{cluster.places}), 100 * cluster.top_place_share,
                         cluster.area_m2 / 1e6});
    }
    Layer layer = layers::layer_of(std::move(table), "spates",
                                   "Chains of incidents, each near another in space and in time.", context);
    layer.style = layers::single_style("Spate, numbered by incidents", {0, 0, 0, 0}, {86, 60, 140, 255}, 0.7);
    layer.style.label_field = "rank";
    return layer;
}

Layer emerging_layer(const CellGrid& grid, std::span<const EmergingCell> cells, const LayerContext& context)
{
    static constexpr std::array<NamedClass, 5> classes = {
        {{"persistent", "persistent", {158, 20, 6, 255}},
         {"emerging", "emerging", {240, 59, 32, 255}},
         {"intermittent", "intermittent", {253, 174, 97, 255}},
         {"former", "former", {171, 171, 200, 255}},
         {"none", "never hot", {255, 255, 255, 0}}}};
    FeatureTable table = layers::table_of(layers::name_of("emerging_cells", context), GeometryKind::polygon,
                                          {"cell_id", "incidents", "pattern", "pattern_hot", "pattern_cold",
                                           "steps_hot", "trend_z", "trend_p"});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const EmergingCell& cell = cells[i];
        double incidents = 0;
        for (const double count : cell.counts) {
            incidents += count;
        }
        const auto hot =
            std::count_if(cell.bins.begin(), cell.bins.end(), [](std::int8_t bin) { return bin >= 2; });
        layers::add_row(
            table, MultiPolygon{{grid.lattice.outline(grid.cells[i])}},
            {cell_id(grid.cells[i]), layers::rounded(incidents), std::string(simple_text(cell.simple)),
             std::string(emerging_text(cell.hot)), std::string(emerging_text(cell.cold)), std::int64_t{hot},
             cell.trend.z, cell.trend.p});
    }
    Layer layer = layers::layer_of(std::move(table), "emerging hotspots",
                                   "Cells by when they were hot at 95 %, by exact p with false-discovery "
                                   "correction in each time step.",
                                   context);
    layer.style = category_style("pattern", "When the cell was hot", classes);
    return layer;
}

}  // namespace wardmap
