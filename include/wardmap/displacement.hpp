#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "wardmap/count_statistics.hpp"

namespace wardmap {

struct BeforeAfter {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
};

/// A number of incidents more (or, below 0, fewer) than would have come, with its uncertainty.
struct EstimatedDifference {
    double incidents = 0;
    double standard_error = 0;
    Interval interval;  ///< 95 %, normal
};

/// Wheeler & Ratcliffe 2018 (Crime Science 7:11): (T1 − T0) − (C1 − C0), variance T1 + T0 + C1 + C0. The
/// control must be about as large as the target: it takes trends to be alike in counts, not in proportion.
[[nodiscard]] EstimatedDifference displacement_difference(const BeforeAfter& target,
                                                          const BeforeAfter& control);

/// The same where the control is the rest of a town: its counts weighted by w = T0/C0, so that w·C0 = T0.
/// T1 − T0·C1/C0, variance (delta method, Poisson counts) T1 + r²T0 + w²(C1 + r²C0), r = C1/C0; equal to
/// displacement_difference when T0 = C0 = C1. Periods before and after may differ in length.
/// nullopt when the control or the target has no incident before: then there is no trend, or no weight.
[[nodiscard]] std::optional<EstimatedDifference> scaled_displacement_difference(const BeforeAfter& target,
                                                                                const BeforeAfter& control);

/// What happened in a zone (an injunction area, say) and in the ring around it, against everywhere else.
struct ZoneEffect {
    EstimatedDifference inside;
    std::optional<EstimatedDifference> around;  ///< nullopt when the ring had no incident before
    EstimatedDifference both;                   ///< inside and around together: what displacement left over
};
[[nodiscard]] std::optional<ZoneEffect> zone_effect(const BeforeAfter& inside, const BeforeAfter& around,
                                                    const BeforeAfter& elsewhere);

/// "fewer than elsewhere's trend", "more than elsewhere's trend", "no different from elsewhere's trend": the
/// last when the interval holds 0.
[[nodiscard]] std::string_view difference_words(const EstimatedDifference& difference) noexcept;

}  // namespace wardmap
