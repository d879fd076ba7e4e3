#pragma once

#include <filesystem>

#include "wardmap/layer.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

/// Writes one file, by its ending; a file that is there is replaced, and stays as it was until the new one is
/// written, verified and on the disk:
///   .tif   the raster (exactly one), a Cloud Optimized GeoTIFF, with its style beside it as .qml
///   .csv   x, y and value of every pixel that has data, north to south; without a raster the table (exactly one)
///   .gpkg  all layers and tables
/// Throws Error (usage) for another ending or a set that the format cannot hold, Error (output) for a symbolic
/// link, a folder that is not there and whatever fails in writing.
/// A .tif is compressed by `threads` threads (0: all cores); the bytes are the same. More than one are GDAL's own and stay
/// until the program ends: a process that is forked from it later cannot write a .tif.
void write_file(const std::filesystem::path& file, const LayerSet& layers, unsigned threads = 1);

/// The same for a .tif whose pixels come row by row and are never all in memory, as write_raster_rows takes them.
void write_raster_file(const std::filesystem::path& file, const LayerSet& layers, const RasterRows& rows);

/// Throws as write_file does for a file that it could not begin to write: to be asked before long work.
void require_writable_file(const std::filesystem::path& file);

}  // namespace wardmap
