#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/gi_star.hpp"

namespace wardmap {

/// Where a place and its neighbours stand to the mean.
enum class MoranQuadrant {
    none,       ///< not significant, without neighbours, or exactly at the mean
    high_high,  ///< high among high: a cluster
    low_low,
    high_low,  ///< high among low: an outlier
    low_high,
};
/// "HH", "LL", "HL", "LH"; "" for none.
[[nodiscard]] std::string_view quadrant_text(MoranQuadrant quadrant) noexcept;

struct LocalMoran {
    double i = 0;                                  ///< local Moran's I
    double lag = 0;                                ///< mean of the neighbours' values
    double p = 1;                                  ///< two-sided conditional permutation
    double q = 1;                                  ///< Benjamini–Hochberg over all places
    MoranQuadrant quadrant = MoranQuadrant::none;  ///< where q <= 0.05
};

struct LocalMoranOptions {
    PermutationOptions permutation = {};
    FalseDiscovery fdr = FalseDiscovery::benjamini_hochberg;
    unsigned threads = 0;
};

/// Local Moran's I (Anselin 1995, eq. 7 and 12) with row-standardised weights: I = z/m₂ · mean of the
/// neighbours' z, z = x − x̄, m₂ = Σz²/n, as spdep's localmoran. Places without neighbours, and all where the
/// variance is 0, have I = 0 and p = 1. `neighbourhoods` may or may not hold the places themselves; they are left
/// out. p = min(1, 2·(1 + min(#≥, #≤))/(R + 1)).
/// Throws Error (usage) for values that are not finite and too few permutations (names the number needed).
[[nodiscard]] std::vector<LocalMoran> local_moran(std::span<const double> values,
                                                  const Neighbourhoods& neighbourhoods,
                                                  const LocalMoranOptions& options);

}  // namespace wardmap
