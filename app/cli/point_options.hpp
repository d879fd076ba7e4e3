#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "wardmap/read_points.hpp"

namespace wardmap::cli {

/// Declares --x, --y, --crs, --to-crs, --layer and --weight on the parser.
void declare_point_options(CLI::App& parser, PointFileOptions& options);

/// Where the dates are, for what looks at later months.
struct DateArguments {
    std::string column;
    std::string order;

    void apply(PointFileOptions& options) const;
};
/// Declares --date and --date-order on the parser.
void declare_date_options(CLI::App& parser, DateArguments& dates);

/// Reads the points; how many rows were rejected for which reason goes to standard error.
[[nodiscard]] PointFile read_points_aloud(const std::string& file, const PointFileOptions& options);

}  // namespace wardmap::cli
