#pragma once

#include <string>
#include <vector>

#include "feature_stream.hpp"

/// Formats of other programs' own, written by GDAL as they are: KML, GPX.
namespace wardmap::formats {

struct ForeignFile {
    std::string driver;  ///< GDAL's name
    std::string path;
    std::string crs;
    std::vector<std::string> options;  ///< of the file
};

/// One new file with the one layer; reopened, and its features counted. Throws Error (output).
void write_foreign(const ForeignFile& file, const FeatureStream& stream);

/// A GPX file's one layer: a waypoint per feature, of areas at their centroid, with a name and with what
/// the fields say. Throws Error (output) for lines.
[[nodiscard]] FeatureStream waypoints_of(const FeatureStream& stream);

}  // namespace wardmap::formats
