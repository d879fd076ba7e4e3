#pragma once

#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "wardmap/make_layers.hpp"
#include "wardmap/report.hpp"

/// A small invented town as the layers that the engine would hand over, made by make_layers.hpp itself,
/// so that a change of a layer's name or fields is felt here.
namespace wardmap::sample {

inline MultiPolygon ring_shape(PointM centre, double radius_m, double wobble, int vertices)
{
    Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double r = radius_m * (1 + wobble * std::sin(3 * angle) + wobble / 2 * std::cos(7 * angle));
        ring.push_back({centre.x_m + r * std::cos(angle), centre.y_m + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{{ring, {}}}};
}

inline MultiPolygon box(double x, double y, double width, double height)
{
    return {{box_polygon({x, y, x + width, y + height})}};
}

constexpr double west_m = 520'000;
constexpr double south_m = 220'000;

/// A corner of the lattice of wards, pushed about so that borders are not straight.
inline PointM corner(int col, int row)
{
    const double dx = 130 * std::sin(1.7 * col + 2.9 * row);
    const double dy = 130 * std::cos(2.3 * col + 1.1 * row);
    return {west_m + 1200 * col + dx, south_m + 1000 * row + dy};
}

inline AreaSet wards()
{
    const std::vector<std::string> names = {"Ash Valley", "Bedwell & St Nicholas",
                                            "Chells",     "Longmeadow East",
                                            "Manor",      "Old Town",
                                            "Pin Green",  "Roebuck",
                                            "Shephall",   "Symonds Green North",
                                            "Woodfield",  "Martins Wood"};
    AreaSet set{
        .layer = "ward", .source = "wards.geojson", .vintage = "May 2024", .id_field = "code", .areas = {}};
    for (int row = 0; row < 3; ++row) {
        for (int col = 0; col < 4; ++col) {
            const std::size_t i = static_cast<std::size_t>(row) * 4 + static_cast<std::size_t>(col);
            const Ring ring = {corner(col, row), corner(col + 1, row), corner(col + 1, row + 1),
                               corner(col, row + 1), corner(col, row)};
            set.areas.push_back({"E" + std::to_string(100 + i),
                                 names[i],
                                 6000.0 + 310 * static_cast<double>(i),
                                 {{{ring, {}}}}});
        }
    }
    return set;
}

inline MultiPolygon outline()
{
    Ring ring;
    for (int col = 0; col < 4; ++col) {
        ring.push_back(corner(col, 0));
    }
    for (int row = 0; row < 3; ++row) {
        ring.push_back(corner(4, row));
    }
    for (int col = 4; col > 0; --col) {
        ring.push_back(corner(col, 3));
    }
    for (int row = 3; row > 0; --row) {
        ring.push_back(corner(0, row));
    }
    ring.push_back(ring.front());
    return {{{ring, {}}}};
}

inline AreaTable ward_rows(const AreaSet& areas)
{
    AreaTable table;
    for (std::size_t i = 0; i < areas.areas.size(); ++i) {
        AreaRow row;
        row.area = static_cast<std::uint32_t>(i);
        row.count = 25 + (i * 37) % 130;
        row.share = static_cast<double>(row.count) / 1070;
        row.area_km2 = area_m2(areas.areas[i].shape) / 1e6;
        row.per_km2 = static_cast<double>(row.count) / row.area_km2;
        row.rate_per_1000 = 1000 * static_cast<double>(row.count) / *areas.areas[i].population;
        row.rate_interval = Interval{*row.rate_per_1000 * 0.8, *row.rate_per_1000 * 1.25};
        row.rank = static_cast<std::uint32_t>(i + 1);
        row.previous = row.count - 9;
        row.change = CountChange{
            .rate_ratio = 1.2, .ratio_interval = {0.9, 1.6}, .p = 0.2, .percentage_is_fair = true};
        table.rows.push_back(row);
    }
    return table;
}

inline std::vector<ContourBand> bands()
{
    const PointM a{west_m + 2300, south_m + 1500};
    const PointM b{west_m + 3900, south_m + 2300};
    std::vector<ContourBand> all;
    const std::vector<double> breaks = {25, 60, 120, 240, 420};
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const double shrink = 1 - 0.19 * static_cast<double>(i);
        const bool last = i + 1 == breaks.size();
        ContourBand band{breaks[i], last ? std::numeric_limits<double>::infinity() : breaks[i + 1], {}};
        for (const PointM& centre : {a, b}) {
            Polygon part = ring_shape(centre, 700 * shrink, 0.12, 720).parts[0];
            if (!last) {
                Ring hole = ring_shape(centre, 700 * (shrink - 0.19), 0.12, 720).parts[0].outer;
                part.holes.emplace_back(hole.rbegin(), hole.rend());
            }
            band.shape.parts.push_back(part);
        }
        all.push_back(band);
    }
    return all;
}

inline std::vector<Hotspot> hotspots()
{
    const std::vector<BoxM> boxes = {{2100, 1300, 2600, 1700},
                                     {2600, 1300, 2900, 1500},
                                     {3800, 2200, 4100, 2600},
                                     {4100, 2300, 4300, 2400},
                                     {700, 600, 1000, 900}};
    std::vector<Hotspot> all;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const BoxM& b = boxes[i];
        Hotspot h;
        h.rank = static_cast<std::uint32_t>(i + 1);
        h.shape = box(west_m + b.min_x_m, south_m + b.min_y_m, b.width_m(), b.height_m());
        h.incidents = 140 - 22 * static_cast<double>(i);
        h.area_m2 = area_m2(h.shape);
        h.expected = 12.5 - static_cast<double>(i);
        h.excess = h.incidents - h.expected;
        h.share = h.incidents / 1070;
        h.min_q = 0.001;
        h.places = 12;
        h.top_place_share = 0.31;
        all.push_back(h);
    }
    return all;
}

