#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/cell_grid.hpp"

namespace wardmap {

/// What the classes that users act on go by.
enum class GiStarTest {
    exact,        ///< binomial p of counted incidents
    normal,       ///< two-sided normal p of z, as ArcGIS: wrong on sparse grids, for comparison only
    permutation,  ///< conditional permutation: for weights, which have no exact p
};
/// "exact", "normal", "permutation"; nullopt for any other name.
[[nodiscard]] std::optional<GiStarTest> gi_star_test_named(std::string_view name) noexcept;

/// Correction over all cells: Benjamini–Hochberg, or none (q is then p).
enum class FalseDiscovery { benjamini_hochberg, none };

struct PermutationOptions {
    /// 0: as many as a lone cell needs to pass the correction at 95 % (20 per cell; 40 where p is two-sided),
    /// at least 999. Fewer than that are refused.
    std::uint64_t permutations = 0;
    std::uint64_t seed = 1;
};

struct GiStarOptions {
    NeighbourRule neighbours = NeighbourRule::queen;  ///< hexagons: the six
    double distance_m = 0;  ///< above 0: cells with centres within it (a billionth more for rounding)
                            ///< instead of `neighbours`
    unsigned threads = 0;
    GiStarTest test = GiStarTest::exact;
    FalseDiscovery fdr = FalseDiscovery::benjamini_hochberg;
    PermutationOptions permutation = {};  ///< for GiStarTest::permutation
};

/// Gi* of one cell (methods §2). Cells whose neighbourhoods hold the same number of incidents, have the
/// same size and the same exposure have the same result.
struct GiStarCell {
    double z = 0;            ///< Getis & Ord 1992, self included; 0 where the variance is 0
    double p_normal = 1;     ///< two-sided normal p of z, as ArcGIS reports
    std::int8_t gi_bin = 0;  ///< -3..3 from p_normal with FDR, as ArcGIS's Gi_Bin
    /// By GiStarTest. Exact: P(T >= t) for T ~ Binomial(N, share of the neighbourhood). Normal: p_normal on
    /// its side, else 1. Permutation: (1 + permutations with a sum as large) / (1 + permutations).
    double p_hot = 1;
    double p_cold = 1;         ///< the same for P(T <= t)
    double q_hot = 1;          ///< Benjamini–Hochberg over all cells, hot family
    double q_cold = 1;         ///< the same, cold family
    std::int8_t bin = 0;       ///< hs_bin: 3/2/1 hot at 99/95/90 %, -3..-1 cold, 0 neither
    double neighbourhood = 0;  ///< incidents in the cell and its neighbours
    double expected = 0;       ///< N times the neighbourhood's share of area, or of exposure
};

/// One result per cell of `grid`. Counts must be whole numbers, except by permutation, which exchanges the
/// cells' sums whatever their exposure. Throws Error (usage) for negative counts, for fractional ones with an
/// exact or normal p, for an exposure that is not positive or not one per cell, for a distance that is negative
/// or not finite, and for too few permutations (names the number needed). O(cells × columns that a neighbourhood
/// spans); by permutation also O(permutations × neighbours + cells × log).
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

/// How often the null itself raises an alarm on this grid (methods §2).
struct ShuffleCheck {
    std::size_t runs = 0;
    std::size_t runs_with_hot_cell = 0;  ///< at 95 % or more
};
/// Spreads the same number of incidents `runs` times at random, in proportion to the grid's exposure (by
/// permutation: the cells exchange their sums), and counts the runs with a hot cell. Seeded.
[[nodiscard]] ShuffleCheck shuffle_check(const CellGrid& grid, const GiStarOptions& options,
                                         std::size_t runs = 99, std::uint64_t seed = 1);

/// Benjamini–Hochberg adjusted p values, as R's p.adjust(p, "BH").
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace wardmap
