#pragma once

#include <cstddef>
#include <string>

#include "wardmap/read_points.hpp"
#include "wardmap/row_source.hpp"

namespace wardmap {

/// The columns that hold coordinates, and the system that these are in (empty: nothing says which).
struct CoordinateColumns {
    std::size_t x = 0;
    std::size_t y = 0;
    std::string crs;
};

/// As the options name them, or else as exports call them. Throws Error (usage) where one of two is named, (input) where
/// there are none.
[[nodiscard]] CoordinateColumns coordinate_columns(const RowSource& rows, const PointFileOptions& options);

/// Throws Error (input) that lists the columns and names the option.
[[nodiscard]] std::size_t required_column(const RowSource& rows, const std::string& name, const char* option);

/// The system to analyse in. Throws Error (input) where `crs` is empty, or nothing names a projected one in metres.
[[nodiscard]] std::string analysis_crs(const std::string& file, const std::string& crs,
                                       const PointFileOptions& options);

}  // namespace wardmap
