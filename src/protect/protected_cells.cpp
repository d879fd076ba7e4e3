#include <algorithm>
#include <cmath>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {

namespace {

/// Squares are counted in units of the smallest side from the origin, in whole numbers: halving is exact.
struct Square {
    std::int64_t column = 0;
    std::int64_t row = 0;
    std::int64_t side = 1;
};

struct Unit {
    std::int64_t column = 0;
    std::int64_t row = 0;
};

class Quadtree {
public:
    Quadtree(std::vector<Unit> addresses, const ProtectedCellOptions& options)
        : m_addresses(std::move(addresses)), m_options(options)
    {
    }

    [[nodiscard]] std::vector<ProtectedCell> cells_of(const Square& root)
    {
        add(root, m_addresses.begin(), m_addresses.end());
        return std::move(m_cells);
    }

private:
    using Place = std::vector<Unit>::iterator;

    [[nodiscard]] bool may_stand(Place first, Place last) const
    {
        return first == last || static_cast<std::size_t>(last - first) >= m_options.fewest_addresses;
    }

    /// The addresses from `first` to `last` are those of the square; they are put in the order of its quarters.
    void add(const Square& square, Place first, Place last)
    {
        const std::int64_t half = square.side / 2;
        if (half >= 1) {
            const auto south = [&](const Unit& unit) { return unit.row < square.row + half; };
            const auto west = [&](const Unit& unit) { return unit.column < square.column + half; };
            const Place north = std::partition(first, last, south);
            const Place south_east = std::partition(first, north, west);
            const Place north_east = std::partition(north, last, west);
            if (may_stand(first, south_east) && may_stand(south_east, north) &&
                may_stand(north, north_east) && may_stand(north_east, last)) {
                add({square.column, square.row, half}, first, south_east);
                add({square.column + half, square.row, half}, south_east, north);
                add({square.column, square.row + half, half}, north, north_east);
                add({square.column + half, square.row + half, half}, north_east, last);
                return;
            }
        }
        const double side_m = m_options.smallest_m;
        m_cells.push_back({.south_west = {static_cast<double>(square.column) * side_m,
                                          static_cast<double>(square.row) * side_m},
                           .side_m = static_cast<double>(square.side) * side_m,
                           .addresses = static_cast<std::size_t>(last - first)});
    }

    std::vector<Unit> m_addresses;
    ProtectedCellOptions m_options;
    std::vector<ProtectedCell> m_cells;
};

std::int64_t unit_of(double position_m, double smallest_m)
{
    return static_cast<std::int64_t>(std::floor(position_m / smallest_m));
}

/// The smallest square of the quadtree of the whole plane that holds the extent. One that spans the origin of the
/// CRS has no such square; it starts at the extent's own corner then.
Square root_of(const BoxM& extent, double smallest_m)
{
    const Unit low{unit_of(extent.min_x_m, smallest_m), unit_of(extent.min_y_m, smallest_m)};
    const Unit high{unit_of(extent.max_x_m, smallest_m), unit_of(extent.max_y_m, smallest_m)};
    constexpr std::int64_t largest = std::int64_t{1} << 24U;  // 4,000 km in squares of 250 m
    for (std::int64_t side = 1; side <= largest; side *= 2) {
        const auto anchor = [side](std::int64_t unit) {
            return (unit >= 0 ? unit / side : (unit - side + 1) / side) * side;
        };
        const Square square{anchor(low.column), anchor(low.row), side};
        if (high.column < square.column + side && high.row < square.row + side) {
            return square;
        }
    }
    std::int64_t side = 1;
    while (side <= std::max(high.column - low.column, high.row - low.row)) {
        side *= 2;
    }
    return {low.column, low.row, side};
}

}  // namespace

std::vector<ProtectedCell> protected_cells(std::span<const PointM> addresses, const BoxM& extent,
                                           const ProtectedCellOptions& options)
{
    if (!(options.smallest_m > 0) || !std::isfinite(options.smallest_m) || options.fewest_addresses == 0) {
        throw Error(ErrorKind::usage, "protected cells", "the side or the number of addresses is not above 0",
                    "give squares of 250 m or more and at least one address");
    }
    if (extent.is_empty()) {
        return {};
    }
    std::vector<Unit> units;
    for (const PointM p : addresses) {
        if (extent.contains(p)) {
            units.push_back({unit_of(p.x_m, options.smallest_m), unit_of(p.y_m, options.smallest_m)});
        }
    }
    if (units.size() < options.fewest_addresses) {
        return {};
    }
    std::vector<ProtectedCell> cells =
        Quadtree(std::move(units), options).cells_of(root_of(extent, options.smallest_m));
    std::erase_if(cells, [&](const ProtectedCell& cell) {
        const BoxM box = cell.box();
        return box.min_x_m > extent.max_x_m || box.max_x_m <= extent.min_x_m ||
               box.min_y_m > extent.max_y_m || box.max_y_m <= extent.min_y_m;
    });
    std::ranges::sort(cells, {}, [](const ProtectedCell& cell) {
        return std::pair(cell.south_west.y_m, cell.south_west.x_m);
    });
    return cells;
}

std::vector<std::size_t> cells_of_points(std::span<const ProtectedCell> cells, std::span<const PointM> points)
{
    std::vector<std::size_t> found(points.size(), cells.size());
    std::vector<std::size_t> by_west(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        by_west[i] = i;
    }
    std::ranges::sort(by_west, {}, [&](std::size_t i) { return cells[i].south_west.x_m; });
    double widest_m = 0;
    for (const ProtectedCell& cell : cells) {
        widest_m = std::max(widest_m, cell.side_m);
    }
    for (std::size_t p = 0; p < points.size(); ++p) {
        const PointM point = points[p];
        auto at = std::ranges::upper_bound(by_west, point.x_m, {},
                                           [&](std::size_t i) { return cells[i].south_west.x_m; });
        while (at != by_west.begin() && cells[*std::prev(at)].south_west.x_m > point.x_m - widest_m - 1) {
            --at;
            const BoxM box = cells[*at].box();
            if (point.x_m < box.max_x_m && point.y_m >= box.min_y_m && point.y_m < box.max_y_m) {
                found[p] = *at;
                break;
            }
        }
    }
    return found;
}

}  // namespace wardmap
