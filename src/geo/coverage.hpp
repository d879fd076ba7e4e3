#pragma once

#include "wardmap/areas.hpp"

namespace wardmap {

/// A piece of ground that more than one area holds, or that none holds though areas lie all around.
struct CoverageFault {
    std::vector<std::uint32_t> areas;  ///< those that hold it, ascending; empty for a gap
    double area_m2 = 0;
    PointM place;  ///< a point in it
};

/// All overlaps and enclosed gaps, the largest first. Areas must be valid and their outer rings
/// counter-clockwise.
///
/// Where two areas meet edge to edge, each border edge occurs once in either direction. Such pairs
/// cancel; what is left bounds the ground that the areas cover other than once, and its outer border.
/// On a sound layer that is the border alone, so the check costs little more than sorting the edges.
[[nodiscard]] std::vector<CoverageFault> coverage_faults(const AreaSet& areas);

}  // namespace wardmap
