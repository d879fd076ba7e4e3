#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heat_classes.hpp"
#include "theme_counts.hpp"
#include "wardmap/public_release.hpp"

namespace wardmap::protection {

/// All that is told of one theme.
struct ThemeRelease {
    const PublicTheme& theme;
    ThemeCounts counts;  ///< parts that are not told are empty
    std::int64_t threshold = 0;
    HeatClasses heat;                       ///< of `squares`; empty when there is no heat
    std::vector<MultiPolygon> ward_shapes;  ///< in the order of counts.wards
};

struct GateFinding {
    std::size_t numbers = 0;
    std::int64_t narrowest = 0;             ///< 0 when every number is 0
    std::vector<std::size_t> put_together;  ///< earlier numbers, by index, in the order given
    std::vector<std::size_t>
        contradicting;  ///< those that nothing could satisfy beside these and the present ones
};

/// Puts together what the release, the places of wards and squares, and an earlier release tell, and looks at what
/// follows. Throws Error (disclosure) where fewer than three counts remain possible behind a number.
/// An earlier number may contradict: records are corrected. No such number switches the check off or hides what another
/// one tells. Judged are the present numbers alone; with every set of sets_that_can_be_true(); and with those of the
/// earlier numbers that agree with the true counts of today, all of them one by one, and in sets with what
/// the earlier release adds up to. Earlier numbers, and counts of the time that one release or both count, are
/// asked about too, where the two tell more of them than one.
[[nodiscard]] GateFinding pass_gate(const ThemeRelease& release, const std::vector<ProtectedCell>& squares,
                                    std::span<const PublishedNumber> previous);

}  // namespace wardmap::protection
