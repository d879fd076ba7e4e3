#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap {

/// Each writer makes new files at the given place (the caller stages and publishes), checks every write
/// and close, reopens what it wrote and verifies names, counts and CRS. Throws Error (output). Same
/// layers, same bytes.

/// One GeoPackage with every layer and table, styled (`layer_styles`), field aliases with units. A table
/// that has a layer's name is that layer's attributes and is not written again.
void write_geopackage(const std::filesystem::path& file, const LayerSet& layers);
/// RFC 7946: WGS 84, right-hand rule, 7 decimals, bbox. One file per layer in `folder`.
void write_geojson(const std::filesystem::path& folder, const LayerSet& layers);
/// One shapefile per layer with .prj and .cpg, short names from the dictionary, and fields.csv.
/// Throws Error (output) for text or numbers that do not fit.
void write_shapefiles(const std::filesystem::path& folder, const LayerSet& layers);
/// One Cloud Optimized GeoTIFF per raster: deflate, float32, nodata, unit and provenance in metadata.
void write_rasters(const std::filesystem::path& folder, const LayerSet& layers);

/// Makes a raster, handing its rows over from north to south, and says in which style to show it.
using RasterRows = std::function<Style(const RowSink&)>;
/// The same file for one raster that is never in memory as a whole: the layer's raster has its grid and no values.
/// Memory: 32 MB and what one call hands over. Room on the disk: six bytes a pixel, until it is done.
void write_raster_rows(const std::filesystem::path& folder, const LayerSet& layers, const RasterRows& rows);
/// By which names the file beside a style has its fields: GeoJSON and GeoPackage in full, a shapefile in short.
enum class SldFields { full, short_ones };
/// LAYER.sld for each layer: its style as OGC Styled Layer Descriptor 1.0.0, for programs that read no .qml.
void write_slds(const std::filesystem::path& folder, const LayerSet& layers, SldFields fields);
void write_raster_slds(const std::filesystem::path& folder, const LayerSet& layers);
/// One CSV per table.
void write_tables(const std::filesystem::path& folder, const LayerSet& layers);

/// Versions of GDAL, GEOS, PROJ and SQLite in use, for the manifest: name → version.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace wardmap
