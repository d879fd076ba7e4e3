#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/count_statistics.hpp"

namespace wardmap {

/// Where an area stands against the rate of all of them: beyond the 95 % limits ("low?", "high?": one area
/// in twenty would be by chance), or beyond the 99.8 % limits.
enum class FunnelCategory : std::int8_t { low = -2, low_maybe, normal, high_maybe, high };
/// "low", "low?", "normal", "high?", "high".
[[nodiscard]] std::string_view funnel_category_name(FunnelCategory category) noexcept;

/// What one area brings: a count and what it is per (residents); exposure 0 or less: none known.
struct FunnelUnit {
    std::uint64_t count = 0;
    double exposure = 0;
};

/// One area's place in the funnel; counts throughout.
struct FunnelRow {
    double expected = 0;  ///< at the rate of all areas
    Interval limits_95;   ///< widened by overdispersion; lower ends at least 0
    Interval limits_998;
    FunnelCategory category = FunnelCategory::normal;
    double p = 1;  ///< two-sided: twice the smaller exact Poisson tail, at most 1
    double q = 1;  ///< p by Benjamini and Hochberg over the areas of the funnel
};

struct Funnel {
    double rate = 0;  ///< all counts by all exposure
    /// φ: how many times the areas vary more than chance alone makes them; 1 or less: not more. With fewer
    /// than ten areas it is not estimated (1): winsorising would leave nothing that is not the outlier.
    double overdispersion = 1;
    std::vector<std::optional<FunnelRow>> rows;  ///< in the units' order; nullopt without exposure
};

/// Spiegelhalter 2005 (Statist. Med. 24: 1185–1202): exact Poisson limits interpolated within the step, and
/// multiplicative overdispersion φ = mean z², z = (O − E)/√E winsorised at 10 % on each side, by which √φ
/// stretches the limits, and shrinks O − E for p, when φ > 1. Nothing is judged (no rows) when no unit has
/// exposure or all counts are 0. Throws Error (internal) for an exposure that is not finite.
[[nodiscard]] Funnel funnel(std::span<const FunnelUnit> units);

}  // namespace wardmap
