#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap {

enum class ExportFormat { geojson, shapefile, gpkg, csv, kml, gpx, xlsx };
[[nodiscard]] std::optional<ExportFormat> export_format_named(std::string_view name) noexcept;

struct ExportOptions {
    /// By name; "all" alone stands for every layer, and every table where the format can hold one.
    std::vector<std::string> layers;
    ExportFormat format = ExportFormat::geojson;
    std::string crs;  ///< empty: the result's own, or WGS 84 where the format has no other
    /// Told now and then: the layer, and how many of its features have been written. What it throws ends the export.
    std::function<void(std::string_view layer, std::uint64_t done, std::uint64_t of)> on_progress;
};

/// Writes layers of a result's wardmap.gpkg in another format, with the dictionary's short names where
/// names are short, into `folder`, which must be new or empty. CSV and XLSX hold the attributes, and of
/// points x and y; GPX holds waypoints, of areas the centroid. Tables go into gpkg, csv and xlsx. Styles stay with the
/// result. Features are read and written one at a time: memory does not grow with their number, except that a .kml or
/// .gpx file is as GDAL makes it. Returns the files, sorted; on an error the folder is as it was.
/// Throws Error (input) for a result or a layer that is not there, Error (usage) for a CRS that the
/// format cannot have, Error (output) for a layer that does not fit the format, before writing it, and Error (busy) while
/// another export writes into the folder.
std::vector<std::filesystem::path> export_layers(const std::filesystem::path& result,
                                                 const std::filesystem::path& folder,
                                                 const ExportOptions& options);

/// A schema of a PostgreSQL database with PostGIS.
struct DatabaseTarget {
    std::string address;  ///< "postgresql://…", as DatabaseSource has it
    std::string schema;   ///< empty: that of the address, or "wardmap"
};

/// Writes layers and tables of a result (options.format is not looked at) as tables of the schema, in one transaction:
/// all of them or nothing. Typed columns, `fid` as the key, `geom` with SRID and index, comments with labels, units and
/// meanings. A table of the same name that an earlier export wrote gets the new rows; any other is an Error.
/// Returns the tables, "schema.table". Throws Error (output) with the server's words; no message holds the password.
std::vector<std::string> export_to_database(const std::filesystem::path& result, const DatabaseTarget& target,
                                            const ExportOptions& options);

}  // namespace wardmap
