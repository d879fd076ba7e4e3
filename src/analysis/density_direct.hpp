#pragma once

#include <span>

#include "density_kernel.hpp"
#include "density_places.hpp"

namespace wardmap::kde {

/// Sums of the kernel, place by place: the plain double sum over all pairs in reach.
struct DirectSum {
    ScaledKernel kernel;
    double cell_m = 0;
    const RowPlaces* places = nullptr;

    /// Adds the sums to `values`, which are those of the rows, one after the other, `cols` each. Cost: pixels in
    /// reach of each place.
    void add_rows(RowRange rows, std::int32_t cols, std::span<double> values) const;
    /// The value at one pixel, of a kernel that ends at a disc. Cost: places in the rows in reach.
    [[nodiscard]] double at(std::int32_t col, std::int32_t row) const;
    /// The rows whose places may be in reach of the centre lines of `rows`.
    [[nodiscard]] RowRange source_rows(RowRange rows) const noexcept;
};

}  // namespace wardmap::kde
