#include "wardmap/raster_grid.hpp"

#include <cmath>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// The largest k with k * cell_m <= value, by the product as floating point computes it: a multiple of the
/// cell that division would round to the wrong side stays where it is.
double multiple_at_or_below(double value_m, double cell_m)
{
    double k = std::floor(value_m / cell_m);
    while (k * cell_m > value_m) {
        k -= 1;
    }
    while ((k + 1) * cell_m <= value_m) {
        k += 1;
    }
    return k;
}

double multiple_at_or_above(double value_m, double cell_m) { return -multiple_at_or_below(-value_m, cell_m); }

void check_request(const BoxM& box, double cell_m)
{
    const bool is_cell = std::isfinite(cell_m) && cell_m > 0;
    if (!is_cell) {
        throw Error(ErrorKind::usage, "raster grid", "a cell of " + shortest_text(cell_m) + " m",
                    "give a cell size in metres that is greater than 0");
    }
    const bool is_finite = std::isfinite(box.width_m()) && std::isfinite(box.height_m());
    if (box.is_empty() || !is_finite) {
        throw Error(ErrorKind::usage, "raster grid", "an extent that is empty, inverted or not finite",
                    "give an extent whose minima are not greater than its maxima");
    }
    // In floating point, before any integer could overflow; it also keeps the multiples below exact.
    const double cells = (box.width_m() / cell_m + 1) * (box.height_m() / cell_m + 1);
    const double furthest_m = std::max(
        {std::abs(box.min_x_m), std::abs(box.max_x_m), std::abs(box.min_y_m), std::abs(box.max_y_m)});
    if (!(cells <= 4.0 * static_cast<double>(max_grid_cells)) || furthest_m / cell_m > 1e15) {
        throw Error(ErrorKind::limit, "raster grid",
                    "an extent of " + shortest_text(box.width_m()) + " by " + shortest_text(box.height_m()) +
                        " m in cells of " + shortest_text(cell_m) + " m",
                    "make the cells larger or the extent smaller: at most " + grouped_text(max_grid_cells) +
                        " cells");
    }
}

}  // namespace

RasterGrid raster_grid_over(const BoxM& box, double cell_m)
{
    check_request(box, cell_m);
    const double west = multiple_at_or_below(box.min_x_m, cell_m);
    const double south = multiple_at_or_below(box.min_y_m, cell_m);
    const double cols = std::max(1.0, multiple_at_or_above(box.max_x_m, cell_m) - west);
    const double rows = std::max(1.0, multiple_at_or_above(box.max_y_m, cell_m) - south);
    if (cols * rows > static_cast<double>(max_grid_cells)) {
        throw Error(
            ErrorKind::limit, "raster grid",
            shortest_text(cols) + " by " + shortest_text(rows) + " cells of " + shortest_text(cell_m) + " m",
            "make the cells larger or the extent smaller: at most " + grouped_text(max_grid_cells) +
                " cells");
    }
    return {.north_west = {west * cell_m, (south + rows) * cell_m},
            .cell_m = cell_m,
            .cols = static_cast<std::int32_t>(cols),
            .rows = static_cast<std::int32_t>(rows)};
}

}  // namespace wardmap
