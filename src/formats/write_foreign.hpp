#pragma once

#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"

/// Formats of other programs' own, written by GDAL as they are: KML, GPX, XLSX.
namespace wardmap::formats {

struct ForeignFile {
    std::string driver;  ///< GDAL's name
    std::string path;
    std::string crs;
    std::vector<std::string> options;  ///< of the file
};

/// One new file with a layer (or sheet) per table; reopened, and its rows counted. Throws Error (output).
void write_foreign(const ForeignFile& file, const std::vector<FeatureTable>& tables);

/// A GPX file's one layer: a waypoint per feature, of areas at their centroid, with a name and with what
/// the fields say. Throws Error (output) for lines.
[[nodiscard]] FeatureTable waypoints_of(const FeatureTable& table);

}  // namespace wardmap::formats
