#pragma once

#include "point_scope.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/read_points.hpp"

namespace wardmap::cli {

/// Points of earlier months to learn from, and those of the later ones to foretell.
struct HeldOut {
    PointSet train;
    PointSet test;
    Period train_months;
    Period test_months;
};

/// Splits the points in the box and the boundary: the last third of the calendar months, at least one, is held out.
/// Throws Error (usage) for points without dates, Error (quality) for less than two months.
[[nodiscard]] HeldOut hold_out_months(const PointFile& file, const Scope& scope);

[[noreturn]] void refuse_to_foretell_without_dates();

}  // namespace wardmap::cli
