#include "wardmap/patrol_places.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "best_circle.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

void require_usable(const PointSet& points, const PatrolOptions& options)
{
    if (!std::isfinite(options.diameter_m) || options.diameter_m <= 0) {
        throw Error(ErrorKind::usage, "patrol places",
                    shortest_text(options.diameter_m) + " m is not a diameter",
                    "Give the diameter of a place in metres, above 0");
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointM p = points.positions[i];
        const bool is_usable =
            std::isfinite(p.x_m) && std::isfinite(p.y_m) && std::isfinite(points.weight(i));
        if (!is_usable || points.weight(i) < 0) {
            throw Error(ErrorKind::input, "patrol places", "a position or weight is negative or not a number",
                        "Leave such points out");
        }
    }
}

/// Stacked incidents become one place. In order of position, so that the order of the points is lost.
std::vector<WeightedPlace> distinct_places(const PointSet& points)
{
    std::vector<WeightedPlace> sorted;
    sorted.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        sorted.push_back({points.positions[i], points.weight(i)});
    }
    std::sort(sorted.begin(), sorted.end(), [](const WeightedPlace& a, const WeightedPlace& b) {
        return std::tie(a.position, a.weight) < std::tie(b.position, b.weight);
    });
    std::vector<WeightedPlace> places;
    for (const WeightedPlace& one : sorted) {
        if (!places.empty() && places.back().position == one.position) {
            places.back().weight += one.weight;
        } else {
            places.push_back(one);
        }
    }
    std::erase_if(places, [](const WeightedPlace& place) { return place.weight <= 0; });
    return places;
}

/// The circle, moved from `found` towards the middle of what it holds as far as it keeps all of that and
/// stays clear of the circles taken.
PointM centred(PointM found, double radius_m, const std::vector<WeightedPlace>& held,
               const CircleSearch& search)
{
    PointM middle;
    double weight = 0;
    for (const WeightedPlace& place : held) {
        weight += place.weight;
        middle.x_m += place.weight * (place.position.x_m - found.x_m);
        middle.y_m += place.weight * (place.position.y_m - found.y_m);
    }
    const auto moved = [&](double share) {
        return PointM{found.x_m + share * middle.x_m / weight, found.y_m + share * middle.y_m / weight};
    };
    const auto is_good = [&](PointM centre) {
        return search.is_clear(centre) &&
               std::all_of(held.begin(), held.end(), [&](const WeightedPlace& place) {
                   return distance_m(place.position, centre) <= radius_m * (1 + length_tolerance);
               });
    };
    if (is_good(moved(1))) {
        return moved(1);
    }
    double good = 0;
    constexpr double finest = length_tolerance;
    for (double step = 0.5; step > finest; step /= 2) {
        good += is_good(moved(good + step)) ? step : 0;
    }
    return moved(good);
}

}  // namespace

std::vector<PatrolPlace> patrol_places(const PointSet& points, const PatrolOptions& options)
{
    require_usable(points, options);
    const double radius_m = options.diameter_m / 2;
    std::vector<WeightedPlace> places = distinct_places(points);
    double total = 0;
    for (const WeightedPlace& place : places) {
        total += place.weight;
    }
    CircleSearch search(std::move(places), radius_m);
    std::vector<PatrolPlace> chosen;
    double cumulative = 0;
    while (chosen.size() < options.places) {
        const std::optional<PointM> found = search.best();
        if (!found) {
            break;
        }
        const PointM centre = centred(*found, radius_m, search.held_at(*found), search);
        PatrolPlace place{static_cast<std::uint32_t>(chosen.size() + 1), centre, radius_m, 0, 0};
        for (const WeightedPlace& held : search.held_at(centre)) {
            place.incidents += held.weight;
        }
        cumulative += place.incidents;
        place.cumulative_share = cumulative / total;
        search.take(centre);
        chosen.push_back(place);
    }
    return chosen;
}

}  // namespace wardmap
