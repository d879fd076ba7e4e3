#pragma once

#include <span>
#include <string>

#include "wardmap/cell_grid.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/emerging.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/local_moran.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/near_repeat.hpp"

/// Results of the single analyses (wardmap hotspots, clusters, nearrepeat, emerging) as layers and tables.
namespace wardmap {

/// As cells_layer, for sums of weights, which are not whole numbers: "weighted_cells".
[[nodiscard]] Layer weighted_cells_layer(const CellGrid& grid, std::span<const GiStarCell> cells,
                                         const LayerContext& context);
/// "moran_cells": one place per cell of the grid.
[[nodiscard]] Layer moran_cells_layer(const CellGrid& grid, std::span<const LocalMoran> cells,
                                      const LayerContext& context);

/// "clusters": outlines, ranked by incidents.
[[nodiscard]] Layer clusters_layer(std::span<const PointCluster> clusters, const std::string& method,
                                   const LayerContext& context);
/// "cluster_points": every point with the rank of its cluster, none for noise.
[[nodiscard]] Layer cluster_points_layer(const PointSet& points, std::span<const std::int32_t> labels,
                                         const LayerContext& context);

/// "same place", "to 100 m", "100 to 200 m", "over 400 m"; "0 to 6 days", "over 27 days".
[[nodiscard]] std::string knox_row_text(std::size_t row, const KnoxOptions& options);
[[nodiscard]] std::string knox_column_text(std::size_t column, const KnoxOptions& options);
/// Knox's table row by row: "knox".
[[nodiscard]] FeatureTable knox_rows(const KnoxTable& table, const KnoxOptions& options,
                                     const LayerContext& context);
/// "spates": outlines of chains of incidents; `clusters` describes them in order of label.
[[nodiscard]] Layer spates_layer(const Spates& spates, std::span<const PointCluster> clusters,
                                 const LayerContext& context);

/// "emerging_cells": the pattern of each cell over the time steps.
[[nodiscard]] Layer emerging_layer(const CellGrid& grid, std::span<const EmergingCell> cells,
                                   const LayerContext& context);

}  // namespace wardmap
