#pragma once

#include <span>

#include "density_kernel.hpp"
#include "density_places.hpp"

namespace wardmap::kde {

/// Sums of the kernel, in units of its peak, place by place: the plain double sum over all pairs in reach.
struct DirectSum {
    ScaledKernel kernel;
    double cell_m = 0;
    const RowPlaces* places = nullptr;

    /// Values of the columns [0, values.size()) of a row. Cost: pixels in reach of the row's places.
    void fill_row(std::int32_t row, std::span<double> values) const;
    /// The value at one pixel, whose bytes do not depend on its neighbours. Cost: places in the rows in reach.
    [[nodiscard]] double at(std::int32_t col, std::int32_t row) const;
};

/// The source rows in reach of a row's centre line.
struct SourceRows {
    std::int32_t begin = 0;
    std::int32_t end = 0;
};
[[nodiscard]] SourceRows source_rows(const RowPlaces& places, std::int32_t row, double reach_cells) noexcept;

}  // namespace wardmap::kde
