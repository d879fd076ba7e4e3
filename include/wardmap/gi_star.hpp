#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/cell_grid.hpp"

namespace wardmap {

struct GiStarOptions {
    NeighbourRule neighbours = NeighbourRule::queen;  ///< hexagons: the six
    double distance_m = 0;  ///< above 0: cells with centres within it (a billionth more for rounding)
                            ///< instead of `neighbours`
    unsigned threads = 0;
};

/// Gi* of one cell (methods §2). Cells whose neighbourhoods hold the same number of incidents, have the
/// same size and the same exposure have the same result.
struct GiStarCell {
    double z = 0;              ///< Getis & Ord 1992, self included; 0 where the variance is 0
    double p_normal = 1;       ///< two-sided normal p of z, as ArcGIS reports
    std::int8_t gi_bin = 0;    ///< -3..3 from p_normal with FDR, as ArcGIS's Gi_Bin
    double p_hot = 1;          ///< exact: P(T >= t) for T ~ Binomial(N, share of the neighbourhood)
    double p_cold = 1;         ///< exact: P(T <= t)
    double q_hot = 1;          ///< Benjamini–Hochberg over all cells, hot family
    double q_cold = 1;         ///< the same, cold family
    std::int8_t bin = 0;       ///< hs_bin: 3/2/1 hot at 99/95/90 %, -3..-1 cold, 0 neither
    double neighbourhood = 0;  ///< incidents in the cell and its neighbours
    double expected = 0;       ///< N times the neighbourhood's share of area, or of exposure
};

/// One result per cell of `grid`. Counts must be whole numbers (exact p); throws Error (usage) for
/// negative or fractional ones, for an exposure that is not positive or not one per cell, and for a
/// distance that is negative or not finite. O(cells × columns that a neighbourhood spans).
[[nodiscard]] std::vector<GiStarCell> gi_star(const CellGrid& grid, const GiStarOptions& options);

/// Indices of each cell's neighbours in the grid, itself included, ascending: offsets and a flat list.
struct Neighbourhoods {
    std::vector<std::uint64_t> offset;  ///< cells + 1
    std::vector<std::uint32_t> cell;
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t i) const noexcept
    {
        return {cell.data() + offset[i], cell.data() + offset[i + 1]};
    }
};
[[nodiscard]] Neighbourhoods neighbourhoods(const CellGrid& grid, const GiStarOptions& options);

/// Benjamini–Hochberg adjusted p values, as R's p.adjust(p, "BH").
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace wardmap
