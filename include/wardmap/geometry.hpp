#pragma once

#include <variant>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// Closed: the last vertex equals the first. Outer rings run counter-clockwise, holes clockwise.
using Ring = std::vector<PointM>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
    friend bool operator==(const Polygon&, const Polygon&) = default;
};

/// Zero or more polygons whose interiors do not overlap.
struct MultiPolygon {
    std::vector<Polygon> parts;
    friend bool operator==(const MultiPolygon&, const MultiPolygon&) = default;
};

/// Zero or more open or closed polylines.
struct MultiLine {
    std::vector<std::vector<PointM>> parts;
    friend bool operator==(const MultiLine&, const MultiLine&) = default;
};

/// The geometry of a feature; monostate for none. All coordinates are metres in the study's CRS.
using Geometry = std::variant<std::monostate, PointM, MultiLine, MultiPolygon>;

/// Signed area, m²: positive for a counter-clockwise ring. Computed from the ring's first vertex,
/// so national-grid coordinates lose no digits.
[[nodiscard]] double signed_area_m2(const Ring& ring) noexcept;
[[nodiscard]] double area_m2(const Polygon& polygon) noexcept;
[[nodiscard]] double area_m2(const MultiPolygon& shape) noexcept;

[[nodiscard]] BoxM bounds(const Geometry& geometry) noexcept;
[[nodiscard]] BoxM bounds(const MultiPolygon& shape) noexcept;

/// Area centroid; for a shape without area the centre of its bounds.
[[nodiscard]] PointM centroid(const MultiPolygon& shape) noexcept;

/// True if `p` is inside by the half-open crossing rule: of two polygons that share an edge, a
/// point on that edge is in exactly one. O(vertices).
[[nodiscard]] bool covers(const MultiPolygon& shape, PointM p) noexcept;

/// Distance to the nearest segment, m; infinity for no segments.
[[nodiscard]] double distance_m(const MultiLine& line, PointM p) noexcept;
/// 0 inside, else the distance to the nearest edge, m.
[[nodiscard]] double distance_m(const MultiPolygon& shape, PointM p) noexcept;

/// The axis-parallel box as a counter-clockwise polygon.
[[nodiscard]] Polygon box_polygon(const BoxM& box);

}  // namespace wardmap
