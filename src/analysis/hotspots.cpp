#include "wardmap/hotspots.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "cell_columns.hpp"
#include "cell_union.hpp"
#include "hot_regions.hpp"
#include "lattice_shape.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// What the steps share: the grid, its result and what the grid holds in all.
struct Field {
    const CellGrid& grid;
    const std::vector<GiStarCell>& results;
    CellColumns columns;
    double incidents = 0;
    double exposure = 0;
};

void require_matching(const PointSet& points, const CellGrid& grid, const std::vector<GiStarCell>& cells)
{
    const bool exposure_fits = grid.exposure.empty() || grid.exposure.size() == grid.cells.size();
    if (cells.size() != grid.cells.size() || grid.counts.size() != grid.cells.size() || !exposure_fits ||
        grid.cell_of_point.size() != points.size()) {
        throw Error(ErrorKind::internal, "hotspots", "points, grid and Gi* do not belong together", "");
    }
}

void require_sensible(const HotspotOptions& options)
{
    if (!(options.max_area_m2 > 0)) {
        throw Error(ErrorKind::usage, "hotspots", shortest_text(options.max_area_m2) + " m² is not an area",
                    "Give the largest area of a hotspot in m², above 0");
    }
    if (options.min_bin < 1 || options.min_bin > 3) {
        throw Error(ErrorKind::usage, "hotspots",
                    std::to_string(options.min_bin) + " is not a confidence class",
                    "Give 1 (90 %), 2 (95 %) or 3 (99 %)");
    }
}

Field field_of(const CellGrid& grid, const std::vector<GiStarCell>& results)
{
    Field field{grid, results, CellColumns(grid.cells)};
    for (const double count : grid.counts) {
        field.incidents += count;
    }
    for (const double exposure : grid.exposure) {
        field.exposure += exposure;
    }
    if (grid.exposure.empty()) {
        field.exposure = static_cast<double>(grid.cells.size());
    }
    return field;
}

bool lies_between(const Field& field, const std::vector<bool>& is_hot, std::size_t cell)
{
    const CellShape shape = field.grid.lattice.shape;
    const auto is_hot_at = [&](int which) {
        const std::int64_t other = field.columns.find(touching(shape, field.grid.cells[cell], which));
        return other != CellGrid::no_cell && is_hot[static_cast<std::size_t>(other)];
    };
    for (int which = 0; which < touching_count(shape); ++which) {
        if (opposite(shape, which) > which && is_hot_at(which) && is_hot_at(opposite(shape, which))) {
            return true;
        }
    }
    return false;
}

