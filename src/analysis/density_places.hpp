#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "wardmap/point_set.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap::kde {

/// All incidents at one position, east of the grid's west edge and south of its north edge.
struct Place {
    double x_m;
    double y_m;
    double weight;
};

/// Leaves what a vector is resized by as it is: several threads fill it, and each page of memory is first touched there.
template <typename T>
struct Unfilled : std::allocator<T> {
    template <typename U>
    void construct(U* place) noexcept
    {
        ::new (static_cast<void*>(place)) U;
    }
    template <typename U, typename... From>
    void construct(U* place, From&&... from)
    {
        std::construct_at(place, std::forward<From>(from)...);
    }
};

/// Pixel rows [begin, end).
struct RowRange {
    std::int32_t begin = 0;
    std::int32_t end = 0;
};

/// The distinct positions within reach of a grid by the pixel row that they lie in (rows beyond the grid
/// included), in each row by x, then y. Does not depend on the order of the points.
class RowPlaces {
public:
    /// Throws Error (input) for a position or weight that is not finite, and for a negative weight.
    RowPlaces(const PointSet& points, const RasterGrid& grid, double reach_m, unsigned threads);

    /// Rows outside [begin_row, end_row) have no place.
    [[nodiscard]] std::int32_t begin_row() const noexcept { return m_first_row; }
    [[nodiscard]] std::int32_t end_row() const noexcept
    {
        return m_first_row + static_cast<std::int32_t>(m_begins.size()) - 1;
    }
    [[nodiscard]] std::int32_t grid_rows() const noexcept { return m_grid_rows; }
    /// Of consecutive rows, one after the other.
    [[nodiscard]] std::span<const Place> in_rows(RowRange rows) const noexcept;

    /// Gives every place the weight that `weight_of` says, on several threads; those left without any go.
    void reweigh(const std::function<double(const Place&)>& weight_of, unsigned threads);

private:
    [[nodiscard]] std::span<Place> bucket(std::size_t row) noexcept;
    /// Moves the first kept[row] places of each row together.
    void close_up(const std::vector<std::size_t>& kept);

    std::int32_t m_grid_rows = 0;
    std::int32_t m_first_row = 0;
    std::vector<std::size_t> m_begins;  ///< of each row's places; one more for the end
    std::vector<Place, Unfilled<Place>> m_places;
};

}  // namespace wardmap::kde
