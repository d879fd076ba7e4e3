#pragma once

#include <span>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/geometry.hpp"

/// Operations on polygons, by GEOS. Results are normalised (outer rings counter-clockwise, holes
/// clockwise, each from its first vertex in (x, y) order, holes and parts sorted), so that the same
/// input gives the same bytes. All throw Error (input) for coordinates that are not finite and rings
/// that are not closed, and Error (internal) if GEOS fails, as it may on invalid polygons.
namespace wardmap {

[[nodiscard]] MultiPolygon union_of(std::span<const MultiPolygon> shapes);
[[nodiscard]] MultiPolygon intersection_of(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon difference_of(const MultiPolygon& a, const MultiPolygon& b);
/// `segments` per quarter circle. Nothing for no geometry.
[[nodiscard]] MultiPolygon buffer_of(const Geometry& shape, double radius_m, int segments = 8);
/// Empty for points that all lie on one line.
[[nodiscard]] MultiPolygon convex_hull_of(std::span<const PointM> points);
/// The hull with its bays: outer triangles of the points' Delaunay triangulation are taken off while their outer edge is
/// longer than `edge_ratio` of the way from the shortest edge to the longest; 1 is the convex hull, 0 as concave as
/// it gets in one piece. It covers every point. Empty for points that all lie on one line.
[[nodiscard]] MultiPolygon concave_hull_of(std::span<const PointM> points, double edge_ratio);
/// A point that is inside the shape, for labels. Throws Error (internal) for a shape without polygons.
[[nodiscard]] PointM label_point_of(const MultiPolygon& shape);

/// `shape` as it is, but for the sense of its rings and coordinates nearer to 0 than a nanometre, which are 0, if it is
/// valid; else repaired, if that changes its area by less than 0.1 % (noted in `diagnostics` under `where`). Throws
/// Error (input) that names `where` for a shape beyond repair, without area (less than 1 mm², or than what the spacing
/// of its numbers leaves certain to 0.1 %), or with coordinates that are not finite or beyond 1e8 m.
[[nodiscard]] MultiPolygon valid_shape(MultiPolygon shape, const std::string& where,
                                       Diagnostics& diagnostics);

}  // namespace wardmap
