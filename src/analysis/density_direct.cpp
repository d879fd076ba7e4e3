#include "density_direct.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wardmap::kde {

namespace {

struct Disc {
    double radius2_m2 = 0;
    double cell_m = 0;

    explicit Disc(const DirectSum& sum)
        : radius2_m2(sum.kernel.radius_m * sum.kernel.radius_m), cell_m(sum.cell_m)
    {
    }
    [[nodiscard]] double dx_m(std::int32_t col, const Place& place) const noexcept
    {
        return (col + 0.5) * cell_m - place.x_m;
    }
};

template <Kernel kernel>
void fill(const DirectSum& sum, std::int32_t row, std::span<double> values)
{
    const Disc disc(sum);
    const double y_m = (row + 0.5) * sum.cell_m;
    const ColumnRun all{0, static_cast<std::int32_t>(values.size())};
    const auto [begin, end] = source_rows(*sum.places, row, sum.kernel.radius_m / sum.cell_m);
    for (std::int32_t source = begin; source < end; ++source) {
        for (const Place& place : sum.places->row(source)) {
            const double dy2_m2 = (y_m - place.y_m) * (y_m - place.y_m);
            if (dy2_m2 > disc.radius2_m2) {
                continue;
            }
            const double half_m = std::sqrt(disc.radius2_m2 - dy2_m2);
            const ColumnRun run = columns_near(place.x_m, half_m, sum.cell_m, all);
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                const double dx_m = disc.dx_m(col, place);
                const double d2_m2 = dx_m * dx_m + dy2_m2;
                if (d2_m2 <= disc.radius2_m2) {
                    values[static_cast<std::size_t>(col)] +=
                        place.weight * shape<kernel>(d2_m2 / disc.radius2_m2);
                }
            }
        }
    }
}

/// The Gaussian of a sum is the product of Gaussians: a place needs one exponential per column and one per row.
void fill_gaussian(const DirectSum& sum, RowRange rows, std::int32_t cols, std::span<double> values)
{
    const Disc disc(sum);
    const double reach_cells = sum.kernel.radius_m / sum.cell_m;
    const std::int32_t begin = source_rows(*sum.places, rows.begin, reach_cells).begin;
    const std::int32_t end = source_rows(*sum.places, rows.end - 1, reach_cells).end;
    std::vector<double> dx2_m2(static_cast<std::size_t>(cols));
    std::vector<double> across(static_cast<std::size_t>(cols));
    const auto add_place = [&](const Place& place) {
        const ColumnRun all = columns_near(place.x_m, sum.kernel.radius_m, sum.cell_m, {0, cols});
        for (std::int32_t col = all.begin; col < all.end; ++col) {
            const auto c = static_cast<std::size_t>(col);
            dx2_m2[c] = disc.dx_m(col, place) * disc.dx_m(col, place);
            across[c] = shape<Kernel::gaussian>(dx2_m2[c] / disc.radius2_m2);
        }
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const double dy_m = (row + 0.5) * sum.cell_m - place.y_m;
            const double dy2_m2 = dy_m * dy_m;
            if (dy2_m2 > disc.radius2_m2) {
                continue;
            }
            const double along = place.weight * shape<Kernel::gaussian>(dy2_m2 / disc.radius2_m2);
            double* const row_values = &values[static_cast<std::size_t>(row - rows.begin) * dx2_m2.size()];
            const double half_m = std::sqrt(disc.radius2_m2 - dy2_m2);
            const ColumnRun run = columns_near(place.x_m, half_m, sum.cell_m, all);
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                row_values[col] += dx2_m2[static_cast<std::size_t>(col)] + dy2_m2 <= disc.radius2_m2
                                       ? along * across[static_cast<std::size_t>(col)]
                                       : 0;
            }
        }
    };
    for (std::int32_t source = begin; source < end; ++source) {
        std::ranges::for_each(sum.places->row(source), add_place);
    }
}

template <Kernel kernel>
double value_at(const DirectSum& sum, std::int32_t col, std::int32_t row)
{
    const Disc disc(sum);
    const double x_m = (col + 0.5) * sum.cell_m;
    const double y_m = (row + 0.5) * sum.cell_m;
    double value = 0;
    const auto [begin, end] = source_rows(*sum.places, row, sum.kernel.radius_m / sum.cell_m);
    for (std::int32_t source = begin; source < end; ++source) {
        const std::span places = sum.places->row(source);
        const auto is_west = [&](const Place& place) { return place.x_m < x_m - sum.kernel.radius_m; };
        for (auto place = std::ranges::partition_point(places, is_west);
             place != places.end() && place->x_m <= x_m + sum.kernel.radius_m; ++place) {
            const double dx_m = disc.dx_m(col, *place);
            const double dy_m = y_m - place->y_m;
            const double d2_m2 = dx_m * dx_m + dy_m * dy_m;
            if (d2_m2 <= disc.radius2_m2) {
                value += place->weight * shape<kernel>(d2_m2 / disc.radius2_m2);
            }
        }
    }
    return value;
}

}  // namespace

RowRange source_rows(const RowPlaces& places, std::int32_t row, double reach_cells) noexcept
{
    // A place of row s is less than half a row further from or nearer to row r than s is.
    const double margin = std::floor(reach_cells + 0.5) + 1;
    const double begin = std::clamp<double>(row - margin, places.begin_row(), places.end_row());
    const double end = std::clamp<double>(row + margin + 1, begin, places.end_row());
    return {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
}

void DirectSum::fill_rows(RowRange rows, std::int32_t cols, std::span<double> values) const
{
    std::ranges::fill(values, 0.0);
    if (values.empty()) {
        return;
    }
    if (kernel.kernel == Kernel::gaussian) {
        return fill_gaussian(*this, rows, cols, values);
    }
    const auto width = static_cast<std::size_t>(cols);
    with_kernel(kernel.kernel, [&]<Kernel k>() {
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            fill<k>(*this, row, values.subspan(static_cast<std::size_t>(row - rows.begin) * width, width));
        }
    });
}

double DirectSum::at(std::int32_t col, std::int32_t row) const
{
    return with_kernel(kernel.kernel, [&]<Kernel k>() { return value_at<k>(*this, col, row); });
}

}  // namespace wardmap::kde
