#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

enum class CellShape { square, hexagon };
/// "square", "hexagon" or "hex"; nullopt for any other name.
[[nodiscard]] std::optional<CellShape> cell_shape_named(std::string_view name) noexcept;

/// Lattice coordinates: columns east, rows north, anchored to the CRS's origin, so that every month has
/// the same cells. For hexagons (flat top) odd columns are shifted half a cell north ("odd-q").
/// Ordered by column, then row.
struct CellKey {
    std::int32_t col = 0;
    std::int32_t row = 0;
    friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

/// An endless lattice. `cell_m` is the side of a square, or the width across flats of a hexagon.
/// Square (0,0) has its south-west corner at the origin, hexagon (0,0) its centre.
struct CellLattice {
    CellShape shape = CellShape::square;
    double cell_m = 0;

    /// The one cell that holds `p`: half-open, west and south edges belong; a lattice vertex belongs to
    /// the cell that lies just east of it (and just north, where an edge runs east). Keys beyond 32 bits
    /// are clamped, a coordinate that is not a number counts as 0.
    [[nodiscard]] CellKey key_of(PointM p) const noexcept;
    [[nodiscard]] PointM centre(CellKey key) const noexcept;
    /// Counter-clockwise; neighbouring cells share their vertices to the last bit.
    [[nodiscard]] Polygon outline(CellKey key) const;
    [[nodiscard]] double cell_area_m2() const noexcept;
};

/// All cells whose centre is inside the study area, empty ones too, in key order (column by column,
/// south to north), with what they hold.
struct CellGrid {
    CellLattice lattice;
    std::vector<CellKey> cells;
    std::vector<double> counts;  ///< sum of weights per cell
    /// What incidents are spread over under the null, one positive value per cell; empty: equal.
    /// count_cells sets the m² of the study area whose points count in the cell: on the boundary less
    /// than a cell, or more; measured there with 256 samples per cell. Replace it by floored_exposure
    /// for a null by dwellings.
    std::vector<double> exposure;
    /// Cell of each counted point, in the points' order; no_cell outside the study area.
    std::vector<std::int32_t> cell_of_point;
    std::size_t outside = 0;  ///< points in no cell of the grid

    static constexpr std::int32_t no_cell = -1;
    /// Index of the cell, or no_cell. O(log cells).
    [[nodiscard]] std::int64_t index_of(CellKey key) const noexcept;
};

/// Lays the lattice over `study_area` and counts `points` into it. A point inside the study area whose
/// cell's centre is not counts in the nearest cell that is in the grid (ties: the lower key), so that
/// the cells add up to the points inside; points outside the study area are counted in `outside`.
/// Inside means wardmap::covers, for centres and points alike.
/// Throws Error (limit) when the lattice over the area's bounds passes max_grid_cells or 32-bit keys
/// (before allocating), Error (usage) for a cell size that is not finite and positive, or so large that
/// no cell's centre is inside, and Error (input) for a weight that is negative or not finite.
/// O(cells + vertices + points × edges beside a point).
[[nodiscard]] CellGrid count_cells(const PointSet& points, const CellLattice& lattice,
                                   const MultiPolygon& study_area);

/// The floor of floored_exposure, as a share of the mean exposure of a cell.
inline constexpr double default_exposure_floor = 0.25;

/// Exposure for CellGrid::exposure from a count per cell (dwellings, say, counted by count_cells on the
/// same lattice and study area): each cell has at least `floor` times the mean of all cells, so that
/// cells without dwellings (car parks, parks) are not hot for one incident. A lone incident in N has
/// p = N·9·floor/n at most of the cells whose neighbourhood it is in, and at most 9·N cells can have a p
/// as small, so that q is about floor/(1 + floor): with the default of a quarter 0.2, twice what the
/// lowest class (90 %) asks for, which leaves room for the smaller neighbourhoods on the boundary.
/// All cells equal when nothing was counted.
/// Throws Error (usage) for a floor outside (0, 1] and Error (input) for negative or non-finite counts.
[[nodiscard]] std::vector<double> floored_exposure(std::span<const double> counts,
                                                   double floor = default_exposure_floor);

/// Which cells are a square's neighbours, itself included; a hexagon always has its six.
enum class NeighbourRule { queen, rook };

}  // namespace wardmap
