#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "wardmap/geometry.hpp"

/// The slow and obvious way to find hotspots (docs/methods.md §2, §3), for tests: square cells of 100 m,
/// the exact upper binomial p of each 3 by 3 neighbourhood under an even spread, Benjamini-Hochberg at
/// 5 %, cells that touch joined.
namespace wardmap::reference {

using Cell = std::pair<long, long>;
inline constexpr double cell_m = 100;

/// P(T >= t) for T ~ Binomial(n, p), summed term by term.
inline double upper_tail(std::size_t t, std::size_t n, double p)
{
    double sum = 0;
    for (std::size_t k = t; k <= n; ++k) {
        const auto a = static_cast<double>(k);
        const auto b = static_cast<double>(n);
        sum += std::exp(std::lgamma(b + 1) - std::lgamma(a + 1) - std::lgamma(b - a + 1) + a * std::log(p) +
                        (b - a) * std::log1p(-p));
    }
    return std::min(sum, 1.0);
}

inline std::vector<Cell> neighbourhood(Cell cell)
{
    std::vector<Cell> cells;
    for (long i = -1; i <= 1; ++i) {
        for (long j = -1; j <= 1; ++j) {
            cells.emplace_back(cell.first + i, cell.second + j);
        }
    }
    return cells;
}

/// The cells whose centre is inside, each with its incidents.
inline std::map<Cell, std::size_t> count_cells(const MultiPolygon& area, const std::vector<PointM>& points)
{
    std::map<Cell, std::size_t> counts;
    const BoxM box = bounds(area);
    for (auto i = std::lround(std::floor(box.min_x_m / cell_m));
         static_cast<double>(i) * cell_m < box.max_x_m; ++i) {
        for (auto j = std::lround(std::floor(box.min_y_m / cell_m));
             static_cast<double>(j) * cell_m < box.max_y_m; ++j) {
            if (covers(area,
                       {(static_cast<double>(i) + 0.5) * cell_m, (static_cast<double>(j) + 0.5) * cell_m})) {
                counts[{i, j}] = 0;
            }
        }
    }
    for (const PointM p : points) {
        const auto found =
            counts.find({std::lround(std::floor(p.x_m / cell_m)), std::lround(std::floor(p.y_m / cell_m))});
        if (found != counts.end()) {
            ++found->second;
        }
    }
    return counts;
}

inline std::set<Cell> hot_cells(const std::map<Cell, std::size_t>& counts)
{
    std::size_t all = 0;
    for (const auto& [cell, count] : counts) {
        all += count;
    }
    std::vector<std::pair<double, Cell>> by_p;
    for (const auto& [cell, own] : counts) {
        std::size_t inside = 0;
        std::size_t cells = 0;
        for (const Cell& other : neighbourhood(cell)) {
            const auto found = counts.find(other);
            if (found != counts.end()) {
                inside += found->second;
                ++cells;
            }
        }
        by_p.emplace_back(
            upper_tail(inside, all, static_cast<double>(cells) / static_cast<double>(counts.size())), cell);
    }
    std::sort(by_p.begin(), by_p.end());
    std::size_t hot = 0;
    for (std::size_t k = 1; k <= by_p.size(); ++k) {
        hot = by_p[k - 1].first <= 0.05 * static_cast<double>(k) / static_cast<double>(by_p.size()) ? k : hot;
    }
    std::set<Cell> cells;
    for (std::size_t k = 0; k < hot; ++k) {
        cells.insert(by_p[k].second);
    }
    return cells;
}

inline std::vector<std::vector<Cell>> touching_groups(std::set<Cell> cells)
{
    std::vector<std::vector<Cell>> groups;
    while (!cells.empty()) {
        std::vector<Cell> group{*cells.begin()};
        cells.erase(cells.begin());
        for (std::size_t k = 0; k < group.size(); ++k) {
            for (const Cell& other : neighbourhood(group[k])) {
                if (cells.erase(other) > 0) {
                    group.push_back(other);
                }
            }
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

struct PlantedPlace {
    PointM centre;
    double radius_m = 0;
};

/// True if a cell of the group and the circle have a point in common.
inline bool overlaps(const std::vector<Cell>& group, const PlantedPlace& place)
{
    return std::any_of(group.begin(), group.end(), [&](const Cell& cell) {
        const auto x_m = static_cast<double>(cell.first) * cell_m;
        const auto y_m = static_cast<double>(cell.second) * cell_m;
        const PointM nearest{std::clamp(place.centre.x_m, x_m, x_m + cell_m),
                             std::clamp(place.centre.y_m, y_m, y_m + cell_m)};
        return distance_m(nearest, place.centre) <= place.radius_m;
    });
}

struct Found {
    std::size_t planted = 0;
    std::size_t planted_found = 0;
    std::size_t reported = 0;
    std::size_t reported_planted = 0;
};

inline Found find_planted(const MultiPolygon& area, const std::vector<PointM>& points,
                          const std::vector<PlantedPlace>& planted)
{
    const std::vector<std::vector<Cell>> groups = touching_groups(hot_cells(count_cells(area, points)));
    Found found{planted.size(), 0, groups.size(), 0};
    for (const PlantedPlace& place : planted) {
        found.planted_found +=
            std::any_of(groups.begin(), groups.end(), [&](const auto& g) { return overlaps(g, place); }) ? 1U
                                                                                                         : 0U;
    }
    for (const std::vector<Cell>& group : groups) {
        found.reported_planted += std::any_of(planted.begin(), planted.end(),
                                              [&](const PlantedPlace& p) { return overlaps(group, p); })
                                      ? 1U
                                      : 0U;
    }
    return found;
}

}  // namespace wardmap::reference
