#pragma once

#include <span>

#include "density_kernel.hpp"
#include "density_places.hpp"

namespace wardmap::kde {

/// Pixel rows [begin, end).
struct RowRange {
    std::int32_t begin = 0;
    std::int32_t end = 0;
};

/// Sums of the kernel, in units of its peak, place by place: the plain double sum over all pairs in reach.
struct DirectSum {
    ScaledKernel kernel;
    double cell_m = 0;
    const RowPlaces* places = nullptr;

    /// `values` are those of the rows, one after the other, `cols` each. Cost: pixels in reach of each place.
    void fill_rows(RowRange rows, std::int32_t cols, std::span<double> values) const;
    /// The value at one pixel, whose bytes do not depend on its neighbours. Cost: places in the rows in reach.
    [[nodiscard]] double at(std::int32_t col, std::int32_t row) const;
};

/// The rows whose places may be in reach of a row's centre line.
[[nodiscard]] RowRange source_rows(const RowPlaces& places, std::int32_t row, double reach_cells) noexcept;

}  // namespace wardmap::kde
