#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "density_chords.hpp"
#include "density_dense.hpp"
#include "density_polynomial.hpp"

namespace wardmap::kde {

/// Where some pixel rows lie from the row of a group, and how far the group's pixels reach along them (PixelReach::inner).
struct RowsBeside {
    std::array<std::int32_t, row_lanes> reach{};
    std::array<double, row_lanes> south{};
    std::array<double, row_lanes> half2{};  ///< radius² - south²
};

/// The changes of a tile's totals where the inner parts of the kernels of dense pixels begin and end. Each coefficient has
/// a line of columns of its own, so that those of eight neighbours are added in one step; margins take what begins west of
/// the tile or ends east of it.
class InnerChanges {
public:
    /// Columns of a tile from `first_col` on, and how far pixels reach.
    void begin(std::int32_t first_col, std::int32_t cols, std::int32_t reach);
    /// Adds groups that begin in these columns. `cell` and `origin` (of the polynomials) in units.
    void add(std::span<const PixelGroup> groups, const RowsBeside& rows, double cell, double origin);
    /// Adds the sums, of columns [begin, end] with what lies west of them, to the totals of RowsSweep.
    void merge(std::int32_t begin, std::int32_t end, std::span<Channels<2>> changes) const;

private:
    std::int32_t m_first_col = 0;
    std::size_t m_cols = 0;
    std::vector<double> m_values;  ///< by row, channel and column
};

}  // namespace wardmap::kde
