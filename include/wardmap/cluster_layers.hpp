#pragma once

#include <span>

#include "wardmap/cell_grid.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/local_moran.hpp"
#include "wardmap/make_layers.hpp"

/// Results of the single analyses (wardmap hotspots, clusters, nearrepeat, emerging) as layers and tables.
namespace wardmap {

/// As cells_layer, for sums of weights, which are not whole numbers: "weighted_cells".
[[nodiscard]] Layer weighted_cells_layer(const CellGrid& grid, std::span<const GiStarCell> cells,
                                         const LayerContext& context);
/// "moran_cells": one place per cell of the grid.
[[nodiscard]] Layer moran_cells_layer(const CellGrid& grid, std::span<const LocalMoran> cells,
                                      const LayerContext& context);

}  // namespace wardmap
