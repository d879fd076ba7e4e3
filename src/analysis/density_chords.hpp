#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "density_kernel.hpp"
#include "density_places.hpp"
#include "density_polynomial.hpp"

/// Where pixel rows run through the kernels of places.
namespace wardmap::kde {

/// Pixel rows that a place is added to together, four to a vector.
inline constexpr std::size_t row_lanes = 8;

/// Columns from `begin` on and the places whose kernels change the totals there, west of `east_m`.
struct Tile {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double origin_m = 0;  ///< from which its polynomials count x
};

/// Where some pixel rows run through the kernels of one radius. The unit is that of the polynomials' length.
struct RowsFrame {
    std::array<double, row_lanes> y_m{};  ///< of the centre lines
    double radius_m = 0;
    double unit_m = 0;
    double cell_m = 0;
    double scale = 0;  ///< of the weights
    Tile tile;
};

/// Where the changes of a row and a column of the tile lie, in bytes after the first. Rows of one column lie together:
/// places that follow each other then touch two stretches of memory and not two for each row. Of a tile of four times the
/// largest reach (100,000 cells) they take 32 bits.
template <int degree>
[[gnu::always_inline]] inline std::uint32_t offset_of(std::size_t row, std::int32_t col) noexcept
{
    constexpr auto lanes = static_cast<std::uint32_t>(row_lanes);
    constexpr auto bytes = static_cast<std::uint32_t>(sizeof(Channels<degree>));
    return (static_cast<std::uint32_t>(col) * lanes + static_cast<std::uint32_t>(row)) * bytes;
}

/// For each row the offsets of the changes where it enters and leaves a place's kernel, and b of PlaceChannels: half the
/// chord's length, squared, less p², in squared units.
struct Chords {
    std::array<std::uint32_t, row_lanes> begin;
    std::array<std::uint32_t, row_lanes> end;
    std::array<double, row_lanes> b;
};

/// East of the tile's origin, in units.
[[gnu::always_inline]] inline double position_of(const Place& place, const RowsFrame& frame) noexcept
{
    return (place.x_m - frame.tile.origin_m) * (1 / frame.unit_m);
}

/// Half the length of the chord in each row, in cells, and b of Chords.
struct HalfChords {
    std::array<double, row_lanes> cells;
    std::array<double, row_lanes> b;
};

[[gnu::always_inline]] inline void find_half_chords(const RowsFrame& frame, const Place& place,
                                                    HalfChords& halves) noexcept
{
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    const double per_unit2 = 1 / (frame.unit_m * frame.unit_m);
    const double per_cell = 1 / frame.cell_m;
    const double p = position_of(place, frame);
    for (std::size_t first = 0; first < row_lanes; first += 4) {
        Quad dy_m;
        std::memcpy(&dy_m, &frame.y_m[first], sizeof dy_m);
        dy_m -= place.y_m;
        const Quad rest_m2 = radius2_m2 - dy_m * dy_m;
        const Quad half2_m2 = rest_m2 > 0.0 ? rest_m2 : Quad{};
        Quad half_m;
        for (std::size_t k = 0; k < 4; ++k) {
            half_m[k] = std::sqrt(half2_m2[k]);
        }
        const Quad cells = half_m * per_cell;
        const Quad b = half2_m2 * per_unit2 - p * p;
        std::memcpy(&halves.cells[first], &cells, sizeof cells);
        std::memcpy(&halves.b[first], &b, sizeof b);
    }
}

/// The offsets of the columns that x lies in, of four rows from `first_row` on; cutting off the fraction rounds down where
/// it matters, from 0 on.
template <int degree>
[[gnu::always_inline]] inline void keep_offsets(const Quad& x, double cols, std::size_t first_row,
                                                std::array<std::uint32_t, row_lanes>& offsets) noexcept
{
    using IntegerQuad = std::int32_t __attribute__((vector_size(16)));
    using OffsetQuad = std::uint32_t __attribute__((vector_size(16)));
    const Quad most = Quad{} + cols;
    const Quad from_first = x > 0.0 ? x : Quad{};
    const auto col = __builtin_convertvector(from_first < most ? from_first : most, IntegerQuad);
    const auto row = static_cast<std::uint32_t>(first_row);
    const OffsetQuad four = std::bit_cast<OffsetQuad>(col) * offset_of<degree>(0, 1) +
                            OffsetQuad{row, row + 1, row + 2, row + 3} * offset_of<degree>(1, 0);
    std::memcpy(&offsets[first_row], &four, sizeof four);
}

/// To rounding, which does not matter where the kernel falls to 0 at its rim.
template <int degree>
[[gnu::always_inline]] inline void find_chords(const RowsFrame& frame, const Place& place,
                                               const HalfChords& halves, Chords& chords) noexcept
{
    const double cols = frame.tile.end - frame.tile.begin;
    const double middle = place.x_m * (1 / frame.cell_m) + 0.5 - frame.tile.begin;
    for (std::size_t first = 0; first < row_lanes; first += 4) {
        Quad half;
        std::memcpy(&half, &halves.cells[first], sizeof half);
        keep_offsets<degree>(middle - half, cols, first, chords.begin);
        keep_offsets<degree>(middle + half, cols, first, chords.end);
    }
    chords.b = halves.b;
}

/// Exactly the columns that the direct sum takes: the uniform kernel jumps at its rim.
inline void find_uniform_chords(const RowsFrame& frame, const Place& place, Chords& chords) noexcept
{
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    for (std::size_t r = 0; r < row_lanes; ++r) {
        const double dy_m = frame.y_m[r] - place.y_m;
        const double half_m = std::sqrt(std::max(radius2_m2 - dy_m * dy_m, 0.0));
        ColumnRun run = columns_near(place.x_m, half_m, frame.cell_m, {frame.tile.begin, frame.tile.end});
        const auto is_out = [&](std::int32_t col) {
            const double dx_m = (col + 0.5) * frame.cell_m - place.x_m;
            return dx_m * dx_m + dy_m * dy_m > radius2_m2;
        };
        while (run.begin < run.end && is_out(run.begin)) {
            ++run.begin;
        }
        while (run.begin < run.end && is_out(run.end - 1)) {
            --run.end;
        }
        chords.begin[r] = offset_of<0>(r, run.begin - frame.tile.begin);
        chords.end[r] = offset_of<0>(r, run.end - frame.tile.begin);
        chords.b[r] = 0;
    }
}

}  // namespace wardmap::kde
