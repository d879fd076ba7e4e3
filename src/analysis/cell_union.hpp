#pragma once

#include <cstdint>
#include <span>

#include "cell_columns.hpp"
#include "wardmap/cell_grid.hpp"

namespace wardmap {

/// Exact union of cells of a grid, by tracing their outer sides: one polygon per group of cells that
/// share sides (cells that meet only at a corner stay apart, as valid polygons must), holes included,
/// no vertex in the middle of a straight side. Each ring starts at its lowest vertex (west, then south);
/// polygons are in order of theirs.
[[nodiscard]] MultiPolygon cell_union(const CellGrid& grid, const CellColumns& columns,
                                      std::span<const std::uint32_t> cells);

}  // namespace wardmap
