#include "density_sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wardmap::kde {

namespace {

/// Below this reach a kernel covers about a hundred pixels: the direct sum costs no more.
constexpr double least_reach_cells = 6;

/// Values below this share of the largest weight that has passed through a segment's totals are summed
/// directly: rounding of about 1e-14 of that weight then stays below 1e-8 of every value.
constexpr double least_share = 1e-5;

/// d of (1 - u²)^d; -1 for kernels that are no polynomial in u².
constexpr int degree_of(Kernel kernel) noexcept
{
    switch (kernel) {
        case Kernel::uniform:
            return 0;
        case Kernel::epanechnikov:
            return 1;
        case Kernel::quartic:
            return 2;
        case Kernel::triweight:
            return 3;
        default:
            return -1;
    }
}

/// The coefficients of x⁰ … x^2d, then the number of places.
template <int degree>
using Channels = std::array<double, 2 * static_cast<std::size_t>(degree) + 2>;

/// weight * (a - (x - p)²)^degree: with b = a - p², that is (b + 2px - x²)^degree, multiplied out.
template <int degree>
Channels<degree> expanded(double weight, double a, double p) noexcept
{
    const double b = a - p * p;
    if constexpr (degree == 0) {
        return {weight, 1};
    } else if constexpr (degree == 1) {
        return {weight * b, weight * 2 * p, -weight, 1};
    } else if constexpr (degree == 2) {
        return {weight * b * b, weight * 4 * p * b, weight * (4 * p * p - 2 * b), -weight * 4 * p, weight, 1};
    } else {
        const double q = 2 * p;
        return {weight * b * b * b,
                weight * 3 * b * b * q,
                weight * 3 * b * (q * q - b),
                weight * q * (q * q - 6 * b),
                weight * 3 * (b - q * q),
                weight * 3 * q,
                -weight,
                1};
    }
}

template <int degree>
double polynomial(const Channels<degree>& coefficients, double x) noexcept
{
    double value = coefficients[2 * degree];
    for (std::size_t k = 2 * degree; k-- > 0;) {
        value = value * x + coefficients[k];
    }
    return value;
}

}  // namespace

bool suits_sweep(const ScaledKernel& kernel, double cell_m) noexcept
{
    return degree_of(kernel.kernel) >= 0 && kernel.radius_m >= least_reach_cells * cell_m;
}

RowSweep::RowSweep(const DirectSum& direct, std::int32_t cols)
    : m_direct(direct),
      m_cols(cols),
      m_segment_cols(static_cast<std::int32_t>(
          std::min<double>(std::ceil(2 * direct.kernel.radius_m / direct.cell_m), std::max(cols, 1))))
{
}

void RowSweep::fill_row(std::int32_t row, std::span<double> values)
{
    switch (m_direct.kernel.kernel) {
        case Kernel::uniform:
            return sweep<Kernel::uniform>(row, values);
        case Kernel::epanechnikov:
            return sweep<Kernel::epanechnikov>(row, values);
        case Kernel::triweight:
            return sweep<Kernel::triweight>(row, values);
        default:
            return sweep<Kernel::quartic>(row, values);
    }
}

template <Kernel kernel>
void RowSweep::sweep(std::int32_t row, std::span<double> values)
{
    constexpr std::size_t width = std::tuple_size_v<Channels<degree_of(kernel)>>;
    m_changes.assign(static_cast<std::size_t>(m_cols) * width, 0.0);
    add_places<kernel>(row);
    for (std::int32_t segment = 0; segment_begin(segment) < m_cols; ++segment) {
        evaluate_segment<kernel>(row, segment, values);
    }
}