inline std::vector<HotspotNotes> notes()
{
    return {{"Market Square", "Old Town, Manor", "Friday to Sunday 20:00–24:00"},
            {"Lime Grove", "Old Town", "Monday to Friday 15:00–19:00"},
            {"Station Road underpass", "Pin Green", "Saturday 22:00–02:00"},
            {"Fairlands Way", "Pin Green", ""},
            {"", "Ash Valley", ""}};
}

inline std::vector<TowerBlock> blocks()
{
    std::vector<TowerBlock> all;
    const std::vector<std::string> names = {"Brent Court", "Harrow Court", "Silam House", "The Towers"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        TowerBlock block;
        block.id = "B" + std::to_string(i + 1);
        block.name = names[i];
        block.dwellings = 68;
        block.storeys = 12;
        block.position = {west_m + 900 + 1050 * static_cast<double>(i),
                          south_m + 1250 + 300 * static_cast<double>(i % 2)};
        all.push_back(block);
    }
    return all;
}

inline std::vector<BlockRow> block_rows()
{
    std::vector<BlockRow> all;
    for (std::uint32_t i = 0; i < 4; ++i) {
        BlockRow row;
        row.block = i;
        row.count = i == 3 ? 0 : 31 - 9 * i;
        row.flats = 14 - 4 * i;
        row.reporters = 9;
        row.top_reporter_share = 0.42;
        row.per_100_dwellings = static_cast<double>(row.count) * 100 / 68;
        row.rate_interval = Interval{*row.per_100_dwellings * 0.7, *row.per_100_dwellings * 1.4};
        row.last_3_months = row.count / 4;
        row.last_12_months = row.count;
        row.repeats = 4;
        row.case_review = i == 0;
        all.push_back(row);
    }
    return all;
}

inline TimeProfile times()
{
    TimeProfile profile;
    for (std::size_t i = 0; i < profile.weight.size(); ++i) {
        const double hour = static_cast<double>(i % 24);
        const double late = std::exp(-std::pow((hour - 21) / 3.5, 2));
        profile.weight[i] = (i / 24 >= 4 ? 26 : 11) * late + 0.75;
    }
    profile.incidents = 1000;
    return profile;
}

