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
    std::int64_t narrowest = 0;  ///< 0 when every number is 0
};

/// Puts together what the release, the places of wards and squares, and earlier releases tell, and looks at what
/// follows. Throws Error (disclosure) where fewer than three counts remain possible behind a number.
[[nodiscard]] GateFinding pass_gate(const ThemeRelease& release, const std::vector<ProtectedCell>& squares,
                                    std::span<const PublishedNumber> previous);

}  // namespace wardmap::protection
