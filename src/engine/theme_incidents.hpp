#pragma once

#include <cstdint>
#include <vector>

#include "located_set.hpp"
#include "wardmap/point_set.hpp"
#include "wardmap/run.hpp"

namespace wardmap {

/// The incidents of one theme that go on its maps and into its tables.
struct ThemeIncidents {
    std::size_t theme = 0;                ///< index into Study::themes
    ThemeFindings counts;                 ///< id, title, and where every row of the theme went
    std::vector<std::uint32_t> chosen;    ///< incidents used, ascending
    std::vector<std::uint32_t> previous;  ///< those of the comparison period
    PointSet points;                      ///< of `chosen`, in the same order
};

/// The record's time is known, at least by its month, and lies in the period.
[[nodiscard]] bool in_period(const TimeSpan& when, const Period& period);

/// Counts every row of the theme once and keeps those that go on the map. Throws Error (quality) for a theme that
/// no row of the files belongs to, unless it may be empty.
[[nodiscard]] ThemeIncidents theme_incidents(const Study& study, const StudyInputs& inputs,
                                             const LocatedSet& located, std::size_t theme);

}  // namespace wardmap
