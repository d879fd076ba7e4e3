#pragma once

#include <span>

namespace wardmap {

/// What Gi* needs of all values: their number, mean and standard deviation (divisor n).
struct ValueMoments {
    double n = 0;
    double mean = 0;
    double deviation = 0;
};
[[nodiscard]] ValueMoments moments_of(std::span<const double> values);

/// z of Gi* for binary weights, the place itself included: `sum` over its `links` neighbours.
/// Getis & Ord 1992; in this standardised form Ord & Getis 1995, "Local spatial autocorrelation
/// statistics", Geographical Analysis 27(4), with Σw = Σw² = links. 0 where the variance is 0.
[[nodiscard]] double gi_star_score(double sum, double links, const ValueMoments& all) noexcept;

}  // namespace wardmap
