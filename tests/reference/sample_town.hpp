#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "reference/sample_layers.hpp"
#include "wardmap/public_release.hpp"
#include "wardmap/published_counts.hpp"

/// A town of a few wards, whose internal result a public release is made of.
namespace wardmap::samples {

/// Wards in a row of squares of 1 km, with so many incidents each, spread over six months and their square.
struct Town {
    std::vector<std::int64_t> by_ward;
    std::string category = "ASB - Nuisance";
    std::string theme = "asb";

    [[nodiscard]] LayerSet internal() const
    {
        AreaSet areas{
            .layer = "Wards", .source = "wards.geojson", .vintage = "2024", .id_field = "code", .areas = {}};
        AreaTable rows;
        std::vector<IncidentPoint> points;
        std::vector<PointM> addresses;
        std::mt19937_64 random(7);
        const auto within = [&](double from_m) { return from_m + static_cast<double>(random() % 1'000); };
        for (std::size_t w = 0; w < by_ward.size(); ++w) {
            const double west_m = 520'000 + 1'000 * static_cast<double>(w);
            areas.areas.push_back({"E0" + std::to_string(w), "Ward " + std::to_string(w), 5'000.0,
                                   square(west_m, 220'000, 1'000)});
            AreaRow row;
            row.area = static_cast<std::uint32_t>(w);
            row.count = static_cast<std::uint64_t>(by_ward[w]);
            rows.rows.push_back(row);
            for (std::int64_t i = 0; i < by_ward[w]; ++i) {
                points.push_back({.ref = "REF-" + std::to_string(points.size()),
                                  .category = category,
                                  .time = "2026-0" + std::to_string(1 + i % 6) + "-11T22:00:00",
                                  .match_level = "address",
                                  .precision_m = 5,
                                  .ward = "Ward " + std::to_string(w),
                                  .block = {},
                                  .position = {within(west_m), within(220'000)}});
            }
            for (int i = 0; i < 300; ++i) {
                addresses.push_back({within(west_m), within(220'000)});
            }
        }
        const BoxM extent{520'000, 220'000, 520'000 + 1'000 * static_cast<double>(by_ward.size()) - 1,
                          220'999};
        std::vector<AddressSquare> squares;
        for (const ProtectedCell& cell : protected_cells(addresses, extent, {})) {
            squares.push_back({cell.box(), cell.addresses});
        }
        LayerSet set;
        set.crs = "EPSG:27700";
        set.layers.push_back(boundary_layer(square(520'000, 220'000, 1'000), "Town"));
        set.layers.push_back(address_squares_layer(squares));
        set.layers.push_back(wards_layer(areas, rows, context()));
        set.layers.push_back(incidents_layer(points, context()));
        return set;
    }
    [[nodiscard]] LayerContext context() const
    {
        return {.theme = theme, .theme_title = "Theme " + theme, .area_name = "Town", .period = "2026"};
    }
    [[nodiscard]] PublicReleaseOptions options() const
    {
        return {.approved_by = "A. Head",
                .themes = {{.context = context(), .period = "2026-01-01/2026-06-30", .is_sensitive = false}},
                .publishes_sensitive = false,
                .publishes_blocks = false,
                .leave_out = {},
                .previous = {}};
    }
};

inline std::vector<FeatureTable> all_tables(const LayerSet& set)
{
    std::vector<FeatureTable> tables = set.tables;
    for (const Layer& layer : set.layers) {
        tables.push_back(layer.table);
    }
    return tables;
}

/// The texts of one column where another has a value.
inline std::vector<std::string> published(const LayerSet& set, const std::string& part)
{
    std::vector<std::string> texts;
    for (const FeatureTable& table : set.tables) {
        if (table.name == "published_numbers") {
            for (const Feature& feature : table.features) {
                if (value_text(feature.values[table.field_index("part").value()]) == part) {
                    texts.push_back(
                        value_text(feature.values[table.field_index("incidents_published").value()]));
                }
            }
        }
    }
    return texts;
}

inline Layer& layer_of(LayerSet& set, std::string_view name)
{
    return *std::ranges::find_if(set.layers, [&](const Layer& one) { return one.table.name == name; });
}

}  // namespace wardmap::samples
