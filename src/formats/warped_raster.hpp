#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "wardmap/raster_grid.hpp"

namespace wardmap::formats {

/// The first band of a GeoTIFF on square pixels of another coordinate system, bilinear between pixel
/// centres; NaN where it has no data. Throws Error (input) for a file that cannot be read or has no place,
/// Error (limit) for more than max_grid_cells pixels.
[[nodiscard]] Raster read_warped_raster(const std::filesystem::path& file, const std::string& crs);

/// What the file says of itself besides: kernel, bandwidth, incidents.
[[nodiscard]] std::map<std::string, std::string> raster_metadata(const std::filesystem::path& file);

}  // namespace wardmap::formats
