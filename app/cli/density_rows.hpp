#pragma once

#include <map>
#include <string>

#include "density_choices.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap::cli {

/// A map with more pixels than this is made and written in blocks of rows, where its files allow that: 200 MB.
inline constexpr std::int64_t most_pixels_in_memory = 25'000'000;

/// A surface that is too large to hold, and all that its file is to say about it.
struct LargeMap {
    const PointSet& points;
    RasterGrid grid;
    DensityOptions options;
    UnitChoice unit;
    ContourChoice classes;
    DensityUse use;
    std::map<std::string, std::string> metadata;
    std::string crs;
    bool is_quiet = false;
};

/// Writes the surface as a GeoTIFF, with a line of progress on a terminal; its highest value.
double write_large_map(const std::string& file, const LargeMap& map);

}  // namespace wardmap::cli
