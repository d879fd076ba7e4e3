#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/make_layers.hpp"

/// A small result with every layer, with the texts and numbers that break formats.
namespace wardmap::samples {

inline LayerContext context()
{
    return {.theme = "asb",
            .theme_title = "Anti-social behaviour",
            .area_name = "Stevenage",
            .period = "January 2021 to June 2021"};
}

inline MultiPolygon square(double x_m, double y_m, double side_m)
{
    return {{box_polygon({x_m, y_m, x_m + side_m, y_m + side_m})}};
}

/// With a hole and two parts.
inline MultiPolygon odd_shape()
{
    MultiPolygon shape = square(525'000, 222'000, 900);
    const Ring hole = {
        {525'200, 222'200}, {525'200, 222'400}, {525'400, 222'400}, {525'400, 222'200}, {525'200, 222'200}};
    shape.parts.front().holes.push_back(hole);
    shape.parts.push_back(square(527'000, 222'000, 300).parts.front());
    return shape;
}

inline AreaSet wards()
{
    return {.layer = "Wards",
            .source = "wards.geojson",
            .vintage = "2024",
            .id_field = "code",
            .areas = {{"E05015624", "Bandley Hill & <Poplars>", 6000.0, square(523'000, 222'000, 1000)},
                      {"E05015625", "=HYPERLINK(\"http://x\")", 5500.0, square(524'000, 222'000, 1000)},
                      {"E05015626", "Chells „Manor“ \u202e", 7100.0, odd_shape()}}};
}

inline AreaTable ward_rows()
{
    constexpr std::array<std::uint64_t, 3> counts = {120, 61, 2};
    constexpr std::array<std::uint64_t, 3> previous = {0, 50, 100};
    AreaTable table;
    for (std::uint32_t i = 0; i < 3; ++i) {
        AreaRow row;
        row.area = i;
        row.count = counts[i];
        row.share = static_cast<double>(row.count) / 183.0;
        row.area_km2 = 1;
        row.per_km2 = static_cast<double>(row.count);
        row.rate_per_1000 = static_cast<double>(row.count) / 6.0;
        row.rate_interval = Interval{1.25, 30.123456};
        row.rank = i + 1;
        row.previous = previous[i];
        row.change = change_between(previous[i], 181, row.count, 181);
        table.rows.push_back(row);
    }
    return table;
}

inline std::vector<TowerBlock> blocks()
{
    std::vector<TowerBlock> result(2);
    result[0].id = "B1";
    result[0].name = "Brent Court";
    result[0].postcode = "SG1 1AA";
    result[0].dwellings = 88;
    result[0].position = {523'500, 222'500};
    result[1].id = "B2";
    result[1].name = "Harrow Court";
    result[1].position = {524'500, 222'400};
    return result;
}

inline std::vector<BlockRow> block_rows()
{
    std::vector<BlockRow> rows(2);
    rows[0].count = 12;
    rows[0].by_uprn = 9;
    rows[0].by_address = 1;
    rows[0].by_name = 2;
    rows[0].flats = 7;
    rows[0].reporters = 5;
    rows[0].top_reporter_share = 0.4;
    rows[0].per_100_dwellings = 100.0 * 12 / 88;
    rows[0].rate_interval = Interval{7.0, 23.8};
    rows[0].last_12_months = 12;
    rows[0].case_review = true;
    rows[1].block = 1;
    return rows;
}

inline CellGrid grid()
{
    CellGrid cells;
    cells.lattice = {CellShape::square, 100};
    for (std::int32_t r = 2220; r < 2224; ++r) {
        for (std::int32_t c = 5230; c < 5237; ++c) {
            cells.cells.push_back({c, r});
            cells.counts.push_back((c + r) % 5);
        }
    }
    return cells;
}

inline std::vector<GiStarCell> gi_star_cells()
{
    std::vector<GiStarCell> cells(28);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].bin = static_cast<std::int8_t>(static_cast<int>(i) % 7 - 3);
        cells[i].z = 0.3 * static_cast<double>(i) - 3;
        cells[i].p_hot = 1e-7 / static_cast<double>(i + 1);
        cells[i].neighbourhood = 18;
        cells[i].expected = 17.9;
    }
    return cells;
}

inline Hotspot hotspot()
{
    Hotspot h;
    h.rank = 1;
    h.shape = square(523'100, 222'100, 300);
    h.incidents = 40;
    h.expected = 6.54321;
    h.excess = 33.45679;
    h.area_m2 = 90'000;
    h.share = 0.2185;
    h.min_q = 1.5e-9;
    h.places = 11;
    h.top_place_share = 0.25;
    return h;
}

inline Raster raster()
{
    Raster result;
    result.grid = {{523'000, 224'000}, 20, 60, 45};
    for (int i = 0; i < 60 * 45; ++i) {
        const double x = i % 60 - 20;
        const double y = i / 60.0 - 20;
        result.values.push_back(i % 60 < 2 ? std::nan("") : 500 * std::exp(-(x * x + y * y) / 200));
    }
    return result;
}

inline std::vector<ContourBand> bands()
{
    return {{10, 50.5, square(523'000, 222'000, 900)},
            {50.5, 200, square(523'100, 222'100, 500)},
            {200, std::numeric_limits<double>::infinity(), square(523'200, 222'200, 100)}};
}

inline LayerSet layers()
{
    LayerSet set;
    set.crs = "EPSG:27700";
    const LayerContext about = context();
    set.rasters.push_back(density_raster_layer(
        raster(), {.bandwidth_m = 300},
        {.used = 181, .left_out = 2, .breaks = std::vector<double>{10, 50.5, 200}}, about));
    set.layers.push_back(boundary_layer(square(522'000, 221'000, 5000), "Stevenage"));
    set.layers.push_back(wards_layer(wards(), ward_rows(), about));
    set.layers.push_back(density_layer(bands(), about));
    set.layers.push_back(cells_layer(grid(), gi_star_cells(), about));
    const std::vector<Hotspot> hotspots = {hotspot()};
    const std::vector<HotspotNotes> notes = {
        {"High Street", "Bandley Hill & <Poplars>", "Friday to Sunday 20:00–02:00"}};
    set.layers.push_back(hotspots_layer(hotspots, notes, about));
    set.layers.push_back(blocks_layer(blocks(), block_rows(), about));
    const std::vector<PatrolPlace> places = {{1, {523'250, 222'250}, 75, 21, 0.115}};
    set.layers.push_back(patrol_layer(places, about));
    const std::vector<IncidentPoint> points = {
        {"A1", "noise", "2021-01-03T23:10:00", "uprn", 5, "Chells", "Brent Court", {523'500.123, 222'500.5}},
        {"A2", "=1+1", "", "street", 150, "", "", {524'001, 222'700}}};
    set.layers.push_back(incidents_layer(points, about));
    for (const std::size_t i : {1U, 4U, 5U}) {
        set.tables.push_back(attribute_table(set.layers[i], set.layers[i].table.name));
    }
    TimeProfile profile;
    profile.weight[30] = 2.5;
    profile.weight[31] = 178.5;
    set.tables.push_back(time_table(profile, about));
    return set;
}

}  // namespace wardmap::samples
