#pragma once

#include <string>

#include "gdal_session.hpp"
#include "wardmap/feature_table.hpp"

namespace wardmap::formats {

/// Our geometry of an OGR geometry (nullptr or empty: none): curves become line segments, heights and
/// measures are dropped, a collection of one kind becomes a multi-part geometry. Throws Error (input)
/// at `where` for coordinates that are not finite, several points in one feature, and other kinds.
[[nodiscard]] Geometry geometry_of(OGRGeometryH source, const std::string& where);

/// An OGR geometry of ours (never null; polygons and lines as multi-part ones).
[[nodiscard]] OwnedGeometry ogr_geometry(const Geometry& geometry);

[[nodiscard]] GeometryKind kind_of(const Geometry& geometry) noexcept;
[[nodiscard]] const char* kind_words(GeometryKind kind) noexcept;
[[nodiscard]] OGRwkbGeometryType ogr_type_of(GeometryKind kind) noexcept;

/// Turns outer rings counter-clockwise and holes clockwise.
void orient_rings(Geometry& geometry);

/// Calls `visit(PointM&)` for every vertex, in order; of a const geometry `visit(const PointM&)`.
template <typename AnyGeometry, typename Visit>
void for_each_vertex(AnyGeometry& geometry, const Visit& visit)
{
    if (auto* point = std::get_if<PointM>(&geometry)) {
        visit(*point);
    } else if (auto* lines = std::get_if<MultiLine>(&geometry)) {
        for (auto& part : lines->parts) {
            for (auto& p : part) {
                visit(p);
            }
        }
    } else if (auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (auto& part : shape->parts) {
            for (auto& p : part.outer) {
                visit(p);
            }
            for (auto& hole : part.holes) {
                for (auto& p : hole) {
                    visit(p);
                }
            }
        }
    }
}

}  // namespace wardmap::formats
