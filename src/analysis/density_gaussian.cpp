#include "density_gaussian.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "cpu_variants.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

/// Below this many pixels of sigma the nodes would be more than the pixels.
constexpr double least_sigma_cells = 3;

// Lengths below are nodes of the spreading grid, counted from the pixel grid's north-west corner, unless they say
// otherwise.
constexpr double sigma = 4;
constexpr double sigma2 = sigma * sigma;
constexpr double v1 = 2.067;  // variance of the spreading Gaussian: what makes s² = 1.8
constexpr double v2 = sigma2 - v1;
constexpr double s2 = v1 * v2 / sigma2;  // of the sum over nodes: its error is 2 exp(-2π² · 1.8) = 7e-16

// At a distance d from a place the nodes that matter lie around d v1/sigma² from it and d v2/sigma² from the pixel,
// with a deviation of s = 1.34. Both reaches leave 6 deviations, 1e-9 of the value, where it is above a millionth of
// the peak (d <= 5.3 sigma), and farther out less than 1e-15 of the peak.
constexpr int spread_reach = 11;
constexpr int gather_reach = 30;
constexpr std::size_t spread_width = 2 * std::size_t{spread_reach} + 1;
/// Nodes from the one west of a pixel's centre less gather_reach; a multiple of the lanes of a dot product.
constexpr std::size_t gather_width = 64;
constexpr std::size_t lanes = 8;
constexpr std::size_t nodes_per_strip = 32;
constexpr std::size_t rows_per_chunk = 8;

using SpreadTaps = std::array<double, spread_width>;
using GatherTaps = std::array<double, gather_width>;

/// exp(-(k - offset)²/(2 v1)) for k = -reach … reach, as exp(-offset²/(2 v1)) · exp(-k²/(2 v1)) · exp(offset/v1)^k.
SpreadTaps spread_taps(double offset)
{
    static const SpreadTaps centred = [] {
        SpreadTaps taps{};
        for (std::size_t i = 0; i < spread_width; ++i) {
            const double k = static_cast<double>(i) - spread_reach;
            taps.at(i) = std::exp(-k * k / (2 * v1));
        }
        return taps;
    }();
    SpreadTaps taps{};
    const double ratio = std::exp(offset / v1);
    double power = std::exp(-(offset / 2 + spread_reach) * offset / v1);
    for (std::size_t k = 0; k < spread_width; ++k) {
        taps[k] = centred[k] * power;
        power *= ratio;
    }
    return taps;
}

/// What a pixel takes from the nodes, the first of which is `first`.
struct Gathering {
    std::int32_t first = 0;
    GatherTaps taps{};
};

Gathering gathering_at(double at)
{
    Gathering made{.first = static_cast<std::int32_t>(std::floor(at)) - gather_reach};
    for (std::size_t k = 0; k < gather_width; ++k) {
        const double d = made.first + static_cast<double>(k) - at;
        made.taps[k] = std::abs(d) <= gather_reach ? std::exp(-d * d / (2 * v2)) : 0;
    }
    return made;
}

/// values[i] += factor * other[i].
WARDMAP_CPU_VARIANTS void add_scaled(double* values, const double* other, double factor, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        values[i] += factor * other[i];
    }
}

/// The taps of a place on the rows [begin, end) of those that it is spread on.
struct Spot {
    double* first_row = nullptr;
    std::size_t width = 0;  ///< of the rows
    double weight = 0;
    std::size_t begin = 0;
    std::size_t end = spread_width;
    SpreadTaps x_taps{};
    SpreadTaps y_taps{};
};

WARDMAP_CPU_VARIANTS void add_spot(const Spot& spot)
{
    for (std::size_t r = spot.begin; r < spot.end; ++r) {
        double* const row = spot.first_row + (r - spot.begin) * spot.width;
        const double along = spot.weight * spot.y_taps[r];
        for (std::size_t c = 0; c < spread_width; ++c) {
            row[c] += along * spot.x_taps[c];
        }
    }
}

