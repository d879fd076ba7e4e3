#include "wardmap/public_squares.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "heat_classes.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/placement_attack.hpp"
#include "wardmap/public_layers.hpp"

namespace wardmap {

namespace {

constexpr double largest_side_m = 4000;
constexpr std::int64_t threshold = 8;
constexpr std::size_t most_incidents = 5'000;

std::vector<PointM> evenly(std::span<const PointM> points, std::size_t most)
{
    if (points.size() <= most) {
        return {points.begin(), points.end()};
    }
    std::vector<PointM> chosen;
    chosen.reserve(most);
    for (std::size_t i = 0; i < most; ++i) {
        chosen.push_back(points[i * points.size() / most]);
    }
    return chosen;
}

/// The ward table as it would be published.
Layer published_wards(const Layer& wards, const std::string& theme)
{
    std::vector<PublicArea> areas;
    const auto incidents = wards.table.field_index("incidents");
    for (const Feature& feature : wards.table.features) {
        const auto* shape = std::get_if<MultiPolygon>(&feature.geometry);
        const double count = incidents ? value_number(feature.values[*incidents]).value_or(0) : 0;
        areas.push_back({.id = {},
                         .name = {},
                         .population = {},
                         .incidents = published_count(static_cast<std::int64_t>(count), threshold).text(),
                         .rate_per_1000 = {},
                         .shape = shape == nullptr ? MultiPolygon{} : *shape});
    }
    return public_wards_layer(areas, {.theme = theme, .theme_title = {}, .area_name = {}, .period = {}});
}

Layer published_heat(std::span<const ProtectedCell> squares, std::span<const PointM> incidents,
                     const std::string& theme)
{
    std::vector<std::int64_t> counts(squares.size(), 0);
    for (const std::size_t square : cells_of_points(squares, incidents)) {
        if (square < squares.size()) {
            ++counts[square];
        }
    }
    const protection::HeatClasses classes =
        protection::heat_classes(counts, {squares.begin(), squares.end()}, threshold);
    std::vector<HeatSquare> drawn;
    drawn.reserve(squares.size());
    for (std::size_t i = 0; i < squares.size(); ++i) {
        drawn.push_back({squares[i].box(), classes.of_square[i]});
    }
    return heat_layer(drawn, classes.labels,
                      {.theme = theme, .theme_title = {}, .area_name = {}, .period = {}});
}

}  // namespace

std::vector<ProtectedCell> merged_squares(std::span<const ProtectedCell> squares, double smallest_m)
{
    std::map<std::pair<std::int64_t, std::int64_t>, ProtectedCell> merged;  // south to north, west to east
    std::vector<ProtectedCell> result;
    for (const ProtectedCell& square : squares) {
        if (square.side_m >= smallest_m) {
            result.push_back(square);
            continue;
        }
        const auto row = static_cast<std::int64_t>(std::floor(square.south_west.y_m / smallest_m));
        const auto col = static_cast<std::int64_t>(std::floor(square.south_west.x_m / smallest_m));
        ProtectedCell& large = merged[{row, col}];
        large.south_west = {static_cast<double>(col) * smallest_m, static_cast<double>(row) * smallest_m};
        large.side_m = smallest_m;
        large.addresses += square.addresses;
    }
    for (const auto& [place, square] : merged) {
        result.push_back(square);
    }
    std::ranges::sort(result, {}, [](const ProtectedCell& square) {
        return std::pair(square.south_west.y_m, square.south_west.x_m);
    });
    return result;
}

double finest_public_square_m(const SquareSearch& search)
{
    if (search.squares.empty() || search.addresses.empty() ||
        search.incidents.size() < static_cast<std::size_t>(threshold)) {
        return 0;
    }
    const std::vector<PointM> incidents = evenly(search.incidents, most_incidents);
    const DrawnShare drawn{.dwellings = search.addresses, .incidents = incidents};
    LayerSet release;
    if (search.wards != nullptr) {
        release.layers.push_back(published_wards(*search.wards, search.theme));
    }
    const ReleaseWeights known = weights_from_release(release, search.theme, search.addresses);
    const std::vector<double> even(search.addresses.size(), 1);
    const double allowed =
        std::max(placed_share(even, drawn) + search.most_gain, placed_share(known.by_wards, drawn));
    double side_m = search.squares.front().side_m;
    for (const ProtectedCell& square : search.squares) {
        side_m = std::min(side_m, square.side_m);
    }
    release.layers.emplace_back();
    for (; side_m <= largest_side_m; side_m *= 2) {
        release.layers.back() =
            published_heat(merged_squares(search.squares, side_m), search.incidents, search.theme);
        const ReleaseWeights told = weights_from_release(release, search.theme, search.addresses);
        const double with_map =
            std::max(placed_share(told.by_squares, drawn), placed_share(told.by_both, drawn));
        if (with_map <= allowed) {
            return side_m;
        }
    }
    return 0;
}

}  // namespace wardmap
