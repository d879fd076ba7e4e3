#pragma once

#include <cstddef>
#include <span>

#include "density_chords.hpp"
#include "density_places.hpp"
#include "density_polynomial.hpp"

namespace wardmap::kde {

/// The changes of the totals of a tile.
template <int degree>
struct Changes {
    Channels<degree>* first = nullptr;
    std::size_t row_begin = 0;  ///< rows that the places may reach
    std::size_t row_end = 0;

    [[nodiscard]] Channels<degree>& at(std::uint32_t offset) const noexcept
    {
        return *reinterpret_cast<Channels<degree>*>(reinterpret_cast<char*>(first) + offset);
    }
};

/// What the tiles give a pixel, and the largest weights that passed through their totals.
struct Total {
    double value = 0;
    double most_weight = 0;
};

/// What the tiles give the pixels of the rows, from a tile's first column on.
struct TileTotals {
    Total* first = nullptr;
    std::size_t cols = 0;  ///< of all tiles: from row to row
};

/// Adds the kernels of places of one row to the changes of the rows of a frame.
void add_to(const RowsFrame& frame, std::span<const Place> places, const Changes<0>& changes) noexcept;
void add_to(const RowsFrame& frame, std::span<const Place> places, const Changes<1>& changes) noexcept;
void add_to(const RowsFrame& frame, std::span<const Place> places, const Changes<2>& changes) noexcept;
void add_to(const RowsFrame& frame, std::span<const Place> places, const Changes<3>& changes) noexcept;

/// Adds a tile to what the tiles give its pixels, and leaves no change behind for the next tile.
void take_from(const RowsFrame& frame, std::span<Channels<0>> changes, const TileTotals& totals) noexcept;
void take_from(const RowsFrame& frame, std::span<Channels<1>> changes, const TileTotals& totals) noexcept;
void take_from(const RowsFrame& frame, std::span<Channels<2>> changes, const TileTotals& totals) noexcept;
void take_from(const RowsFrame& frame, std::span<Channels<3>> changes, const TileTotals& totals) noexcept;

}  // namespace wardmap::kde
