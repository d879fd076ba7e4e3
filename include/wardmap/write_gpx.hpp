#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// A place with what a hand-held device shows about it.
struct GpxPoint {
    PointM position;
    std::string name;
    std::string description;
};

/// Places to go to one after the other.
struct GpxRoute {
    std::string name;
    std::vector<GpxPoint> points;
};

struct GpxContent {
    std::string crs;  ///< of the positions; GPX itself is WGS 84
    std::vector<GpxPoint> waypoints;
    std::vector<GpxRoute> routes;
};

/// A GPX 1.1 file, coordinates with 7 decimals, without times of writing: same content, same bytes. Throws Error
/// (output) for a file that cannot be written or a position that has no longitude and latitude.
void write_gpx(const std::filesystem::path& file, const GpxContent& content);

}  // namespace wardmap