/// The columns where the kernel is not 0. To rounding, as it falls to 0 at its rim; but the uniform kernel
/// jumps there, so for it exactly those that the direct sum takes.
template <Kernel kernel>
ColumnRun RowSweep::columns_within(const Place& place, double dy_m, double half_m) const noexcept
{
    const double first = (place.x_m - half_m) / m_direct.cell_m - 0.5;
    const double last = (place.x_m + half_m) / m_direct.cell_m - 0.5;
    if constexpr (kernel == Kernel::uniform) {
        ColumnRun run = columns_near(place.x_m, half_m, m_direct.cell_m, {0, m_cols});
        const auto is_out = [&](std::int32_t col) {
            const double dx_m = (col + 0.5) * m_direct.cell_m - place.x_m;
            return dx_m * dx_m + dy_m * dy_m > m_direct.kernel.radius_m * m_direct.kernel.radius_m;
        };
        while (run.begin < run.end && is_out(run.begin)) {
            ++run.begin;
        }
        while (run.begin < run.end && is_out(run.end - 1)) {
            --run.end;
        }
        return run;
    } else {
        // From -1, so that cutting off the fraction rounds down.
        return {static_cast<std::int32_t>(std::clamp<double>(first, -1, m_cols) + 1),
                static_cast<std::int32_t>(std::clamp<double>(last, -1, m_cols - 1) + 1)};
    }
}

template <Kernel kernel>
void RowSweep::add_places(std::int32_t row)
{
    constexpr int degree = degree_of(kernel);
    constexpr std::size_t width = std::tuple_size_v<Channels<degree>>;
    const double radius_m = m_direct.kernel.radius_m;
    const double y_m = (row + 0.5) * m_direct.cell_m;
    const auto [begin, end] = source_rows(*m_direct.places, row, radius_m / m_direct.cell_m);
    for (std::int32_t source = begin; source < end; ++source) {
        for (const Place& place : m_direct.places->row(source)) {
            const double dy_m = y_m - place.y_m;
            const double half2_m2 = radius_m * radius_m - dy_m * dy_m;
            if (half2_m2 < 0) {
                continue;
            }
            ColumnRun run = columns_within<kernel>(place, dy_m, std::sqrt(half2_m2));
            const double a = half2_m2 / (radius_m * radius_m);
            while (run.begin < run.end) {
                const std::int32_t segment = run.begin / m_segment_cols;
                const std::int32_t segment_end = std::min(segment_begin(segment + 1), m_cols);
                const auto coefficients =
                    expanded<degree>(place.weight, a, (place.x_m - origin_m(segment)) / radius_m);
                double* const at_begin = &m_changes[static_cast<std::size_t>(run.begin) * width];
                for (std::size_t k = 0; k < width; ++k) {
                    at_begin[k] += coefficients[k];
                }
                if (run.end < segment_end) {
                    double* const at_end = &m_changes[static_cast<std::size_t>(run.end) * width];
                    for (std::size_t k = 0; k < width; ++k) {
                        at_end[k] -= coefficients[k];
                    }
                }
                run.begin = std::min(segment_end, run.end);
            }
        }
    }
}

template <Kernel kernel>
void RowSweep::evaluate_segment(std::int32_t row, std::int32_t segment, std::span<double> values)
{
    constexpr int degree = degree_of(kernel);
    constexpr std::size_t width = std::tuple_size_v<Channels<degree>>;
    const std::int32_t end = std::min(segment_begin(segment + 1), m_cols);
    Channels<degree> totals{};
    double most_weight = 0;
    for (std::int32_t col = segment_begin(segment); col < end; ++col) {
        const double* const changes = &m_changes[static_cast<std::size_t>(col) * width];
        for (std::size_t k = 0; k < width; ++k) {
            totals[k] += changes[k];
        }
        double& value = values[static_cast<std::size_t>(col)];
        if (totals[width - 1] == 0) {
            value = 0;
            continue;
        }
        most_weight = std::max(most_weight, std::abs(totals[width - 2]));
        value = polynomial<degree>(
            totals, ((col + 0.5) * m_direct.cell_m - origin_m(segment)) / m_direct.kernel.radius_m);
        const bool is_safe = value >= least_share * most_weight;
        if (!is_safe) {
            value = m_direct.at(col, row);
        }
    }
}

}  // namespace wardmap::kde
