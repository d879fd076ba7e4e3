#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/cell_grid.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

struct HotspotOptions {
    std::int8_t min_bin = 2;       ///< cells at or above are hot: 3 = 99 %, 2 = 95 %, 1 = 90 %
    double max_area_m2 = 250'000;  ///< larger ones are split at the saddles between peaks
    bool close_gaps = false;       ///< a cell that is not hot but lies between hot ones joins
};

/// A group of touching hot cells with one peak (methods §3).
struct Hotspot {
    std::uint32_t rank = 0;            ///< 1 = largest excess
    std::vector<std::uint32_t> cells;  ///< indices into the grid, ascending
    std::uint32_t peak_cell = 0;
    MultiPolygon shape;
    double incidents = 0;
    double expected = 0;  ///< N times the cells' share of area or exposure
    double excess = 0;    ///< incidents - expected
    double area_m2 = 0;
    double share = 0;                   ///< of all incidents in the grid
    double min_q = 1;                   ///< smallest q_hot of its cells
    std::uint32_t places = 0;           ///< distinct positions
    double top_place_share = 0;         ///< share of its incidents at the commonest position
    std::vector<std::uint32_t> points;  ///< indices into the PointSet, ascending
};

/// Grid clustering: every hot cell is in exactly one hotspot; none is larger than the limit unless one
/// cell is. Ranked by excess, ties by the first cell. Independent of the order of the points.
[[nodiscard]] std::vector<Hotspot> grid_hotspots(const PointSet& points, const CellGrid& grid,
                                                 const std::vector<GiStarCell>& cells,
                                                 const HotspotOptions& options);

}  // namespace wardmap
