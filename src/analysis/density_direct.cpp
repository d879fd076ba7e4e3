#include "density_direct.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "cpu_variants.hpp"
#include "octet.hpp"

namespace wardmap::kde {

namespace {

/// More than rounding moves a column's edge or the end of a chord, whose slope is steep where it is short.
constexpr double margin_cols = 1e-3;

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

/// A row of pixels, and the places of the same or of another row.
struct RowPair {
    std::span<const Place> places;
    double y_m = 0;  ///< of the pixels' centres
    double cell_m = 0;
    double radius_m = 0;
    double half_m = 0;  ///< of the longest chord that a disc around one of the places has on the pixel row
    std::int32_t octets = 0;     ///< that cover any chord,
    std::int32_t step_cols = 1;  ///< and all that begin within so many columns
    double* line = nullptr;      ///< of the pixels, with room for an octet that begins at the last
    std::int32_t cols = 0;
};

/// Adds the kernel times weight and radius^2d, d the power that it is of, of eight pixels at distances whose squares are d2;
/// of the triangular one times the radius. 0 from the radius on.
template <Kernel kernel>
[[gnu::always_inline]] inline void add_unscaled(Octet& sums, const Octet& d2_m2, double radius_m,
                                                double weight) noexcept
{
    if constexpr (kernel == Kernel::triangular) {
        Octet rest_m = d2_m2;
        for (std::size_t l = 0; l < group_cols; ++l) {
            rest_m[l] = radius_m - std::sqrt(d2_m2[l]);
        }
        const Octet t = rest_m > 0.0 ? rest_m : Octet{};
        sums += weight * t;
    } else {
        const Octet rest_m2 = radius_m * radius_m - d2_m2;
        const Octet t = rest_m2 > 0.0 ? rest_m2 : Octet{};
        if constexpr (kernel == Kernel::uniform) {
            sums += rest_m2 >= 0.0 ? Octet{} + weight : Octet{};
        } else if constexpr (kernel == Kernel::epanechnikov) {
            sums += weight * t;
        } else if constexpr (kernel == Kernel::quartic) {
            sums += weight * (t * t);
        } else {
            sums += weight * (t * t * t);
        }
    }
}

/// From sums of add_unscaled() to densities.
double scale_of(const ScaledKernel& kernel) noexcept
{
    const double r2_m2 = kernel.radius_m * kernel.radius_m;
    switch (kernel.kernel) {
        case Kernel::epanechnikov:
            return kernel.peak_per_m2 / r2_m2;
        case Kernel::quartic:
            return kernel.peak_per_m2 / r2_m2 / r2_m2;
        case Kernel::triweight:
            return kernel.peak_per_m2 / r2_m2 / r2_m2 / r2_m2;
        case Kernel::triangular:
            return kernel.peak_per_m2 / kernel.radius_m;
        default:
            return kernel.peak_per_m2;
    }
}

/// Adds places whose chords begin at `col` or up to a step beyond.
template <Kernel kernel>
[[gnu::always_inline]] inline void add_group(const RowPair& pair, std::span<const Place> group,
                                             std::int32_t col) noexcept
{
    constexpr Octet centres = {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5};
    const std::int32_t end = std::min(col + pair.octets * group_cols, pair.cols);
    for (; col < end; col += group_cols) {
        const Octet x_m = (col + centres) * pair.cell_m;
        Octet sums{};
        for (const Place& place : group) {
            const Octet dx_m = x_m - place.x_m;
            const double dy_m = pair.y_m - place.y_m;
            add_unscaled<kernel>(sums, dx_m * dx_m + dy_m * dy_m, pair.radius_m, place.weight);
        }
        add_at(pair.line + col, sums);
    }
}

/// Places that are neighbours are summed in registers: sums in memory that overlap the last ones by half would wait for them.
/// Which are taken together depends on their columns alone, so that places out of reach change no byte.
template <Kernel kernel>
[[gnu::always_inline]] inline void add_places(const RowPair& pair) noexcept
{
    const double per_step = 1 / (pair.cell_m * pair.step_cols);
    const double from_chord_m = pair.half_m + (0.5 + margin_cols) * pair.cell_m;
    const std::int32_t most_steps = pair.cols / pair.step_cols;
    const auto step_of = [&](const Place& place) __attribute__((always_inline)) {
        return std::clamp<double>(std::floor((place.x_m - from_chord_m) * per_step), 0, most_steps);
    };
    for (std::size_t begin = 0, end = 0; begin < pair.places.size(); begin = end) {
        const double step = step_of(pair.places[begin]);
        for (end = begin + 1; end < pair.places.size() && step_of(pair.places[end]) == step; ++end) {
        }
        add_group<kernel>(pair, pair.places.subspan(begin, end - begin),
                          static_cast<std::int32_t>(step) * pair.step_cols);
    }
}

WARDMAP_WIDE_VARIANTS void add_pair(Kernel kernel, const RowPair& pair) noexcept
{
    switch (kernel) {
        case Kernel::epanechnikov:
            return add_places<Kernel::epanechnikov>(pair);
        case Kernel::triweight:
            return add_places<Kernel::triweight>(pair);
        case Kernel::triangular:
            return add_places<Kernel::triangular>(pair);
        case Kernel::uniform:
            return add_places<Kernel::uniform>(pair);
        case Kernel::quartic:
            return add_places<Kernel::quartic>(pair);
        case Kernel::gaussian:
            break;
    }
}

/// Sums of a row over discs, octet by octet.
class RowSum {
public:
    RowSum(const DirectSum& sum, std::int32_t cols)
        : m_sum(sum), m_cols(cols), m_line(static_cast<std::size_t>(cols + group_cols))
    {
    }

