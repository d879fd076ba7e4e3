#pragma once

#include <span>
#include <vector>

#include "wardmap/geometry.hpp"

/// Operations on polygons, by GEOS. Results are normalised (outer rings counter-clockwise, parts and
/// vertices in a stable order), so that the same input gives the same bytes.
namespace wardmap {

[[nodiscard]] MultiPolygon union_of(std::span<const MultiPolygon> shapes);
[[nodiscard]] MultiPolygon intersection_of(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon difference_of(const MultiPolygon& a, const MultiPolygon& b);
/// `segments` per quarter circle.
[[nodiscard]] MultiPolygon buffer_of(const Geometry& shape, double radius_m, int segments = 8);
[[nodiscard]] MultiPolygon convex_hull_of(std::span<const PointM> points);
/// A point that is inside the shape, for labels.
[[nodiscard]] PointM label_point_of(const MultiPolygon& shape);

}  // namespace wardmap