/// 18 months of the area and of each ward, the last far beyond its limits.
inline std::vector<MonthlySeries> months()
{
    std::vector<MonthlySeries> all{{"", "The study area", {}, {}}};
    for (const Area& ward : wards().areas) {
        all.push_back({ward.id, ward.name, {}, {}});
    }
    for (MonthlySeries& series : all) {
        for (std::int32_t i = 0; i < 18; ++i) {
            const std::uint64_t count = i == 17 ? 40U : 6U + static_cast<std::uint64_t>(i * 5 % 7);
            series.months.push_back({12 * 2025 + i, 30, count});
        }
        series.points = control_chart(series.months);
    }
    return all;
}

inline std::vector<PlaceTimes> place_times()
{
    std::vector<PlaceTimes> all{{"area", "", "The study area", times()}};
    for (const Area& ward : wards().areas) {
        all.push_back({"ward", ward.id, ward.name, times()});
    }
    return all;
}

/// Old Town holds the foremost hotspot.
inline std::vector<WardNotes> ward_notes()
{
    std::vector<WardNotes> notes(wards().areas.size());
    notes[5].hotspots = "1, 2";
    return notes;
}

inline LayerContext context()
{
    return {.theme = "asb",
            .theme_title = "Anti-social behaviour",
            .area_name = "Ashford New Town",
            .period = "January 2025 to June 2026"};
}

/// All layers of the theme "asb", and those of an empty theme "drugs".
inline LayerSet town(const LayerContext& about = context())
{
    const AreaSet areas = wards();
    LayerSet set;
    set.crs = "EPSG:27700";
    set.layers.push_back(boundary_layer(outline(), "Ashford New Town"));
    set.layers.push_back(wards_layer(areas, ward_rows(areas), about, ward_notes()));
    set.layers.push_back(density_layer(bands(), about));
    set.layers.push_back(hotspots_layer(hotspots(), notes(), about));
    set.layers.push_back(blocks_layer(blocks(), block_rows(), about));
    const std::vector<PatrolPlace> patrol = {{1, {west_m + 2300, south_m + 1500}, 75, 60, 0.056},
                                             {2, {west_m + 3900, south_m + 2300}, 75, 41, 0.094}};
    set.layers.push_back(patrol_layer(patrol, about));
    set.tables.push_back(time_table(times(), about));
    set.tables.push_back(place_times_table(place_times(), about));
    set.tables.push_back(monthly_table(months(), about));
    LayerContext empty = about;
    empty.theme = "drugs";
    empty.theme_title = "Drugs";
    set.layers.push_back(hotspots_layer({}, {}, empty));
    set.tables.push_back(time_table(TimeProfile{}, empty));
    return set;
}

inline ReportText words()
{
    ReportText text;
    text.title = "Hotspots in Ashford New Town";
    text.area_name = "Ashford New Town";
    text.period = "January 2025 to June 2026";
    text.marking = "OFFICIAL-SENSITIVE";
    const std::vector<std::string> findings = {
        "5 hotspots hold 45 % of anti-social behaviour on 2.9 % of the land (95 % level).",
        "1. Near Market Square (Old Town, Manor): 140 incidents where 12.5 would be expected, 20 ha.",
        "2. Near Lime Grove (Old Town): 118 incidents where 11.5 would be expected, 6 ha.",
        "Ward Old Town: 123 incidents, 11 %, 16.3 per 1,000 residents (95 % interval 13.0 to 20.4).",
        "Tower block Brent Court: 31 incidents, 45.6 per 100 dwellings, case review due.",
        "Most on Friday to Sunday 19:00–23:00: 31 % of the 1,000 incidents with a time of day."};
    text.themes = {
        {"asb", "Anti-social behaviour", 1070, findings},
        {"drugs", "Drugs", 0, {"No incident of this theme lies in the study area and the period."}}};
    text.ledger.read = 1300;
    text.ledger.located = 1180;
    text.ledger.unmatched = 80;
    text.ledger.ambiguous = 20;
    text.ledger.rejected = {{"unreadable-date", 20}};
    text.notices = {{Severity::warning, "theme asb", "12 incidents are coarser than the cell"},
                    {Severity::note, "incidents.csv", "read as Windows-1252"}};
    text.parameters = {{"Coordinate system", "EPSG:27700"}, {"Density", "quartic kernel on cells of 20 m"}};
    text.sources = {"Wards: wards.geojson, May 2024", "Gazetteer: addresses.csv, invented, CC0"};
    return text;
}

}  // namespace wardmap::sample
