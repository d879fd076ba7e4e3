#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/gi_star.hpp"

namespace wardmap {

/// Of how many permutations the sum over a place's neighbours was as large, or as small, as the observed one.
struct PermutationTails {
    std::uint64_t as_large = 0;
    std::uint64_t as_small = 0;
};

/// Observed sums over each place's neighbours, itself excluded, and their number.
struct NeighbourSums {
    std::vector<double> sums;
    std::vector<std::uint32_t> links;
};
[[nodiscard]] NeighbourSums sums_of_others(std::span<const double> values,
                                           const Neighbourhoods& neighbourhoods);

/// Conditional permutation (Anselin 1995, "Local indicators of spatial association", Geographical Analysis 27(2),
/// section 3): a place keeps its value, and its neighbours' values are drawn without replacement from all other
/// places. `others` are the observed sums.
///
/// All places share the draws: permutation r draws links + 1 places in turn, and a place that is itself among
/// the first `links` takes the last one instead. For each place that is a draw of its own kind exactly; the p of
/// different places hang together more than with draws of their own. O(permutations × links + places × log).
[[nodiscard]] std::vector<PermutationTails> conditional_tails(std::span<const double> values,
                                                              const NeighbourSums& others,
                                                              const PermutationOptions& options,
                                                              unsigned threads);

/// `asked`, or for 0 the least number with which a p can pass; throws Error (usage) that names that number when
/// `asked` is fewer. `tails`: 1 for a one-sided p, 2 for a two-sided one. Without false discovery control 999.
[[nodiscard]] std::uint64_t permutations_for(std::uint64_t asked, std::size_t places, int tails,
                                             FalseDiscovery fdr);

}  // namespace wardmap
