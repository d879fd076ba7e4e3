#include "wardmap/local_moran.hpp"

#include <algorithm>
#include <cmath>

#include "conditional_permutation.hpp"
#include "gi_star_score.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr double significant = 0.05;

MoranQuadrant quadrant_of(double own, double around)
{
    if (own == 0 || around == 0) {
        return MoranQuadrant::none;
    }
    if (own > 0) {
        return around > 0 ? MoranQuadrant::high_high : MoranQuadrant::high_low;
    }
    return around > 0 ? MoranQuadrant::low_high : MoranQuadrant::low_low;
}

}  // namespace

std::string_view quadrant_text(MoranQuadrant quadrant) noexcept
{
    switch (quadrant) {
        case MoranQuadrant::none:
            return "";
        case MoranQuadrant::high_high:
            return "HH";
        case MoranQuadrant::low_low:
            return "LL";
        case MoranQuadrant::high_low:
            return "HL";
        case MoranQuadrant::low_high:
            return "LH";
    }
    return "";
}

std::vector<LocalMoran> local_moran(std::span<const double> values, const Neighbourhoods& neighbourhoods,
                                    const LocalMoranOptions& options)
{
    if (std::ranges::any_of(values, [](double value) { return !std::isfinite(value); })) {
        throw Error(ErrorKind::usage, "local Moran's I", "a value is not a number", "Leave such places out");
    }
    PermutationOptions permutation = options.permutation;
    permutation.permutations = permutations_for(permutation.permutations, values.size(), 2, options.fdr);
    const ValueMoments all = moments_of(values);
    std::vector<LocalMoran> results(values.size());
    if (!(all.deviation > 0)) {
        return results;
    }
    const NeighbourSums others = sums_of_others(values, neighbourhoods);
    const std::vector<PermutationTails> tails =
        conditional_tails(values, others, permutation, options.threads);
    const double draws = static_cast<double>(permutation.permutations) + 1;
    std::vector<double> p;
    for (std::size_t i = 0; i < values.size(); ++i) {
        LocalMoran& result = results[i];
        if (others.links[i] > 0) {
            result.lag = others.sums[i] / others.links[i];
            result.i = (values[i] - all.mean) * (result.lag - all.mean) / (all.deviation * all.deviation);
            const auto fewer = static_cast<double>(std::min(tails[i].as_large, tails[i].as_small));
            result.p = std::min(1.0, 2 * (1 + fewer) / draws);
        }
        p.push_back(result.p);
    }
    const std::vector<double> q = options.fdr == FalseDiscovery::none ? p : benjamini_hochberg(p);
    for (std::size_t i = 0; i < values.size(); ++i) {
        results[i].q = q[i];
        if (q[i] <= significant && others.links[i] > 0) {
            results[i].quadrant = quadrant_of(values[i] - all.mean, results[i].lag - all.mean);
        }
    }
    return results;
}

}  // namespace wardmap