/// Indices of the hot cells, ascending, with the gaps between them when asked for.
std::vector<std::uint32_t> hot_cells(const Field& field, const HotspotOptions& options)
{
    std::vector<bool> is_hot(field.results.size());
    for (std::size_t i = 0; i < is_hot.size(); ++i) {
        is_hot[i] = field.results[i].bin >= options.min_bin;
    }
    std::vector<std::uint32_t> hot;
    for (std::size_t i = 0; i < is_hot.size(); ++i) {
        if (is_hot[i] || (options.close_gaps && lies_between(field, is_hot, i))) {
            hot.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return hot;
}

Landscape landscape_of(const Field& field, const std::vector<std::uint32_t>& hot)
{
    const CellShape shape = field.grid.lattice.shape;
    Landscape land;
    for (const std::uint32_t cell : hot) {
        land.height.push_back(field.results[cell].neighbourhood);
        land.own.push_back(field.grid.counts[cell]);
        std::vector<std::uint32_t>& neighbours = land.touching.emplace_back();
        for (int which = 0; which < touching_count(shape); ++which) {
            const std::int64_t other = field.columns.find(touching(shape, field.grid.cells[cell], which));
            const auto known = std::lower_bound(hot.begin(), hot.end(), other);
            if (known != hot.end() && *known == other) {
                neighbours.push_back(static_cast<std::uint32_t>(known - hot.begin()));
            }
        }
        std::sort(neighbours.begin(), neighbours.end());
    }
    return land;
}

std::size_t most_cells(const CellLattice& lattice, double max_area_m2)
{
    constexpr double slack = 1 + 1e-9;  // 25 cells of 100 m are 0.25 km², whatever the rounding
    const double cells = std::floor(max_area_m2 / lattice.cell_area_m2() * slack);
    return static_cast<std::size_t>(std::clamp(cells, 1.0, 1e9));
}

/// What follows from the cells alone.
Hotspot hotspot_of(const Field& field, std::vector<std::uint32_t> cells)
{
    const CellGrid& grid = field.grid;
    Hotspot hotspot;
    const auto height = [&](std::uint32_t c) {
        return std::tuple(field.results[c].neighbourhood, grid.counts[c]);
    };
    hotspot.peak_cell = *std::max_element(
        cells.begin(), cells.end(), [&](std::uint32_t a, std::uint32_t b) { return height(a) < height(b); });
    double exposure = 0;
    for (const std::uint32_t cell : cells) {
        hotspot.incidents += grid.counts[cell];
        exposure += grid.exposure.empty() ? 1 : grid.exposure[cell];
        hotspot.min_q = std::min(hotspot.min_q, field.results[cell].q_hot);
    }
    hotspot.expected = field.incidents * exposure / field.exposure;
    hotspot.excess = hotspot.incidents - hotspot.expected;
    hotspot.area_m2 = static_cast<double>(cells.size()) * grid.lattice.cell_area_m2();
    hotspot.share = field.incidents > 0 ? hotspot.incidents / field.incidents : 0;
    hotspot.shape = cell_union(grid, field.columns, cells);
    hotspot.cells = std::move(cells);
    return hotspot;
}

void rank_by_excess(std::vector<Hotspot>& hotspots)
{
    std::sort(hotspots.begin(), hotspots.end(), [](const Hotspot& a, const Hotspot& b) {
        return std::tuple(-a.excess, a.cells.front()) < std::tuple(-b.excess, b.cells.front());
    });
    for (std::size_t k = 0; k < hotspots.size(); ++k) {
        hotspots[k].rank = static_cast<std::uint32_t>(k + 1);
    }
}

void assign_points(const PointSet& points, const CellGrid& grid, std::vector<Hotspot>& hotspots)
{
    std::vector<std::int64_t> hotspot_of_cell(grid.cells.size(), -1);
    for (std::size_t k = 0; k < hotspots.size(); ++k) {
        for (const std::uint32_t cell : hotspots[k].cells) {
            hotspot_of_cell[cell] = static_cast<std::int64_t>(k);
        }
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::int32_t cell = grid.cell_of_point[i];
        const std::int64_t k =
            cell == CellGrid::no_cell ? -1 : hotspot_of_cell[static_cast<std::size_t>(cell)];
        if (k >= 0) {
            hotspots[static_cast<std::size_t>(k)].points.push_back(static_cast<std::uint32_t>(i));
        }
    }
}

void count_places(const PointSet& points, Hotspot& hotspot)
{
    std::vector<std::pair<PointM, double>> held;
    held.reserve(hotspot.points.size());
    for (const std::uint32_t i : hotspot.points) {
        held.emplace_back(points.positions[i], points.weight(i));
    }
    std::sort(held.begin(), held.end());
    double most = 0;
    for (std::size_t begin = 0; begin < held.size();) {
        double here = 0;
        std::size_t end = begin;
        for (; end < held.size() && held[end].first == held[begin].first; ++end) {
            here += held[end].second;
        }
        most = std::max(most, here);
        ++hotspot.places;
        begin = end;
    }
    hotspot.top_place_share = hotspot.incidents > 0 ? most / hotspot.incidents : 0;
}

}  // namespace

std::vector<Hotspot> grid_hotspots(const PointSet& points, const CellGrid& grid,
                                   const std::vector<GiStarCell>& cells, const HotspotOptions& options)
{
    require_sensible(options);
    require_matching(points, grid, cells);
    const Field field = field_of(grid, cells);
    const std::vector<std::uint32_t> hot = hot_cells(field, options);
    std::vector<Hotspot> hotspots;
    for (const std::vector<std::uint32_t>& region :
         hot_regions(landscape_of(field, hot), most_cells(grid.lattice, options.max_area_m2))) {
        std::vector<std::uint32_t> own;
        own.reserve(region.size());
        for (const std::uint32_t local : region) {
            own.push_back(hot[local]);
        }
        hotspots.push_back(hotspot_of(field, std::move(own)));
    }
    rank_by_excess(hotspots);
    assign_points(points, grid, hotspots);
    for (Hotspot& hotspot : hotspots) {
        count_places(points, hotspot);
    }
    return hotspots;
}

}  // namespace wardmap
