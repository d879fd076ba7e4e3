#pragma once

#include <cstdint>
#include <string>

#include "wardmap/geometry.hpp"

namespace wardmap::formats {

/// Appends the geometry as PostGIS takes it in a text: extended well-known binary in hexadecimal, with its SRID.
/// Polygons and lines are multi-part ones. Nothing for no geometry.
void append_ewkb(std::string& out, const Geometry& geometry, std::uint32_t srid);

}  // namespace wardmap::formats
