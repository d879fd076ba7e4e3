#pragma once

#include <optional>

#include "wardmap/csv.hpp"
#include "wardmap/read_points.hpp"

namespace wardmap {

/// The weight, or nothing where it is negative or no number.
[[nodiscard]] std::optional<double> usable_weight(std::optional<double> weight);

/// Reads the points of a CSV into `file`, as read_points() says; none of their dates.
void read_csv_points(CsvSource& rows, const PointFileOptions& options, PointFile& file,
                     Diagnostics& diagnostics);

}  // namespace wardmap
