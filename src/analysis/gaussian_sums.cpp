#include "gaussian_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace wardmap::kde {

namespace {

// Lengths below are cells. Shares of sigma² that spreading, smoothing and gathering have: 0.2 + 0.6 + 0.2.
constexpr double sigma = 3;
constexpr double spread_variance = 0.2 * sigma * sigma;
constexpr double smooth_variance = 0.6 * sigma * sigma;
constexpr int spread_reach = 10;  // exp(-10²/(2 · 1.8)) = 9e-13
constexpr int smooth_reach = 18;  // exp(-18²/(2 · 5.4)) = 9e-14
constexpr std::size_t spread_width = 2 * std::size_t{spread_reach} + 1;
constexpr std::size_t smooth_width = 2 * std::size_t{smooth_reach} + 1;
/// Columns that are smoothed together, so that memory is read by the cache line.
constexpr std::size_t columns_at_once = 16;

using SpreadTaps = std::array<double, spread_width>;

/// exp(-(k - offset)²/(2 v)) for k = -reach … reach, as exp(-offset²/(2v)) · exp(-k²/(2v)) · exp(offset/v)^k.
SpreadTaps spread_taps(double offset)
{
    static const SpreadTaps centred = [] {
        SpreadTaps taps{};
        for (int k = -spread_reach; k <= spread_reach; ++k) {
            taps.at(static_cast<std::size_t>(k) + spread_reach) = std::exp(-k * k / (2 * spread_variance));
        }
        return taps;
    }();
    SpreadTaps taps{};
    const double ratio = std::exp(offset / spread_variance);
    double power = std::exp(-offset * offset / (2 * spread_variance)) * std::pow(ratio, -spread_reach);
    for (std::size_t k = 0; k < spread_width; ++k) {
        taps[k] = centred[k] * power;
        power *= ratio;
    }
    return taps;
}

class SmoothingGrid {
public:
    SmoothingGrid(const std::vector<Place>& places, double cell_m) : m_cell_m(cell_m)
    {
        double max_x_m = -std::numeric_limits<double>::infinity();
        double max_y_m = max_x_m;
        m_min_x_m = m_min_y_m = -max_x_m;
        for (const Place& place : places) {
            m_min_x_m = std::min(m_min_x_m, place.x_m);
            m_min_y_m = std::min(m_min_y_m, place.y_m);
            max_x_m = std::max(max_x_m, place.x_m);
            max_y_m = std::max(max_y_m, place.y_m);
        }
        m_cols = std::floor((max_x_m - m_min_x_m) / cell_m) + 2 + 2 * spread_reach;
        m_rows = std::floor((max_y_m - m_min_y_m) / cell_m) + 2 + 2 * spread_reach;
    }

    [[nodiscard]] double cells() const noexcept { return m_cols * m_rows; }

    void spread(const std::vector<Place>& places)
    {
        m_values.assign(cols() * rows(), 0.0);
        for (const Place& place : places) {
            const Footprint foot = footprint_of(place);
            for (std::size_t r = 0; r < spread_width; ++r) {
                double* const row = &m_values[(foot.row + r) * cols() + foot.col];
                const double along = place.weight * foot.y_taps[r];
                for (std::size_t c = 0; c < spread_width; ++c) {
                    row[c] += along * foot.x_taps[c];
                }
            }
        }
    }

    void smooth()
    {
        for (std::size_t row = 0; row < rows(); ++row) {
            smooth_lines({&m_values[row * cols()], cols(), 1, 1});
        }
        for (std::size_t col = 0; col < cols(); col += columns_at_once) {
            smooth_lines({&m_values[col], rows(), cols(), std::min(columns_at_once, cols() - col)});
        }
    }

    [[nodiscard]] double gather(const Place& place) const
    {
        const Footprint foot = footprint_of(place);
        double sum = 0;
        for (std::size_t r = 0; r < spread_width; ++r) {
            const double* const row = &m_values[(foot.row + r) * cols() + foot.col];
            double along = 0;
            for (std::size_t c = 0; c < spread_width; ++c) {
                along += foot.x_taps[c] * row[c];
            }
            sum += foot.y_taps[r] * along;
        }
        // N(a) * N(c) * N(a) = N(sigma) with N(s) = exp(-x²/2s²)/(√(2π) s), on each axis.
        const double one_axis = sigma / (2 * std::numbers::pi * spread_variance * std::sqrt(smooth_variance));
        return sum * one_axis * one_axis;
    }

private:
    /// The cells that a place is spread on: its corner and the share of each row and column.
    struct Footprint {
        std::size_t col = 0;
        std::size_t row = 0;
        SpreadTaps x_taps{};
        SpreadTaps y_taps{};
    };
    /// Lines of `count` values, `step` apart; `width` of them side by side.
    struct Lines {
        double* first;
        std::size_t count;
        std::size_t step;
        std::size_t width;
    };

    [[nodiscard]] std::size_t cols() const noexcept { return static_cast<std::size_t>(m_cols); }
    [[nodiscard]] std::size_t rows() const noexcept { return static_cast<std::size_t>(m_rows); }

    [[nodiscard]] Footprint footprint_of(const Place& place) const
    {
        const double x = (place.x_m - m_min_x_m) / m_cell_m;
        const double y = (place.y_m - m_min_y_m) / m_cell_m;
        const double col = std::floor(x + 0.5);
        const double row = std::floor(y + 0.5);
        return {static_cast<std::size_t>(col), static_cast<std::size_t>(row), spread_taps(x - col),
                spread_taps(y - row)};
    }

    void smooth_lines(const Lines& lines)
    {
        // With an empty margin on both sides, so that no tap needs a bound.
        m_padded.assign((lines.count + smooth_width - 1) * lines.width, 0.0);
        for (std::size_t i = 0; i < lines.count; ++i) {
            std::copy_n(lines.first + i * lines.step, lines.width,
                        &m_padded[(i + smooth_reach) * lines.width]);
        }
        for (std::size_t i = 0; i < lines.count; ++i) {
            double* const target = lines.first + i * lines.step;
            std::fill_n(target, lines.width, 0.0);
            for (std::size_t k = 0; k < smooth_width; ++k) {
                const double tap = smooth_tap(k);
                const double* const source = &m_padded[(i + k) * lines.width];
                for (std::size_t w = 0; w < lines.width; ++w) {
                    target[w] += tap * source[w];
                }
            }
        }
    }

    static double smooth_tap(std::size_t k)
    {
        static const std::array<double, smooth_width> taps = [] {
            std::array<double, smooth_width> made{};
            for (int d = -smooth_reach; d <= smooth_reach; ++d) {
                made.at(static_cast<std::size_t>(d) + smooth_reach) =
                    std::exp(-d * d / (2 * smooth_variance));
            }
            return made;
        }();
        return taps[k];
    }

    double m_cell_m;
    double m_min_x_m;
    double m_min_y_m;
    double m_cols = 0;
    double m_rows = 0;
    std::vector<double> m_values;
    std::vector<double> m_padded;
};

}  // namespace

std::vector<double> gaussian_sums(const std::vector<Place>& places, double sigma_m, double most_cells)
{
    SmoothingGrid grid(places, sigma_m / sigma);
    if (places.empty() || !(grid.cells() <= most_cells)) {
        return {};
    }
    grid.spread(places);
    grid.smooth();
    std::vector<double> sums;
    sums.reserve(places.size());
    for (const Place& place : places) {
        sums.push_back(grid.gather(place));
    }
    return sums;
}

}  // namespace wardmap::kde
