#include "wardmap/count_statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

// In plain double (Boost would otherwise compute in long double, whose size differs between platforms),
// and without exceptions of Boost's own: domains are checked here.
using Policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>>;
using Beta = boost::math::beta_distribution<double, Policy>;
using Binomial = boost::math::binomial_distribution<double, Policy>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Gamma = boost::math::gamma_distribution<double, Policy>;

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(bool holds, const char* what)
{
    if (!holds) {
        throw Error(ErrorKind::internal, "count statistics", what, "Report this defect.");
    }
}

/// What each tail may hold, for a two-sided interval.
double tail_of(double confidence)
{
    check(confidence > 0 && confidence < 1, "a confidence that is not between 0 and 1");
    return (1 - confidence) / 2;
}

}  // namespace

Interval poisson_interval(std::uint64_t count, double confidence)
{
    // Garwood (1936), Biometrika 28: chi-squared with 2k degrees of freedom, halved, is gamma of shape k.
    const double tail = tail_of(confidence);
    const auto k = static_cast<double>(count);
    const double lower = count == 0 ? 0 : boost::math::quantile(Gamma(k), tail);
    const double upper = boost::math::quantile(boost::math::complement(Gamma(k + 1), tail));
    return {lower, upper};
}

Interval binomial_interval(std::uint64_t hits, std::uint64_t trials, double confidence)
{
    // Clopper and Pearson (1934), Biometrika 26, by quantiles of the beta distribution.
    check(hits <= trials, "more hits than trials");
    const double tail = tail_of(confidence);
    const auto x = static_cast<double>(hits);
    const auto n = static_cast<double>(trials);
    const double lower = hits == 0 ? 0 : boost::math::quantile(Beta(x, n - x + 1), tail);
    const double upper =
        hits == trials ? 1 : boost::math::quantile(boost::math::complement(Beta(x + 1, n - x), tail));
    return {lower, upper};
}

double binomial_upper_tail(std::uint64_t t, std::uint64_t n, double p)
{
    check(p >= 0 && p <= 1, "a probability that is not between 0 and 1");
    if (t == 0) {
        return 1;
    }
    if (t > n) {
        return 0;
    }
    const Binomial binomial(static_cast<double>(n), p);
    return boost::math::cdf(boost::math::complement(binomial, static_cast<double>(t - 1)));
}

double binomial_lower_tail(std::uint64_t t, std::uint64_t n, double p)
{
    check(p >= 0 && p <= 1, "a probability that is not between 0 and 1");
    if (t >= n) {
        return 1;
    }
    return boost::math::cdf(Binomial(static_cast<double>(n), p), static_cast<double>(t));
}

double poisson_upper_tail(double x, double mean)
{
    check(mean >= 0 && std::isfinite(mean) && std::isfinite(x), "a Poisson mean or count that is no number");
    if (x <= 0) {
        return 1;
    }
    return mean == 0 ? 0 : boost::math::gamma_p(x, mean, Policy());  // P(X >= x) = P(Gamma(x) <= mean)
}

double poisson_lower_tail(double x, double mean)
{
    check(mean >= 0 && std::isfinite(mean) && std::isfinite(x), "a Poisson mean or count that is no number");
    if (x <= -1) {
        return 0;
    }
    return mean == 0 ? 1 : boost::math::gamma_q(x + 1, mean, Policy());
}

std::uint64_t poisson_quantile(double p, double mean)
{
    check(p > 0 && p < 1, "a probability that is not between 0 and 1");
    check(mean >= 0 && std::isfinite(mean), "a Poisson mean that is no number");
    const double normal = boost::math::quantile(Normal(0, 1), p);
    double k = std::max(0.0, std::floor(mean + normal * std::sqrt(mean)));  // near, then step by step
    while (k > 0 && poisson_lower_tail(k - 1, mean) >= p) {
        --k;
    }
    while (poisson_lower_tail(k, mean) < p) {
        ++k;
    }
    return static_cast<std::uint64_t>(k);
}

CountChange change_between(std::uint64_t before, double length_before, std::uint64_t after,
                           double length_after)
{
    check(
        std::isfinite(length_before) && std::isfinite(length_after) && length_before > 0 && length_after > 0,
        "a period without length");
    constexpr std::uint64_t fewest_for_percentage = 20;
    const std::uint64_t both = before + after;
    const double share =
        length_after / (length_before + length_after);  // of the time, and of `both` under the null
    const double scale = length_before / length_after;  // odds of `after` to a ratio of rates
    CountChange change;
    change.percentage_is_fair = before >= fewest_for_percentage && after >= fewest_for_percentage;
    if (both == 0) {
        change.rate_ratio = std::numeric_limits<double>::quiet_NaN();
        change.ratio_interval = {0, infinity};
        return change;
    }
    change.rate_ratio =
        before == 0 ? infinity : static_cast<double>(after) / static_cast<double>(before) * scale;
    const double smaller_tail =
        std::min(binomial_upper_tail(after, both, share), binomial_lower_tail(after, both, share));
    change.p = std::min(1.0, 2 * smaller_tail);
    const Interval of_share = binomial_interval(after, both);
    change.ratio_interval.lower = of_share.lower / (1 - of_share.lower) * scale;
    change.ratio_interval.upper = before == 0 ? infinity : of_share.upper / (1 - of_share.upper) * scale;
    return change;
}

std::string_view change_words(const CountChange& change) noexcept
{
    if (!(change.p < 0.05)) {
        return "within normal variation";
    }
    return change.rate_ratio > 1 ? "higher than chance would give" : "lower than chance would give";
}

}  // namespace wardmap
