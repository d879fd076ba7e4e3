#pragma once

#include "patrol_plan.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/write_gpx.hpp"

namespace wardmap {

/// The places as waypoints and, for each day, shift and team, their visits as a route.
[[nodiscard]] GpxContent patrol_gpx(const PatrolPlan& plan, const std::string& crs);

}  // namespace wardmap
