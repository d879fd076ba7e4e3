#pragma once

#include <cstdint>

namespace wardmap {

/// What the memory of a run grows with.
struct RunSize {
    std::uint64_t rows = 0;
    std::uint64_t theme_rows = 0;  ///< a row counts in each theme that it belongs to
    std::uint64_t cells = 0;       ///< of the grid, in all themes together
    std::uint64_t pixels = 0;      ///< of the density surfaces, in all themes together
};

/// Peak memory of a run with every format and analysis, by the coefficients that docs/cli.md states
/// (benchmarks/measure_memory.py measures them).
[[nodiscard]] std::uint64_t estimated_bytes(const RunSize& size) noexcept;

/// What a process may have here: the machine's memory, or less where the process or its control group is limited.
[[nodiscard]] std::uint64_t memory_limit_bytes();

/// Throws Error (limit) with the estimate where it is beyond `limit_bytes`.
void refuse_beyond_memory(const RunSize& size, std::uint64_t limit_bytes);
/// The same for a grid of a single analysis, of which each cell takes `cell_bytes`; what messages call a cell.
void refuse_grid_beyond_memory(double cells, std::uint64_t cell_bytes, std::uint64_t limit_bytes,
                               const char* cells_text = "cells");

}  // namespace wardmap
