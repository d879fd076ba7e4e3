#pragma once

#include <array>
#include <functional>
#include <string>

#include "gdal_session.hpp"
#include "wardmap/layer.hpp"

/// What files of rasters have in common, whether their pixels come from memory or row by row.
namespace wardmap::formats {

inline constexpr const char* raster_advice = "check that the disk has space and the folder can be written to";

/// As the file holds it: float32, and what is not finite is "no data".
[[nodiscard]] float pixel_of(double value) noexcept;

/// Gives a dataset of one band all that the file is to say about itself.
void describe_raster(GDALDatasetH dataset, const RasterLayer& layer, OGRSpatialReferenceH reference);

/// A Cloud Optimized GeoTIFF with the source's pixels.
void copy_to_cog(const std::string& path, GDALDatasetH source);

/// Reopens a file and compares size, place and CRS. Throws Error (output) where it differs.
[[nodiscard]] OwnedDataset reopen_raster(const std::string& path, const RasterGrid& grid,
                                         OGRSpatialReferenceH reference);

}  // namespace wardmap::formats
