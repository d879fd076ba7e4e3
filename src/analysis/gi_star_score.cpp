#include "gi_star_score.hpp"

#include <cmath>

namespace wardmap {

ValueMoments moments_of(std::span<const double> values)
{
    if (values.empty()) {
        return {};
    }
    const auto n = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    const double mean = sum / n;
    // S² = Σx²/n − x̄² of the papers, as Σ(x − x̄)²/n: equal, and without cancellation.
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return {n, mean, std::sqrt(squares / n)};
}

double gi_star_score(double sum, double links, const ValueMoments& all) noexcept
{
    const double spread = (all.n * links - links * links) / (all.n - 1);
    if (!(all.n > 1) || !(spread > 0) || !(all.deviation > 0)) {
        return 0;
    }
    return (sum - all.mean * links) / (all.deviation * std::sqrt(spread));
}

}  // namespace wardmap
