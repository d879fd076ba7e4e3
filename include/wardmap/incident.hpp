#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/place.hpp"

namespace wardmap {

/// Coordinates as a file gives them: x (longitude or easting) and y (latitude or northing) in the
/// file's CRS. A number pair, not a place, until it is projected.
struct GivenCoordinates {
    double x = 0;
    double y = 0;
};

/// One incident as it was read. Text is UTF-8 with blanks at both ends removed, otherwise as given.
struct IncidentRecord {
    std::uint32_t file = 0;  ///< index into IncidentSet::files
    std::uint64_t line = 0;  ///< where the record starts in that file
    std::string ref;
    std::string category;
    std::string notes;
    std::string location;
    std::string postcode;
    std::string uprn;
    std::string reporter;
    std::optional<GivenCoordinates> given;
    std::optional<PointM> position;  ///< `given` in the study's CRS, set by project_given()
    TimeSpan when;
};

/// One file of incidents, for messages and the manifest.
struct IncidentFile {
    std::string path;  ///< as the study names it
    std::string preset;
    std::string crs;  ///< of the given coordinates: "EPSG:4326", "EPSG:27700"; empty if it gives none
    std::size_t rows_read = 0;
    std::string encoding;
};

struct IncidentSet {
    std::vector<IncidentFile> files;
    std::vector<IncidentRecord> records;  ///< rejected rows are not here but in the Diagnostics
};

}  // namespace wardmap
