#pragma once

#include <span>

#include "density_direct.hpp"

namespace wardmap::kde {

/// Whether add_gaussian_rows makes the surface: the kernel is a Gaussian of some pixels, below which the direct sum
/// is quicker.
[[nodiscard]] bool suits_spreading(const ScaledKernel& kernel, double cell_m) noexcept;

/// Rows of a grid to be filled: `values` are those of the rows, west to east and then south.
struct PixelRows {
    RowRange rows;
    std::int32_t cols = 0;
    std::span<double> values;
};

/// The same sums as DirectSum at a cost that does not grow with the pixels that a kernel covers.
///
/// A Gaussian is the convolution of two narrower ones. The places are spread by the first on the nodes of a grid of
/// a quarter of sigma; the second carries the nodes to the pixels, along rows and then along columns. A sum over such
/// nodes instead of the integral is a Gaussian's sum over equidistant points, whose relative error is
/// 2 exp(-2π²s²), s² = v1 v2 / (v1 + v2) in squared nodes (Poisson summation; Greengard & Lee 2004 use the same):
/// 7e-16 here. Which pixels lie in no kernel's support is counted in whole numbers, and those are exactly 0.
///
/// Cost: about 500 steps a place, 130 a pixel. Adds the sums to `values`, which are those of the rows; the bytes
/// depend neither on the threads nor on which rows are asked for together.
void add_gaussian_rows(const DirectSum& sum, const PixelRows& pixels, unsigned threads);

}  // namespace wardmap::kde
