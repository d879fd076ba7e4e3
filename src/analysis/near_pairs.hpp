#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "wardmap/near_repeat.hpp"

namespace wardmap {

[[nodiscard]] inline double distance_by(DistanceRule rule, PointM a, PointM b) noexcept
{
    return rule == DistanceRule::manhattan ? std::abs(a.x_m - b.x_m) + std::abs(a.y_m - b.y_m)
                                           : distance_m(a, b);
}

/// Visits each pair of points within `reach_m` once, `visit(i, j, distance)`, through a grid of cells that wide.
template <typename Visit>
void for_each_near_pair(std::span<const PointM> points, double reach_m, DistanceRule rule, const Visit& visit)
{
    struct Keyed {
        std::int64_t col;
        std::int64_t row;
        std::uint32_t point;
        auto operator<=>(const Keyed&) const = default;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        keyed.push_back({static_cast<std::int64_t>(std::floor(points[i].x_m / reach_m)),
                         static_cast<std::int64_t>(std::floor(points[i].y_m / reach_m)), i});
    }
    std::sort(keyed.begin(), keyed.end());
    const auto meet = [&](std::size_t k, std::size_t begin, std::size_t end) {
        for (std::size_t other = begin; other < end; ++other) {
            const double d_m = distance_by(rule, points[keyed[k].point], points[keyed[other].point]);
            if (d_m <= reach_m) {
                visit(keyed[k].point, keyed[other].point, d_m);
            }
        }
    };
    // Points behind it in its own cell and the one above, and those of three cells of the next column. A cell is a
    // little more than reach_m wide seen from any point in it, so a rounded quotient loses nothing but exact ties
    // two cells away, which are farther than reach_m.
    std::size_t above = 0;
    std::size_t next_begin = 0;
    std::size_t next_end = 0;
    for (std::size_t k = 0; k < keyed.size(); ++k) {
        const auto forward = [&](std::size_t& at, std::int64_t col, std::int64_t row) {
            while (at < keyed.size() && std::pair(keyed[at].col, keyed[at].row) < std::pair(col, row)) {
                ++at;
            }
        };
        forward(above, keyed[k].col, keyed[k].row + 2);
        forward(next_begin, keyed[k].col + 1, keyed[k].row - 1);
        forward(next_end, keyed[k].col + 1, keyed[k].row + 2);
        meet(k, k + 1, std::max(above, k + 1));
        meet(k, next_begin, next_end);
    }
}

}  // namespace wardmap