/// In so many lanes, added up in a fixed order.
WARDMAP_CPU_VARIANTS double dot(const double* values, const GatherTaps& taps)
{
    std::array<double, lanes> sums{};
    for (std::size_t k = 0; k < gather_width; k += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sums[lane] += values[k + lane] * taps[k + lane];
        }
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

class Nodes {
public:
    Nodes(const DirectSum& sum, RowRange rows, std::int32_t cols)
        : m_sum(sum), m_node_m(sum.kernel.radius_m / (gaussian_reach_sigmas * sigma))
    {
        m_columns.reserve(static_cast<std::size_t>(cols));
        for (std::int32_t col = 0; col < cols; ++col) {
            m_columns.push_back(gathering_at(of_pixel(col)));
        }
        m_first_row = gathering_at(of_pixel(rows.begin)).first;
        const std::int32_t last_row = gathering_at(of_pixel(rows.end - 1)).first;
        m_row_count = static_cast<std::size_t>(last_row - m_first_row) + gather_width;
        m_first_col = m_columns.front().first - 2 * spread_reach;
        m_width = static_cast<std::size_t>(m_columns.back().first - m_first_col) + gather_width +
                  2 * std::size_t{spread_reach};
        m_values.resize(m_row_count * m_width);
    }

    void spread(unsigned threads)
    {
        parallel_chunks(m_row_count, nodes_per_strip, threads, [&](std::size_t begin, std::size_t end) {
            const double cells_per_node = m_node_m / m_sum.cell_m;
            const double north =
                (m_first_row + static_cast<double>(begin) - spread_reach - 1) * cells_per_node;
            const double south = (m_first_row + static_cast<double>(end) + spread_reach + 1) * cells_per_node;
            const RowRange sources{static_cast<std::int32_t>(std::floor(north)),
                                   static_cast<std::int32_t>(std::ceil(south)) + 1};
            for (const Place& place : m_sum.places->in_rows(sources)) {
                spread(place, begin, end);
            }
        });
    }

    void gather(std::int32_t row, std::span<double> values, std::vector<double>& along) const
    {
        const Gathering here = gathering_at(of_pixel(row));
        along.assign(m_width, 0.0);
        for (std::size_t k = 0; k < gather_width; ++k) {
            const double* const nodes =
                &m_values[(static_cast<std::size_t>(here.first - m_first_row) + k) * m_width];
            add_scaled(along.data(), nodes, here.taps[k], m_width);
        }
        // On each axis the two Gaussians and the sum over nodes make √(2π) s times the one that is wanted.
        const double scale = m_sum.kernel.peak_per_m2 / (2 * std::numbers::pi * s2);
        for (std::size_t col = 0; col < values.size(); ++col) {
            const auto first = static_cast<std::size_t>(m_columns[col].first - m_first_col);
            values[col] = scale * dot(&along[first], m_columns[col].taps);
        }
    }

private:
    [[nodiscard]] double of_pixel(std::int32_t index) const
    {
        return (index + 0.5) * m_sum.cell_m / m_node_m;
    }

    /// On the node rows [begin, end), counted from the first.
    void spread(const Place& place, std::size_t begin, std::size_t end)
    {
        const double x = place.x_m / m_node_m - m_first_col;
        const double y = place.y_m / m_node_m - m_first_row;
        const double col = std::floor(x + 0.5);
        const double row = std::floor(y + 0.5);
        const double first_row = std::max(row - spread_reach, static_cast<double>(begin));
        const double end_row = std::min(row + spread_reach + 1, static_cast<double>(end));
        if (first_row >= end_row || col < spread_reach ||
            col + spread_reach >= static_cast<double>(m_width)) {
            return;
        }
        const auto first_col = static_cast<std::size_t>(col) - spread_reach;
        add_spot({.first_row = &m_values[static_cast<std::size_t>(first_row) * m_width + first_col],
                  .width = m_width,
                  .weight = place.weight,
                  .begin = static_cast<std::size_t>(first_row - (row - spread_reach)),
                  .end = static_cast<std::size_t>(end_row - (row - spread_reach)),
                  .x_taps = spread_taps(x - col),
                  .y_taps = spread_taps(y - row)});
    }

    DirectSum m_sum;
    double m_node_m;
    std::int32_t m_first_row = 0;
    std::int32_t m_first_col = 0;
    std::size_t m_row_count = 0;
    std::size_t m_width = 0;
    std::vector<Gathering> m_columns;
    std::vector<double> m_values;
};

/// How many kernels reach each pixel of some rows: their supports are squares.
class ReachCounts {
public:
    ReachCounts(const DirectSum& sum, RowRange rows, std::int32_t cols)
        : m_width(static_cast<std::size_t>(cols) + 1),
          m_changes((static_cast<std::size_t>(rows.end - rows.begin) + 1) * m_width)
    {
        const double radius_m = sum.kernel.radius_m;
        for (const Place& place : sum.places->in_rows(sum.source_rows(rows))) {
            const ColumnRun x = reached(place.x_m, radius_m, sum.cell_m, {0, cols});
            const ColumnRun y = reached(place.y_m, radius_m, sum.cell_m, {rows.begin, rows.end});
            change(y.begin - rows.begin, x.begin) += 1;
            change(y.begin - rows.begin, x.end) -= 1;
            change(y.end - rows.begin, x.begin) -= 1;
            change(y.end - rows.begin, x.end) += 1;
        }
        for (std::size_t i = m_width; i < m_changes.size(); ++i) {
            m_changes[i] += m_changes[i - m_width];
        }
    }

    void clear_unreached(std::size_t row, std::span<double> values) const
    {
        std::int32_t count = 0;
        for (std::size_t col = 0; col < values.size(); ++col) {
            count += m_changes[row * m_width + col];
            values[col] = count > 0 ? values[col] : 0;
        }
    }

private:
    /// Exactly the rows or columns that the direct sum takes.
    static ColumnRun reached(double at_m, double radius_m, double cell_m, ColumnRun limits)
    {
        ColumnRun run = columns_near(at_m, radius_m, cell_m, limits);
        const auto is_out = [&](std::int32_t index) {
            const double d_m = (index + 0.5) * cell_m - at_m;
            return d_m * d_m > radius_m * radius_m;
        };
        while (run.begin < run.end && is_out(run.begin)) {
            ++run.begin;
        }
        while (run.begin < run.end && is_out(run.end - 1)) {
            --run.end;
        }
        return run;
    }
    std::int32_t& change(std::int32_t row, std::int32_t col)
    {
        return m_changes[static_cast<std::size_t>(row) * m_width + static_cast<std::size_t>(col)];
    }

    std::size_t m_width;
    std::vector<std::int32_t> m_changes;
};

}  // namespace

bool suits_spreading(const ScaledKernel& kernel, double cell_m) noexcept
{
    return kernel.kernel == Kernel::gaussian &&
           kernel.radius_m >= gaussian_reach_sigmas * least_sigma_cells * cell_m;
}

void add_gaussian_rows(const DirectSum& sum, const PixelRows& pixels, unsigned threads)
{
    const auto& [rows, cols, values] = pixels;
    if (values.empty()) {
        return;
    }
    Nodes nodes(sum, rows, cols);
    nodes.spread(threads);
    const ReachCounts counts(sum, rows, cols);
    const auto width = static_cast<std::size_t>(cols);
    parallel_chunks(values.size() / width, rows_per_chunk, threads, [&](std::size_t begin, std::size_t end) {
        std::vector<double> along;
        std::vector<double> gathered(width);
        for (std::size_t row = begin; row < end; ++row) {
            nodes.gather(rows.begin + static_cast<std::int32_t>(row), gathered, along);
            counts.clear_unreached(row, gathered);
            add_scaled(&values[row * width], gathered.data(), 1, width);
        }
    });
}

}  // namespace wardmap::kde
