#include "wardmap/displacement.hpp"

#include <cmath>

namespace wardmap {

namespace {

EstimatedDifference estimate(double incidents, double variance)
{
    constexpr double normal_975 = 1.959963984540054;  // quantile .975 of the standard normal
    const double error = std::sqrt(variance);
    return {incidents, error, {incidents - normal_975 * error, incidents + normal_975 * error}};
}

}  // namespace

EstimatedDifference displacement_difference(const BeforeAfter& target, const BeforeAfter& control)
{
    const auto t0 = static_cast<double>(target.before);
    const auto t1 = static_cast<double>(target.after);
    const auto c0 = static_cast<double>(control.before);
    const auto c1 = static_cast<double>(control.after);
    return estimate((t1 - t0) - (c1 - c0), t1 + t0 + c1 + c0);
}

std::optional<EstimatedDifference> scaled_displacement_difference(const BeforeAfter& target,
                                                                  const BeforeAfter& control)
{
    if (target.before == 0 || control.before == 0) {
        return std::nullopt;
    }
    const auto t0 = static_cast<double>(target.before);
    const auto t1 = static_cast<double>(target.after);
    const auto c0 = static_cast<double>(control.before);
    const auto c1 = static_cast<double>(control.after);
    const double trend = c1 / c0;
    const double weight = t0 / c0;
    const double variance = t1 + trend * trend * t0 + weight * weight * (c1 + trend * trend * c0);
    return estimate(t1 - t0 * trend, variance);
}

std::optional<ZoneEffect> zone_effect(const BeforeAfter& inside, const BeforeAfter& around,
                                      const BeforeAfter& elsewhere)
{
    const auto of_inside = scaled_displacement_difference(inside, elsewhere);
    const BeforeAfter both{inside.before + around.before, inside.after + around.after};
    const auto of_both = scaled_displacement_difference(both, elsewhere);
    if (!of_inside || !of_both) {
        return std::nullopt;
    }
    return ZoneEffect{*of_inside, scaled_displacement_difference(around, elsewhere), *of_both};
}

std::string_view difference_words(const EstimatedDifference& difference) noexcept
{
    if (difference.interval.upper < 0) {
        return "fewer than elsewhere's trend";
    }
    return difference.interval.lower > 0 ? "more than elsewhere's trend"
                                         : "no different from elsewhere's trend";
}

}  // namespace wardmap
