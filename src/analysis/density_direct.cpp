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
void add_row(const DirectSum& sum, std::int32_t row, std::span<double> values)
{
    const Disc disc(sum);
    const double y_m = (row + 0.5) * sum.cell_m;
    const ColumnRun all{0, static_cast<std::int32_t>(values.size())};
    for (const Place& place : sum.places->in_rows(sum.source_rows({row, row + 1}))) {
        const double dy2_m2 = (y_m - place.y_m) * (y_m - place.y_m);
        if (dy2_m2 > disc.radius2_m2) {
            continue;
        }
        const double half_m = std::sqrt(disc.radius2_m2 - dy2_m2);
        const double peak_per_m2 = place.weight * sum.kernel.peak_per_m2;
        const ColumnRun run = columns_near(place.x_m, half_m, sum.cell_m, all);
        for (std::int32_t col = run.begin; col < run.end; ++col) {
            const double dx_m = disc.dx_m(col, place);
            const double d2_m2 = dx_m * dx_m + dy2_m2;
            if (d2_m2 <= disc.radius2_m2) {
                values[static_cast<std::size_t>(col)] += peak_per_m2 * shape<kernel>(d2_m2 / disc.radius2_m2);
            }
        }
    }
}

/// The Gaussian of a sum is the product of Gaussians: a place needs one exponential per column and one per row.
void add_gaussian(const DirectSum& sum, RowRange rows, std::int32_t cols, std::span<double> values)
{
    const Disc disc(sum);
    std::vector<double> across(static_cast<std::size_t>(cols));
    for (const Place& place : sum.places->in_rows(sum.source_rows(rows))) {
        const ColumnRun run = columns_near(place.x_m, sum.kernel.radius_m, sum.cell_m, {0, cols});
        for (std::int32_t col = run.begin; col < run.end; ++col) {
            const double dx2_m2 = disc.dx_m(col, place) * disc.dx_m(col, place);
            across[static_cast<std::size_t>(col)] =
                dx2_m2 <= disc.radius2_m2 ? shape<Kernel::gaussian>(dx2_m2 / disc.radius2_m2) : 0;
        }
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const double dy_m = (row + 0.5) * sum.cell_m - place.y_m;
            const double dy2_m2 = dy_m * dy_m;
            if (dy2_m2 > disc.radius2_m2) {
                continue;
            }
            const double along =
                place.weight * sum.kernel.peak_per_m2 * shape<Kernel::gaussian>(dy2_m2 / disc.radius2_m2);
            double* const row_values = &values[static_cast<std::size_t>(row - rows.begin) * across.size()];
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                row_values[col] += along * across[static_cast<std::size_t>(col)];
            }
        }
    }
}

/// Adds the places of a span to the value at a pixel's centre.
template <Kernel kernel>
class PixelSum {
public:
    PixelSum(const DirectSum& sum, std::int32_t col, std::int32_t row)
        : m_radius_m(sum.kernel.radius_m),
          m_radius2_m2(m_radius_m * m_radius_m),
          m_x_m((col + 0.5) * sum.cell_m),
          m_y_m((row + 0.5) * sum.cell_m)
    {
    }

    void add(std::span<const Place> places)
    {
        for (const Place& place : places) {
            add(place);
        }
    }
    /// Finds those near enough first.
    void add_of_row(std::span<const Place> by_x)
    {
        const auto is_west = [&](const Place& place) { return place.x_m < m_x_m - m_radius_m; };
        for (auto place = std::ranges::partition_point(by_x, is_west);
             place != by_x.end() && place->x_m <= m_x_m + m_radius_m; ++place) {
            add(*place);
        }
    }
    [[nodiscard]] double value() const noexcept { return m_value; }

private:
    void add(const Place& place)
    {
        const double dx_m = m_x_m - place.x_m;
        const double dy_m = m_y_m - place.y_m;
        const double d2_m2 = dx_m * dx_m + dy_m * dy_m;
        if (d2_m2 <= m_radius2_m2) {
            m_value += place.weight * shape<kernel>(d2_m2 / m_radius2_m2);
        }
    }

    double m_radius_m;
    double m_radius2_m2;
    double m_x_m;
    double m_y_m;
    double m_value = 0;
};

template <Kernel kernel>
double value_at(const DirectSum& sum, std::int32_t col, std::int32_t row)
{
    constexpr std::size_t few_in_a_row = 8;
    PixelSum<kernel> value(sum, col, row);
    const RowRange sources = sum.source_rows({row, row + 1});
    const std::span all = sum.places->in_rows(sources);
    if (all.size() <= few_in_a_row * static_cast<std::size_t>(sources.end - sources.begin)) {
        value.add(all);
    } else {
        for (std::int32_t source = sources.begin; source < sources.end; ++source) {
            value.add_of_row(sum.places->in_rows({source, source + 1}));
        }
    }
    return value.value() * sum.kernel.peak_per_m2;
}

}  // namespace

RowRange DirectSum::source_rows(RowRange rows) const noexcept
{
    // A place of row s is less than half a row further from or nearer to row r than s is.
    const double margin = std::floor(kernel.radius_m / cell_m + 0.5) + 1;
    const double begin = std::clamp<double>(rows.begin - margin, places->begin_row(), places->end_row());
    const double end = std::clamp<double>(rows.end + margin, begin, places->end_row());
    return {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
}

void DirectSum::add_rows(RowRange rows, std::int32_t cols, std::span<double> values) const
{
    if (values.empty()) {
        return;
    }
    if (kernel.kernel == Kernel::gaussian) {
        return add_gaussian(*this, rows, cols, values);
    }
    const auto width = static_cast<std::size_t>(cols);
    with_kernel(kernel.kernel, [&]<Kernel k>() {
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            add_row<k>(*this, row, values.subspan(static_cast<std::size_t>(row - rows.begin) * width, width));
        }
    });
}

double DirectSum::at(std::int32_t col, std::int32_t row) const
{
    return with_kernel(kernel.kernel, [&]<Kernel k>() { return value_at<k>(*this, col, row); });
}

}  // namespace wardmap::kde
