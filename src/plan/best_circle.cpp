#include "best_circle.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <tuple>
#include <utility>

namespace wardmap {

bool CircleSearch::IsLessPromising::operator()(const Square& a, const Square& b) const noexcept
{
    return std::tuple(a.bound, a.half_m, -a.centre.x_m, -a.centre.y_m) <
           std::tuple(b.bound, b.half_m, -b.centre.x_m, -b.centre.y_m);
}

CircleSearch::CircleSearch(std::vector<WeightedPlace> places, double radius_m)
    : m_places(std::move(places)), m_radius_m(radius_m), m_reach_m(radius_m * (1 + length_tolerance))
{
    make_roots();
}

void CircleSearch::make_roots()
{
    using Key = std::pair<std::int64_t, std::int64_t>;
    const double side_m = 2 * m_radius_m;
    std::vector<std::pair<Key, std::uint32_t>> near;
    for (std::uint32_t i = 0; i < m_places.size(); ++i) {
        const auto col = static_cast<std::int64_t>(std::floor(m_places[i].position.x_m / side_m));
        const auto row = static_cast<std::int64_t>(std::floor(m_places[i].position.y_m / side_m));
        for (const std::int64_t dc : {-1, 0, 1}) {
            for (const std::int64_t dr : {-1, 0, 1}) {
                near.push_back({{col + dc, row + dr}, i});
            }
        }
    }
    std::sort(near.begin(), near.end());
    for (auto begin = near.begin(); begin != near.end();) {
        const auto [col, row] = begin->first;
        Root& root = m_roots.emplace_back();
        root.centre = {(static_cast<double>(col) + 0.5) * side_m, (static_cast<double>(row) + 0.5) * side_m};
        auto next = begin;
        for (; next != near.end() && next->first == begin->first; ++next) {
            root.near.push_back(next->second);
            root.bound += m_places[next->second].weight;
        }
        begin = next;
    }
}

std::optional<PointM> CircleSearch::best()
{
    m_best = 0;
    m_queue = {};
    for (Root& root : m_roots) {
        m_queue.push({root.centre, m_radius_m, 0, root.bound, {}, &root});
    }
    while (!m_queue.empty() && m_queue.top().bound > m_best) {
        const Square square = m_queue.top();
        m_queue.pop();
        open(square);
    }
    return m_best > 0 ? std::optional(m_best_centre) : std::nullopt;
}

void CircleSearch::open(const Square& square)
{
    if (square.unopened != nullptr) {
        square.unopened->bound =
            try_square({square.centre, square.half_m, 0, 0, {}, nullptr}, square.unopened->near);
        return;
    }
    // Below half the tolerance every centre of a square holds the same.
    if (square.half_m * std::numbers::sqrt2 <= m_radius_m * length_tolerance / 2) {
        return;
    }
    const double half_m = square.half_m / 2;
    for (const double dx_m : {-half_m, half_m}) {
        for (const double dy_m : {-half_m, half_m}) {
            const PointM centre{square.centre.x_m + dx_m, square.centre.y_m + dy_m};
            try_square({centre, half_m, square.always, 0, {}, nullptr}, square.rim);
        }
    }
}

/// Tries the centre of the square as a circle, and queues the square if another of its centres could
/// hold more than the best so far. Returns the bound.
double CircleSearch::try_square(Square square, std::span<const std::uint32_t> candidates)
{
    const double slack_m = square.half_m * std::numbers::sqrt2;
    if (is_taken(square.centre, slack_m)) {
        return 0;
    }
    const double reach2_m2 = m_reach_m * m_reach_m;
    const double inner2_m2 = std::pow(std::max(0.0, m_reach_m - slack_m), 2);
    const double outer2_m2 = std::pow(m_reach_m + slack_m, 2);
    double here = square.always;
    double rim = 0;
    for (const std::uint32_t i : candidates) {
        const WeightedPlace& place = m_places[i];
        const double d2_m2 = squared_distance_m2(place.position, square.centre);
        if (d2_m2 > outer2_m2 || place.weight == 0) {
            continue;
        }
        here += d2_m2 <= reach2_m2 ? place.weight : 0;
        if (d2_m2 <= inner2_m2 && slack_m < m_reach_m) {
            square.always += place.weight;
        } else {
            square.rim.push_back(i);
            rim += place.weight;
        }
    }
    if (here > m_best && is_clear(square.centre)) {
        m_best = here;
        m_best_centre = square.centre;
    }
    square.bound = square.always + rim;
    const double bound = square.bound;
    if (bound > m_best) {
        m_queue.push(std::move(square));
    }
    return bound;
}

std::vector<WeightedPlace> CircleSearch::held_at(PointM centre) const
{
    std::vector<WeightedPlace> held;
    std::copy_if(m_places.begin(), m_places.end(), std::back_inserter(held), [&](const WeightedPlace& place) {
        return place.weight > 0 && distance_m(place.position, centre) <= m_reach_m;
    });
    return held;
}

void CircleSearch::take(PointM centre)
{
    m_taken.push_back(centre);
    for (WeightedPlace& place : m_places) {
        if (distance_m(place.position, centre) <= m_reach_m) {
            place.weight = 0;
        }
    }
}

/// Whether all centres within `slack_m` overlap a circle that is taken.
bool CircleSearch::is_taken(PointM centre, double slack_m) const noexcept
{
    const double apart_m = 2 * m_radius_m - m_radius_m * length_tolerance - slack_m;
    return std::any_of(m_taken.begin(), m_taken.end(),
                       [&](PointM other) { return distance_m(other, centre) < apart_m; });
}

}  // namespace wardmap
