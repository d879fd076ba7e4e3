#include "wardmap/evaluation.hpp"

#include <algorithm>
#include <numeric>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// The smallest k with P(X <= k) >= p, by halving.
std::uint64_t binomial_quantile(double p, std::uint64_t n, double share)
{
    std::uint64_t low = 0;
    std::uint64_t high = n;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (binomial_lower_tail(middle, n, share) >= p) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

double share_of(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

HoldoutScore score_holdout(const HoldoutCounts& counts)
{
    if (counts.incidents == 0 || counts.hits > counts.incidents || !(counts.area_m2 > 0) ||
        !(counts.study_area_m2 > 0)) {
        throw Error(ErrorKind::internal, "evaluation", "counts or areas that cannot be",
                    "Report this defect.");
    }
    constexpr double m2_per_km2 = 1e6;
    const double land = counts.area_m2 / counts.study_area_m2;
    HoldoutScore score;
    score.hit_rate = share_of(counts.hits, counts.incidents);
    score.pai = score.hit_rate / land;
    score.pei = share_of(counts.hits, counts.best_hits);
    score.per_km2 = static_cast<double>(counts.hits) / counts.area_m2 * m2_per_km2;
    const double kept = share_of(counts.hits, counts.train_hits);
    const double overall = share_of(counts.incidents, counts.train_incidents);
    score.rri = overall > 0 ? kept / overall : 0;
    const auto at = [&](double p) {
        return share_of(binomial_quantile(p, counts.incidents, score.hit_rate), counts.incidents);
    };
    score.hit_rate_interval = {at(0.025), at(0.975)};
    score.pai_interval = {score.hit_rate_interval.lower / land, score.hit_rate_interval.upper / land};
    return score;
}

std::vector<std::uint32_t> top_cells(std::span<const double> scores, std::span<const double> test_counts,
                                     std::size_t k)
{
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        return test_counts[a] != test_counts[b] ? test_counts[a] < test_counts[b] : a < b;
    });
    order.resize(std::min(k, order.size()));
    std::sort(order.begin(), order.end());
    return order;
}

}  // namespace wardmap
