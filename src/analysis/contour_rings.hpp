#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap::contour {

/// The lattice of pixel centres with one more ring of nodes around it, which stand for the outside.
/// An edge joins a node to its neighbour in the east or in the south.
struct Lattice {
    RasterGrid grid;

    /// col from -1 to cols, row from -1 to rows.
    [[nodiscard]] std::int64_t edge(std::int32_t col, std::int32_t row, bool runs_south) const noexcept
    {
        return 2 * ((row + 1) * (std::int64_t{grid.cols} + 2) + col + 1) + (runs_south ? 1 : 0);
    }
};

/// A point on a lattice edge. Equal values are equal points, so neighbours share their vertices exactly.
struct EdgePoint {
    std::int64_t edge = 0;
    double along = 0;  ///< 0..1 from the west or north end
    friend auto operator<=>(const EdgePoint&, const EdgePoint&) = default;
};
[[nodiscard]] PointM position(const Lattice& lattice, EdgePoint point) noexcept;

/// A piece of outline inside one square of the lattice, its shape on the left.
struct Segment {
    EdgePoint from;
    EdgePoint to;
};

/// Joins outlines to polygons: outer rings counter-clockwise, holes clockwise and with the polygon that holds
/// them, parts that meet in a point only kept apart. Every point must begin as many segments as end there.
/// The result does not depend on the order of the segments.
[[nodiscard]] MultiPolygon polygons_from(const Lattice& lattice, std::vector<Segment> segments);

}  // namespace wardmap::contour
