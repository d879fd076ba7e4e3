#pragma once

#include <cstdint>
#include <string>

#include "wardmap/feature_table.hpp"

namespace wardmap::formats {

/// What the files of a shapefile will have, never less than they do have.
struct ShapefileSize {
    std::uint64_t shp_bytes = 0;
    std::uint64_t dbf_bytes = 0;
};
[[nodiscard]] ShapefileSize shapefile_size(const FeatureTable& table);

/// Throws Error (output) at `where`, with the format to use instead, if a short name, a value or the
/// whole is more than a shapefile can hold. To be called before anything is written.
void require_fits_shapefile(const FeatureTable& table, const std::string& where);

}  // namespace wardmap::formats
