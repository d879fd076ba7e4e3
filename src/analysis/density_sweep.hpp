#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "density_direct.hpp"

namespace wardmap::kde {

/// Whether a RowSweep makes the surface: the kernel is a polynomial in the squared distance, and its radius is
/// at least some pixels, below which the direct sum is both quicker and plainer.
[[nodiscard]] bool suits_sweep(const ScaledKernel& kernel, double cell_m) noexcept;

/// Rows of the same sums as DirectSum at a cost that does not grow with the pixels that a kernel covers.
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
class RowSweep {
public:
    RowSweep(const DirectSum& direct, std::int32_t cols);

    void fill_row(std::int32_t row, std::span<double> values);

private:
    template <Kernel kernel>
    void sweep(std::int32_t row, std::span<double> values);
    template <Kernel kernel>
    [[nodiscard]] ColumnRun columns_within(const Place& place, double dy_m, double half_m) const noexcept;
    template <Kernel kernel>
    void add_places(std::int32_t row);
    template <Kernel kernel>
    void evaluate_segment(std::int32_t row, std::int32_t segment, std::span<double> values);

    [[nodiscard]] std::int32_t segment_begin(std::int32_t segment) const noexcept
    {
        return segment * m_segment_cols;
    }
    [[nodiscard]] double origin_m(std::int32_t segment) const noexcept
    {
        return (segment + 0.5) * m_segment_cols * m_direct.cell_m;
    }

    DirectSum m_direct;
    std::int32_t m_cols;
    std::int32_t m_segment_cols;
    std::vector<double> m_changes;  ///< of the coefficients, by column
};

}  // namespace wardmap::kde
