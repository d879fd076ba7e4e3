#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap {

enum class ExportFormat { geojson, shapefile, gpkg, csv, kml, gpx, xlsx };
[[nodiscard]] std::optional<ExportFormat> export_format_named(std::string_view name) noexcept;

struct ExportOptions {
    std::vector<std::string> layers;  ///< by name
    ExportFormat format = ExportFormat::geojson;
    std::string crs;  ///< empty: the result's own, or WGS 84 where the format has no other
};

/// Writes layers of a result's wardmap.gpkg in another format, with the dictionary's short names where
/// names are short, into `folder`, which must be new or empty. CSV and XLSX hold the attributes, and of
/// points x and y; GPX holds waypoints, of areas the centroid. Styles stay with the result. Returns the
/// files, sorted; on an error the folder is as it was.
/// Throws Error (input) for a result or a layer that is not there, Error (usage) for a CRS that the
/// format cannot have, Error (output) for a layer that does not fit the format, before writing it.
std::vector<std::filesystem::path> export_layers(const std::filesystem::path& result,
                                                 const std::filesystem::path& folder,
                                                 const ExportOptions& options);

}  // namespace wardmap
