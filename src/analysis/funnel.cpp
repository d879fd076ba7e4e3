#include "wardmap/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/error.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

namespace {

constexpr std::size_t fewest_for_overdispersion = 10;

/// Spiegelhalter 2005, appendix A.1.1: the quantile of the Poisson distribution, interpolated within its step.
double exact_limit(double p, double expected)
{
    const auto r = static_cast<double>(poisson_quantile(p, expected));
    const double at = poisson_lower_tail(r, expected);
    const double below = poisson_lower_tail(r - 1, expected);
    return r - (at - p) / (at - below);
}

Interval limits(double tail, double expected, double stretch)
{
    return {std::max(0.0, expected - (expected - exact_limit(tail, expected)) * stretch),
            expected + (exact_limit(1 - tail, expected) - expected) * stretch};
}

/// Quantile between order statistics, as R's quantile() has it (type 7).
double quantile_of(const std::vector<double>& sorted, double p)
{
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// φ of winsorised z scores (Spiegelhalter 2005, section 3.3).
double overdispersion_of(std::vector<double> z)
{
    if (z.size() < fewest_for_overdispersion) {
        return 1;
    }
    constexpr double winsorised_share = 0.1;
    std::sort(z.begin(), z.end());
    const double low = quantile_of(z, winsorised_share);
    const double high = quantile_of(z, 1 - winsorised_share);
    double squares = 0;
    for (const double score : z) {
        const double kept = std::clamp(score, low, high);
        squares += kept * kept;
    }
    return squares / static_cast<double>(z.size());
}

FunnelCategory category_of(double count, const FunnelRow& row)
{
    if (count > row.limits_998.upper) {
        return FunnelCategory::high;
    }
    if (count > row.limits_95.upper) {
        return FunnelCategory::high_maybe;
    }
    if (count < row.limits_998.lower) {
        return FunnelCategory::low;
    }
    return count < row.limits_95.lower ? FunnelCategory::low_maybe : FunnelCategory::normal;
}

FunnelRow row_of(std::uint64_t observed, double expected, double stretch)
{
    const auto count = static_cast<double>(observed);
    FunnelRow row;
    row.expected = expected;
    row.limits_95 = limits(0.025, expected, stretch);
    row.limits_998 = limits(0.001, expected, stretch);
    row.category = category_of(count, row);
    const double shrunk = expected + (count - expected) / stretch;
    row.p = std::min(
        1.0, 2 * std::min(poisson_upper_tail(shrunk, expected), poisson_lower_tail(shrunk, expected)));
    return row;
}

void add_false_discovery(std::vector<std::optional<FunnelRow>>& rows)
{
    std::vector<double> p;
    for (const auto& row : rows) {
        if (row) {
            p.push_back(row->p);
        }
    }
    const std::vector<double> q = benjamini_hochberg(p);
    std::size_t next = 0;
    for (auto& row : rows) {
        if (row) {
            row->q = q[next++];
        }
    }
}

}  // namespace

std::string_view funnel_category_name(FunnelCategory category) noexcept
{
    switch (category) {
        case FunnelCategory::low:
            return "low";
        case FunnelCategory::low_maybe:
            return "low?";
        case FunnelCategory::high_maybe:
            return "high?";
        case FunnelCategory::high:
            return "high";
        case FunnelCategory::normal:
            break;
    }
    return "normal";
}

Funnel funnel(std::span<const FunnelUnit> units)
{
    Funnel result;
    result.rows.resize(units.size());
    double exposure = 0;
    std::uint64_t counted = 0;
    for (const FunnelUnit& unit : units) {
        if (!std::isfinite(unit.exposure)) {
            throw Error(ErrorKind::internal, "funnel", "an exposure that is no number",
                        "Report this defect.");
        }
        exposure += std::max(0.0, unit.exposure);
        counted += unit.exposure > 0 ? unit.count : 0;
    }
    if (counted == 0) {
        return result;
    }
    result.rate = static_cast<double>(counted) / exposure;
    std::vector<double> z;
    for (const FunnelUnit& unit : units) {
        if (unit.exposure > 0) {
            const double expected = result.rate * unit.exposure;
            z.push_back((static_cast<double>(unit.count) - expected) / std::sqrt(expected));
        }
    }
    result.overdispersion = overdispersion_of(std::move(z));
    const double stretch = std::sqrt(std::max(1.0, result.overdispersion));
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].exposure > 0) {
            result.rows[i] = row_of(units[i].count, result.rate * units[i].exposure, stretch);
        }
    }
    add_false_discovery(result.rows);
    return result;
}

}  // namespace wardmap
