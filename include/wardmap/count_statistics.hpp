#pragma once

#include <cstdint>
#include <string_view>

/// Exact inference on counts (methods §4).
namespace wardmap {

struct Interval {
    double lower = 0;
    double upper = 0;
};

/// Garwood's exact interval of a Poisson count; confidence 0.95 by default.
[[nodiscard]] Interval poisson_interval(std::uint64_t count, double confidence = 0.95);

/// Clopper–Pearson interval of a share.
[[nodiscard]] Interval binomial_interval(std::uint64_t hits, std::uint64_t trials, double confidence = 0.95);

/// P(T >= t) and P(T <= t) for T ~ Binomial(n, p).
[[nodiscard]] double binomial_upper_tail(std::uint64_t t, std::uint64_t n, double p);
[[nodiscard]] double binomial_lower_tail(std::uint64_t t, std::uint64_t n, double p);

/// How a count moved between two periods of lengths `length_before` and `length_after` (same unit).
struct CountChange {
    double rate_ratio = 1;  ///< after / before per unit of time; infinity when before is 0, NaN when both are
    Interval ratio_interval;
    double p = 1;  ///< two-sided exact conditional binomial (twice the smaller tail, at most 1)
    bool percentage_is_fair = false;  ///< both counts >= 20
};
[[nodiscard]] CountChange change_between(std::uint64_t before, double length_before, std::uint64_t after,
                                         double length_after);
/// "within normal variation", "higher than chance would give", "lower than chance would give" at 5 %.
[[nodiscard]] std::string_view change_words(const CountChange& change) noexcept;

}  // namespace wardmap
