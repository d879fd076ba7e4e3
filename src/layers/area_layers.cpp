#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/make_layers.hpp"

/// Layers of named places: wards, hotspots, the boundary.
namespace wardmap {

namespace {

constexpr std::size_t classes = 5;
constexpr Colour dark{60, 60, 60, 255};
constexpr Colour nothing{255, 255, 255, 0};

std::string about_wards(const AreaSet& areas)
{
    std::string text = fmt::format("Incidents by {}", areas.layer.empty() ? "ward" : areas.layer);
    if (!areas.vintage.empty()) {
        text += fmt::format(", boundaries of {}", areas.vintage);
    }
    if (!areas.id_field.empty()) {
        text += fmt::format(", codes from {}", areas.id_field);
    }
    return text + ".";
}

void append_funnel(std::vector<Value>& values, const std::optional<FunnelRow>& funnel)
{
    if (!funnel) {
        values.resize(values.size() + 5);
        return;
    }
    values.emplace_back(layers::words(funnel_category_name(funnel->category)));
    values.emplace_back(funnel->expected);
    values.emplace_back(funnel->limits_95.lower);
    values.emplace_back(funnel->limits_95.upper);
    values.emplace_back(funnel->q);
}

/// Rates where every ward has residents, so that the map compares like with like; else densities.
layers::Measure ward_measure(const AreaTable& table)
{
    const bool rates =
        std::ranges::all_of(table.rows, [](const AreaRow& row) { return row.rate_per_1000.has_value(); });
    if (rates) {
        return {"rate_per_1000", "Incidents per 1,000 residents", "per 1,000 residents"};
    }
    return {"density_per_km2", "Incidents per km²", "incidents per km²"};
}

}  // namespace

Layer wards_layer(const AreaSet& areas, const AreaTable& rows, const LayerContext& context,
                  std::span<const WardNotes> notes)
{
    FeatureTable table = layers::table_of(
        layers::name_of("wards", context), GeometryKind::polygon,
        {"ward_id",         "ward_name",     "rank",          "incidents",       "share_pct",
         "population",      "rate_per_1000", "rate_low",      "rate_high",       "area_km2",
         "density_per_km2", "previous",      "change_ratio",  "change_low",      "change_high",
         "change_p",        "change_words",  "funnel",        "funnel_expected", "funnel_low",
         "funnel_high",     "funnel_q",      "signal_months", "top_hotspots",    "peak_time"});
    const WardNotes none;
    for (const AreaRow& row : rows.rows) {
        const Area& area = areas.areas.at(row.area);
        std::vector<Value> values = {layers::words(area.id),
                                     layers::words(area.name),
                                     layers::whole(std::uint64_t{row.rank}),
                                     layers::whole(row.count),
                                     100 * row.share,
                                     area.population ? layers::rounded(*area.population) : Value{},
                                     layers::real(row.rate_per_1000),
                                     layers::lower(row.rate_interval),
                                     layers::upper(row.rate_interval),
                                     row.area_km2,
                                     row.per_km2,
                                     layers::whole(row.previous)};
        layers::append_change(values, row.change);
        append_funnel(values, row.funnel);
        const WardNotes& note = row.area < notes.size() ? notes[row.area] : none;
        values.push_back(layers::words(note.signals));
        values.push_back(layers::words(note.hotspots));
        values.push_back(layers::words(note.peak_time));
        layers::add_row(table, area.shape, std::move(values));
    }
    const layers::Measure measure = ward_measure(rows);
    Layer layer = layers::layer_of(std::move(table), "wards", about_wards(areas), context);
    layer.style = layers::class_style(layer.table, measure, {classes, context.frozen.wards});
    layer.style.stroke = dark;
    layer.style.stroke_mm = 0.3;
    layer.style.label_field = "ward_name";
    layer.style.opacity = 0.8;
    return layer;
}

Layer hotspots_layer(std::span<const Hotspot> hotspots, std::span<const HotspotNotes> notes,
                     const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("hotspots", context), GeometryKind::polygon,
                         {"hotspot_id", "rank", "incidents", "expected", "excess", "share_pct", "area_km2",
                          "density_per_km2", "places", "top_place_pct", "hs_q", "peak_time", "nearest_place",
                          "wards", "top_reporter_pct", "pattern", "hot_since", "hot_before"});
    const HotspotNotes none;
    for (std::size_t i = 0; i < hotspots.size(); ++i) {
        const Hotspot& h = hotspots[i];
        const HotspotNotes& note = i < notes.size() ? notes[i] : none;
        const double km2 = h.area_m2 / 1e6;
        layers::add_row(
            table, h.shape,
            {fmt::format("{}-{}", context.theme, h.rank), layers::whole(std::uint64_t{h.rank}),
             layers::rounded(h.incidents), h.expected, h.excess, 100 * h.share, km2, h.incidents / km2,
             layers::whole(std::uint64_t{h.places}), 100 * h.top_place_share, h.min_q,
             layers::words(note.peak_time), layers::words(note.place), layers::words(note.wards),
             note.top_reporter_share > 0 ? Value{100 * note.top_reporter_share} : Value{},
             layers::words(note.pattern), layers::words(note.hot_since),
             note.hot_before ? Value{*note.hot_before} : Value{}});
    }
    Layer layer = layers::layer_of(
        std::move(table), "hotspots",
        "Groups of touching hot cells, ranked by incidents above the expected number.", context);
    layer.style =
        layers::single_style("Hotspot, numbered by excess incidents", nothing, {158, 20, 6, 255}, 0.7);
    layer.style.label_field = "rank";
    return layer;
}

Layer boundary_layer(const MultiPolygon& boundary, const std::string& name)
{
    Layer layer;
    layer.table = layers::table_of("boundary", GeometryKind::polygon, {"name"});
    layers::add_row(layer.table, boundary, {layers::words(name)});
    layer.title = name.empty() ? "Study area" : "Study area: " + name;
    layer.description = "The area within which incidents were analysed.";
    layer.style = layers::single_style("Study area", nothing, {110, 110, 110, 255}, 0.5);
    return layer;
}

}  // namespace wardmap
