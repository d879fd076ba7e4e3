#pragma once

#include <cstdint>
#include <string_view>

/// Exact inference on counts (methods §4): equal to R to 1e-9 relative. What cannot be (more hits than
/// trials, a probability or confidence outside its range, a period without length) throws Error (internal).
namespace wardmap {

struct Interval {
    double lower = 0;
    double upper = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// Garwood's exact interval of a Poisson count; confidence 0.95 by default.
[[nodiscard]] Interval poisson_interval(std::uint64_t count, double confidence = 0.95);

/// Clopper–Pearson interval of a share.
[[nodiscard]] Interval binomial_interval(std::uint64_t hits, std::uint64_t trials, double confidence = 0.95);

/// P(T >= t) and P(T <= t) for T ~ Binomial(n, p).
[[nodiscard]] double binomial_upper_tail(std::uint64_t t, std::uint64_t n, double p);
[[nodiscard]] double binomial_lower_tail(std::uint64_t t, std::uint64_t n, double p);

/// P(X >= x) and P(X <= x) for X ~ Poisson(mean); between whole x as the gamma distribution continues them.
[[nodiscard]] double poisson_upper_tail(double x, double mean);
[[nodiscard]] double poisson_lower_tail(double x, double mean);

/// The smallest k with P(X <= k) >= p, as R's qpois(p, mean).
[[nodiscard]] std::uint64_t poisson_quantile(double p, double mean);

/// How a count moved between two periods of lengths `length_before` and `length_after` (same unit).
struct CountChange {
    double rate_ratio = 1;  ///< after / before per unit of time; infinity when before is 0, NaN when both are
    Interval ratio_interval;  ///< 95 %, of the rate ratio; its upper end is infinity when before is 0
    double p = 1;             ///< two-sided exact conditional binomial (twice the smaller tail, at most 1)
    bool percentage_is_fair = false;  ///< both counts >= 20
};
/// Under no change `after` ~ Binomial(before + after, length_after / (length_before + length_after)); the
/// interval is Clopper–Pearson's of that share, turned into a ratio of rates.
[[nodiscard]] CountChange change_between(std::uint64_t before, double length_before, std::uint64_t after,
                                         double length_after);
/// "within normal variation", "higher than chance would give", "lower than chance would give" at 5 %.
[[nodiscard]] std::string_view change_words(const CountChange& change) noexcept;

}  // namespace wardmap
