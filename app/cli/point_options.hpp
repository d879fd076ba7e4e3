#pragma once

#include <CLI/CLI.hpp>

#include "wardmap/diagnostics.hpp"
#include "wardmap/read_points.hpp"

namespace wardmap::cli {

/// Declares --x, --y, --crs, --to-crs, --layer and --weight on the parser.
void declare_point_options(CLI::App& parser, PointFileOptions& options);

/// Warnings on standard error: how many rows were rejected for which reason, and the reader's own.
void print_reading_trouble(const PointFile& file, const Diagnostics& diagnostics, const std::string& name);

}  // namespace wardmap::cli
