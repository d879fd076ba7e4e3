#pragma once

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

#include "gdal_session.hpp"
#include "wardmap/layer.hpp"

/// What files of rasters have in common, whether their pixels come from memory or row by row.
namespace wardmap::formats {

inline constexpr const char* raster_advice = "check that the disk has space and the folder can be written to";

/// Side of a tile.
inline constexpr int block_pixels = 256;

/// Below every density, and what most programs show as "no data" without being told.
inline constexpr double no_data = -9999;

/// As the file holds it: float32, and what is not finite is "no data".
[[nodiscard]] inline float pixel_of(double value) noexcept
{
    return static_cast<float>(std::isfinite(value) ? value : no_data);
}

/// Gives a dataset of one band all that the file is to say about itself.
void describe_raster(GDALDatasetH dataset, const RasterLayer& layer, OGRSpatialReferenceH reference);

/// Halves a dataset until it fits a tile: copy_to_cog takes these over, instead of compressing a temporary file of its
/// own.
void add_overviews(GDALDatasetH dataset);

/// How a file holds its pixels: deflated, or as they are.
enum class Packing { deflate, none };

/// A Cloud Optimized GeoTIFF with the source's pixels. On threads as write_file says.
void copy_to_cog(const std::string& path, GDALDatasetH source, Packing packing, unsigned threads = 1);

/// Opens a file to read. Throws Error (output).
[[nodiscard]] OwnedDataset open_raster(const std::string& path);

/// Reopens a COG and compares size, place, CRS and layout. Throws Error (output) where it differs.
[[nodiscard]] OwnedDataset reopen_raster(const std::string& path, const RasterGrid& grid,
                                         OGRSpatialReferenceH reference);

/// Writes and verifies one raster, and its style beside it. The raster of a large map does not pass through here:
/// write_raster_rows.
void write_raster(const std::filesystem::path& file, const RasterLayer& layer, OGRSpatialReferenceH reference,
                  unsigned threads = 1);

}  // namespace wardmap::formats