    void add(std::int32_t row, std::span<double> values)
    {
        const RowRange sources = m_sum.source_rows({row, row + 1});
        if (m_sum.places->in_rows(sources).empty()) {
            return;
        }
        std::ranges::fill(m_line, 0.0);
        for (std::int32_t source = sources.begin; source < sources.end; ++source) {
            add_source(row, source);
        }
        const double scale = scale_of(m_sum.kernel);
        for (std::size_t col = 0; col < values.size(); ++col) {
            values[col] += m_line[col] * scale;
        }
    }

private:
    void add_source(std::int32_t row, std::int32_t source)
    {
        const double radius_m = m_sum.kernel.radius_m;
        const double nearest_m = std::max(std::abs(row - source) - 0.5, 0.0) * m_sum.cell_m;
        if (nearest_m > radius_m + margin_cols * m_sum.cell_m) {
            return;
        }
        const double half_m = std::sqrt(std::max(radius_m * radius_m - nearest_m * nearest_m, 0.0));
        // How many columns a chord reaches at most, and one more on either side; but no more than there are.
        const double most_cols = 2 * (half_m / m_sum.cell_m + margin_cols) + 3;
        const auto chord_cols = static_cast<std::int32_t>(std::min<double>(most_cols, m_cols));
        const std::int32_t octets = (chord_cols + group_cols - 1) / group_cols;
        const auto spare_cols = static_cast<std::uint32_t>(octets * group_cols - chord_cols);
        add_pair(m_sum.kernel.kernel, {.places = m_sum.places->in_rows({source, source + 1}),
                                       .y_m = (row + 0.5) * m_sum.cell_m,
                                       .cell_m = m_sum.cell_m,
                                       .radius_m = radius_m,
                                       .half_m = half_m,
                                       .octets = octets,
                                       .step_cols = static_cast<std::int32_t>(std::bit_floor(spare_cols + 1)),
                                       .line = m_line.data(),
                                       .cols = m_cols});
    }

    const DirectSum& m_sum;
    std::int32_t m_cols;
    std::vector<double> m_line;
};

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
    RowSum sum(*this, cols);
    for (std::int32_t row = rows.begin; row < rows.end; ++row) {
        sum.add(row, values.subspan(static_cast<std::size_t>(row - rows.begin) * width, width));
    }
}

double DirectSum::at(std::int32_t col, std::int32_t row) const
{
    return with_kernel(kernel.kernel, [&]<Kernel k>() { return value_at<k>(*this, col, row); });
}

}  // namespace wardmap::kde
