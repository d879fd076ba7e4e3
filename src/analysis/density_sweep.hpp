#pragma once

#include <cstdint>
#include <span>

#include "density_direct.hpp"

namespace wardmap::kde {

/// Whether sweep_rows makes the surface: the kernel is a polynomial in the squared distance, and its radius is
/// at least some pixels, below which the direct sum is both quicker and plainer.
[[nodiscard]] bool suits_sweep(const ScaledKernel& kernel, double cell_m) noexcept;

/// The same sums as DirectSum at a cost that does not grow with the pixels that a kernel covers.
///
/// Along a pixel row at distance dy from a place, the kernel (1 - (dx² + dy²)/r²)^d is a polynomial in x of
/// degree 2d between two columns and 0 elsewhere. Its coefficients are added at the column where it begins and
/// taken away where it ends; running totals of the coefficients from west to east are the polynomial to
/// evaluate at each column. Cost: places within reach of the row, twice, and the pixels.
///
/// What keeps it exact: coefficients refer to the middle of a segment of about two radii, and every segment
/// starts from nothing, so that no rounding travels far; the number of places in reach runs along as a whole
/// number and tells where the value is exactly 0; and a value so small beside what has passed through the
/// totals that rounding could matter is summed directly instead.
///
/// Of the quartic kernel, pixels that hold many places are added whole (DensePixels).
///
/// Kernels of several radii go into the same totals: with lengths in units of the largest they are polynomials of
/// the same kind. Their radii must lie within a factor of about two, the largest first, or the coefficients of the
/// small ones would drown the others' digits.
///
/// Adds the sums to `values`, which are those of the rows, one after the other, `cols` each.
void sweep_rows(std::span<const DirectSum> sums, RowRange rows, std::int32_t cols, std::span<double> values);

}  // namespace wardmap::kde
