#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wardmap/published_counts.hpp"

namespace wardmap::protection {

/// The squares' counts as classes of incidents per km²: none, 1 to the threshold, and up to three above it.
struct HeatClasses {
    std::vector<std::string> labels;
    std::vector<std::size_t> of_square;  ///< index into `labels`
    std::vector<CountRange> possible;    ///< of each square, all counts that its class and size allow
};

/// The bounds of the classes come from the published counts, so that they tell nothing more.
[[nodiscard]] HeatClasses heat_classes(const std::vector<std::int64_t>& counts,
                                       const std::vector<ProtectedCell>& squares, std::int64_t threshold);

}  // namespace wardmap::protection
