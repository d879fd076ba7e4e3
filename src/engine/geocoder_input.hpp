#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/geocode.hpp"
#include "wardmap/incident.hpp"

namespace wardmap {

/// A file of records with all its columns.
struct GeocoderInput {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> cells;  ///< of each record
    IncidentSet set;                              ///< one file; positions in the gazetteer's CRS
    std::size_t rows_read = 0;
    std::vector<std::string> place_columns;  ///< those that say where
    bool is_snapped = false;                 ///< its coordinates are anonymous map points
};

/// Throws Error (input) for columns that are not there, or none that says where.
[[nodiscard]] GeocoderInput read_geocoder_input(const std::filesystem::path& file,
                                                const GeocodeOptions& options, const std::string& crs,
                                                Diagnostics& diagnostics);

}  // namespace wardmap
