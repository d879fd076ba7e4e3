#pragma once

#include <string>

#include "wardmap/read_features.hpp"

namespace wardmap::formats {

[[nodiscard]] BoxM box_of(const FeatureTable& table);
/// Turns all rings as ours are.
void orient_all(FeatureTable& table);

/// The system of coordinates that lie in `box`; `stated`: what the layer says, empty if nothing. GeoJSON without a CRS is
/// WGS 84 by RFC 7946, but many files hold metres all the same: only the numbers tell, and then options.crs has to say
/// what they are. Throws Error (input) at `where`.
[[nodiscard]] std::string crs_of(std::string stated, const BoxM& box, const ReadOptions& options,
                                 const std::string& where);

/// Projects features that were read to the study's CRS and turns their rings as ours are. `stated`: the layer's own
/// CRS, empty if it says none. Throws Error (input) at `where`.
void put_into_study_crs(FeatureTable& table, const std::string& stated, const ReadOptions& options,
                        const std::string& where);

}  // namespace wardmap::formats
