#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/count_statistics.hpp"

namespace wardmap {

/// What a set of hotspots, chosen on a training period, held in a later test period. Sums over windows may
/// stand here too, when every window has the same land.
struct HoldoutCounts {
    std::uint64_t hits = 0;       ///< test incidents in the hotspots
    std::uint64_t incidents = 0;  ///< test incidents in all
    std::uint64_t train_hits = 0;
    std::uint64_t train_incidents = 0;
    std::uint64_t best_hits = 0;  ///< the most that hotspots of this number and size could have held
    double area_m2 = 0;
    double study_area_m2 = 0;
};

struct HoldoutScore {
    double hit_rate = 0;  ///< n/N
    double pai = 0;       ///< (n/N)/(a/A), Chainey, Tompson & Uhlig 2008
    double pei = 0;       ///< n/n*: of what was possible; 0 when nothing was
    double per_km2 = 0;   ///< SER: test hits by km² of hotspots
    double rri = 0;  ///< (n_test/n_train)/(N_test/N_train), Levine 2008; 1: as hot as before; 0 without hits
    Interval hit_rate_interval;  ///< 95 %; the other scores' intervals are in proportion to it
    Interval pai_interval;
};

/// The interval is that of the percentile bootstrap over test incidents, in the limit of many repeats: hits
/// are then Binomial(N, n/N), whose quantiles need no random numbers. It treats incidents as independent.
/// Throws Error (internal) for no test incidents, hits beyond them, or an area that is not positive.
[[nodiscard]] HoldoutScore score_holdout(const HoldoutCounts& counts);

/// The `k` cells with the highest score. Ties are ranked against us: the fewest test incidents first, then
/// the first cell. Ascending.
[[nodiscard]] std::vector<std::uint32_t> top_cells(std::span<const double> scores,
                                                   std::span<const double> test_counts, std::size_t k);

}  // namespace wardmap
