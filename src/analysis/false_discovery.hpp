#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wardmap {

/// Benjamini–Hochberg adjusted p values of tests that come in groups: `p[k]` occurs `times[k]` times.
/// Equal to benjamini_hochberg on the whole list, at the cost of the groups.
[[nodiscard]] std::vector<double> benjamini_hochberg_of_groups(std::span<const double> p,
                                                               std::span<const std::uint64_t> times);

}  // namespace wardmap
