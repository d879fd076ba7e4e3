#include "wardmap/exposure.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// The side of a line on which `normal · p <= limit`.
struct HalfPlane {
    PointM normal;
    double limit = 0;
    [[nodiscard]] double beyond(PointM p) const noexcept
    {
        return normal.x_m * p.x_m + normal.y_m * p.y_m - limit;
    }
};

/// The part of a ring on one side of a line (Sutherland & Hodgman 1974). Pieces of it may be joined by edges along the
/// line, there and back, which hold no area.
Ring clipped(const Ring& ring, const HalfPlane& side)
{
    Ring kept;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double a = side.beyond(ring[i - 1]);
        const double b = side.beyond(ring[i]);
        if ((a <= 0) != (b <= 0)) {
            const double share = a / (a - b);
            kept.push_back({ring[i - 1].x_m + share * (ring[i].x_m - ring[i - 1].x_m),
                            ring[i - 1].y_m + share * (ring[i].y_m - ring[i - 1].y_m)});
        }
        if (b <= 0) {
            kept.push_back(ring[i]);
        }
    }
    if (!kept.empty()) {
        kept.push_back(kept.front());
    }
    return kept;
}

MultiPolygon clipped(const MultiPolygon& shape, const HalfPlane& side)
{
    MultiPolygon kept;
    for (const Polygon& part : shape.parts) {
        Polygon polygon{clipped(part.outer, side), {}};
        if (polygon.outer.empty()) {
            continue;
        }
        for (const Ring& hole : part.holes) {
            if (Ring ring = clipped(hole, side); !ring.empty()) {
                polygon.holes.push_back(std::move(ring));
            }
        }
        kept.parts.push_back(std::move(polygon));
    }
    return kept;
}

/// The sides of a cell, which is convex and counter-clockwise.
MultiPolygon piece_in(MultiPolygon shape, const Polygon& cell)
{
    for (std::size_t i = 1; i < cell.outer.size() && !shape.parts.empty(); ++i) {
        const PointM a = cell.outer[i - 1];
        const PointM b = cell.outer[i];
        const PointM out{b.y_m - a.y_m, a.x_m - b.x_m};
        shape = clipped(shape, {out, out.x_m * a.x_m + out.y_m * a.y_m});
    }
    return shape;
}

/// Spreads areas over the cells of a lattice.
class AreaSpreader {
public:
    AreaSpreader(const CellGrid& grid, std::vector<double>& counts) : m_grid(grid), m_counts(counts) {}

    void spread(const CountedArea& area)
    {
        const double whole_m2 = area_m2(area.shape);
        if (!(area.count >= 0) || std::isinf(area.count)) {
            throw Error(ErrorKind::input, "exposure", "a count is negative or not a number",
                        "Counts must be 0 or more");
        }
        if (!(whole_m2 > 0) || area.count == 0) {
            return;
        }
        const CellLattice& lattice = m_grid.lattice;
        const BoxM box = bounds(area.shape);
        const CellKey low = lattice.key_of({box.min_x_m, box.min_y_m});
        const CellKey high = lattice.key_of({box.max_x_m, box.max_y_m});
        for (std::int32_t col = low.col - 1; col <= high.col + 1; ++col) {
            const BoxM cell = bounds(MultiPolygon{{lattice.outline({col, low.row})}});
            const MultiPolygon strip =
                clipped(clipped(area.shape, {{1, 0}, cell.max_x_m}), {{-1, 0}, -cell.min_x_m});
            for (std::int32_t row = low.row - 1; !strip.parts.empty() && row <= high.row + 1; ++row) {
                put(piece_in(strip, lattice.outline({col, row})), {col, row}, area.count / whole_m2);
            }
        }
    }

    /// Pieces in cells that are not in the grid, each at its middle.
    [[nodiscard]] const PointSet& strays() const noexcept { return m_strays; }

private:
    void put(const MultiPolygon& piece, CellKey key, double count_per_m2)
    {
        const double count = area_m2(piece) * count_per_m2;
        if (!(count > 0)) {
            return;
        }
        const std::int64_t cell = m_grid.index_of(key);
        if (cell != CellGrid::no_cell) {
            m_counts[static_cast<std::size_t>(cell)] += count;
        } else {
            m_strays.positions.push_back(centroid(piece));
            m_strays.weights.push_back(count);
        }
    }

    const CellGrid& m_grid;
    std::vector<double>& m_counts;
    PointSet m_strays;
};

}  // namespace

std::vector<double> counts_of_cells(const CountedPlaces& places, const CellGrid& grid,
                                    const MultiPolygon& study_area)
{
    std::vector<double> counts = count_cells(places.points, grid.lattice, study_area).counts;
    AreaSpreader spreader(grid, counts);
    for (const CountedArea& area : places.areas) {
        spreader.spread(area);
    }
    const std::vector<double> strays = count_cells(spreader.strays(), grid.lattice, study_area).counts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += strays[i];
    }
    return counts;
}

}  // namespace wardmap
