#include "cell_land.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap {

namespace {

constexpr unsigned sample_count = 256;

/// The bits of `index` (below 256) mirrored behind the point: 0, 1/2, 1/4, 3/4 …
double mirrored_fraction(unsigned index) noexcept
{
    double fraction = 0;
    for (double bit = 0.5; index > 0; index >>= 1U, bit /= 2) {
        fraction += (index & 1U) != 0 ? bit : 0;
    }
    return fraction;
}

/// Evenly spread over a cell, from its centre: Hammersley's points, no two of which share a line, so
/// that a boundary along a street grid is measured as well as any other.
std::vector<PointM> sample_offsets(const CellLattice& lattice)
{
    const PointM centre = lattice.centre({0, 0});
    const BoxM box = bounds(MultiPolygon{{lattice.outline({0, 0})}});
    std::vector<PointM> offsets;
    for (unsigned k = 0; k < sample_count; ++k) {
        const PointM p{box.min_x_m + (k + 0.5) / sample_count * box.width_m(),
                       box.min_y_m + (mirrored_fraction(k) + 0.5 / sample_count) * box.height_m()};
        if (lattice.key_of(p) == CellKey{0, 0}) {
            offsets.push_back({p.x_m - centre.x_m, p.y_m - centre.y_m});
        }
    }
    return offsets;
}

void append_cells_along(const Ring& ring, const CellLattice& lattice, std::vector<CellKey>& keys)
{
    // A corner that is cut off between two steps is smaller than a sample.
    const double step_m = lattice.cell_m / std::sqrt(double{sample_count});
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const PointM a = ring[i - 1];
        const PointM b = ring[i];
        const double steps = std::ceil(distance_m(a, b) / step_m);
        for (double k = 0; k < steps; ++k) {
            const double share = k / steps;
            const CellKey key =
                lattice.key_of({a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m)});
            if (keys.empty() || keys.back() != key) {
                keys.push_back(key);
            }
        }
    }
}

/// Lattice cells that the boundary runs through, whether in the grid or not.
std::vector<CellKey> boundary_cells(const MultiPolygon& study_area, const CellLattice& lattice)
{
    std::vector<CellKey> keys;
    for (const Polygon& part : study_area.parts) {
        append_cells_along(part.outer, lattice, keys);
        for (const Ring& hole : part.holes) {
            append_cells_along(hole, lattice, keys);
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

}  // namespace

std::vector<double> land_of_cells(const CellFinder& finder, const MultiPolygon& study_area)
{
    const CellLattice& lattice = finder.lattice();
    const std::vector<CellKey> boundary = boundary_cells(study_area, lattice);
    std::vector<double> land_m2(finder.cells().size(), lattice.cell_area_m2());
    for (const CellKey key : boundary) {
        const std::int64_t cell = finder.find(key);
        if (cell != CellGrid::no_cell) {
            land_m2[static_cast<std::size_t>(cell)] = 0;
        }
    }
    const std::vector<PointM> offsets = sample_offsets(lattice);
    const double sample_m2 = lattice.cell_area_m2() / static_cast<double>(offsets.size());
    for (const CellKey key : boundary) {
        const PointM centre = lattice.centre(key);
        for (const PointM offset : offsets) {
            const std::int64_t cell = finder.cell_of({centre.x_m + offset.x_m, centre.y_m + offset.y_m});
            if (cell != CellGrid::no_cell) {
                land_m2[static_cast<std::size_t>(cell)] += sample_m2;
            }
        }
    }
    for (double& land : land_m2) {
        land = std::max(land, sample_m2);
    }
    return land_m2;
}

}  // namespace wardmap
