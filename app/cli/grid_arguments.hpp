#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "wardmap/cell_grid.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap::cli {

/// The grid of the commands that count points in cells.
struct GridArguments {
    double cell_m = 0;
    std::string shape = "square";
    std::string boundary;
    std::string neighbours = "queen";
    unsigned threads = 0;

    void declare(CLI::App& parser, bool needs_cell = true);
    [[nodiscard]] CellLattice lattice() const;
    /// The points in cells over the area. Throws Error (limit) where cells of `bytes_per_cell` (a kibibyte in Gi*, measured
    /// and rounded up) would take more memory than there is.
    [[nodiscard]] CellGrid cells_over(const MultiPolygon& area, const PointSet& points,
                                      std::uint64_t bytes_per_cell = 1024) const;
    /// Throws Error (usage) for neighbours that are neither queen, rook nor distance:M.
    [[nodiscard]] GiStarOptions gi_star() const;
};

/// Names of layers of a single analysis: no theme.
[[nodiscard]] LayerContext layer_context(const std::string& title);

}  // namespace wardmap::cli
