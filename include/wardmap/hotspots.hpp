#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/cell_grid.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

struct HotspotOptions {
    std::int8_t min_bin = 2;       ///< cells at or above are hot: 3 = 99 %, 2 = 95 %, 1 = 90 %
    double max_area_m2 = 250'000;  ///< larger ones are split at the saddles between peaks
    bool close_gaps = false;       ///< a cell that is not hot but lies between two hot ones joins
};

/// A group of touching hot cells around one peak (methods §3).
struct Hotspot {
    std::uint32_t rank = 0;            ///< 1 = largest excess
    std::vector<std::uint32_t> cells;  ///< indices into the grid, ascending
    std::uint32_t peak_cell = 0;       ///< most incidents in its neighbourhood, then in itself
    MultiPolygon shape;                ///< the exact union of the cells
    double incidents = 0;
    double expected = 0;  ///< N times the cells' share of area, or of exposure
    double excess = 0;    ///< incidents - expected
    double area_m2 = 0;
    double share = 0;                   ///< of all incidents in the grid
    double min_q = 1;                   ///< smallest q_hot of its cells
    std::uint32_t places = 0;           ///< distinct positions
    double top_place_share = 0;         ///< share of its incidents at the commonest position
    std::vector<std::uint32_t> points;  ///< indices into the PointSet, ascending
};

/// Grid clustering. Cells touch at sides and corners. Every hot cell is in exactly one hotspot.
///
/// A group of touching cells within `max_area_m2` is one hotspot. A larger one is cut along the valleys
/// between its peaks (watershed on the incidents of the cells' neighbourhoods: every cell goes with its
/// highest neighbour). What belongs to one peak and is still too large is peeled: its highest cells,
/// grown from the peak, are one part, and what is left of it one part per connected piece. Then
/// touching parts are joined again while they stay within the limit, the shallowest saddle (relative
/// to the lower of its two peaks) first, so that a shoulder does not become a hotspot of its own. No
/// hotspot is larger than the limit, unless a single cell is.
///
/// A cell is hot for what it and its neighbours hold. So a small part may itself hold little or nothing
/// (excess 0 or less); such parts rank last, and lists for people do well to end before them.
///
/// Ranked by excess, ties by the first cell. Does not depend on the order of the points. `points` must
/// be those that `grid` counted and `cells` its result; throws Error (usage) for an area limit that is
/// not positive or a min_bin outside 1..3.
[[nodiscard]] std::vector<Hotspot> grid_hotspots(const PointSet& points, const CellGrid& grid,
                                                 const std::vector<GiStarCell>& cells,
                                                 const HotspotOptions& options);

}  // namespace wardmap
