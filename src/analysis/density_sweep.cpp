#include "density_sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "cpu_variants.hpp"
#include "density_polynomial.hpp"

namespace wardmap::kde {

namespace {

/// Below this reach a kernel covers about a hundred pixels: the direct sum costs no more.
constexpr double least_reach_cells = 6;

/// Long segments cut fewer places in two, short ones let coefficients and rounding grow less.
constexpr double segment_radii = 2;

/// Values below this share of the largest weight that has passed through a segment's totals are summed
/// directly: rounding of about 1e-14 of that weight then stays below 1e-8 of every value.
constexpr double least_share = 1e-5;

/// Where a pixel row passes the kernels of one radius, and the unit of length of the polynomials.
struct RowFrame {
    double y_m = 0;  ///< of its centre line
    double radius_m = 0;
    double unit_m = 0;
    double cell_m = 0;
    std::int32_t cols = 0;
};

/// Places whose chords are found together, in loops that a compiler can turn into vector instructions.
constexpr std::size_t batch_size = 128;

/// Where a pixel row runs through the kernels of some places: columns [begin, end), and half the chord's
/// length, squared, in squared units.
struct Chords {
    std::array<std::int32_t, batch_size> begin;
    std::array<std::int32_t, batch_size> end;
    std::array<double, batch_size> a;
};

/// To rounding, which does not matter where the kernel falls to 0 at its rim.
WARDMAP_CPU_VARIANTS void find_chords(const RowFrame& frame, std::span<const Place> places,
                                      Chords& chords) noexcept
{
    const double y_m = frame.y_m;
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    const double per_unit2 = 1 / (frame.unit_m * frame.unit_m);
    const double per_cell = 1 / frame.cell_m;
    const double cols = frame.cols;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double dy_m = y_m - places[i].y_m;
        const double rest_m2 = radius2_m2 - dy_m * dy_m;
        const double half2_m2 = rest_m2 > 0 ? rest_m2 : 0;
        const double half = std::sqrt(half2_m2) * per_cell;
        const double middle = places[i].x_m * per_cell + 0.5;
        // Never below 0, so that cutting off the fraction rounds down.
        const double begin = middle - half > 0 ? middle - half : 0;
        const double end = middle + half > 0 ? middle + half : 0;
        chords.begin[i] = static_cast<std::int32_t>(begin < cols ? begin : cols);
        chords.end[i] = static_cast<std::int32_t>(end < cols ? end : cols);
        chords.a[i] = half2_m2 * per_unit2;
    }
}

/// Exactly the columns that the direct sum takes: the uniform kernel jumps at its rim.
void find_uniform_chords(const RowFrame& frame, std::span<const Place> places, Chords& chords) noexcept
{
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double dy_m = frame.y_m - places[i].y_m;
        const double half_m = std::sqrt(std::max(radius2_m2 - dy_m * dy_m, 0.0));
        ColumnRun run = columns_near(places[i].x_m, half_m, frame.cell_m, {0, frame.cols});
        const auto is_out = [&](std::int32_t col) {
            const double dx_m = (col + 0.5) * frame.cell_m - places[i].x_m;
            return dx_m * dx_m + dy_m * dy_m > radius2_m2;
        };
        while (run.begin < run.end && is_out(run.begin)) {
            ++run.begin;
        }
        while (run.begin < run.end && is_out(run.end - 1)) {
            --run.end;
        }
        chords.begin[i] = run.begin;
        chords.end[i] = run.end;
        chords.a[i] = 0;
    }
}

/// The columns cut into segments of equal length (the last may be shorter).
struct Segments {
    Segments(double unit_m, double cell_m, std::int32_t cols)
    {
        const double wanted = std::ceil(segment_radii * unit_m / cell_m);
        length = static_cast<std::int32_t>(std::clamp<double>(wanted, 1, std::max(cols, 1)));
        for (std::int32_t col = 0; col < cols; ++col) {
            of_column.push_back(col / length);
        }
        for (std::int32_t begin = 0; begin < cols; begin += length) {
            origin_m.push_back((begin + 0.5 * length) * cell_m);
        }
        is_reached.resize(origin_m.size(), 0);
    }

    std::int32_t length;
    std::vector<std::int32_t> of_column;
    std::vector<double> origin_m;  ///< the middle of each, from which its polynomials count x
    std::vector<char> is_reached;  ///< by a kernel on the row at work
};

template <Kernel kernel>
class RowSweep {
public:
    RowSweep(std::span<const DirectSum> sums, std::int32_t cols)
        : m_sums(sums),
          m_cell_m(sums.front().cell_m),
          m_unit_m(sums.front().kernel.radius_m),
          m_cols(cols),
          m_segments(m_unit_m, m_cell_m, cols),
          m_changes(static_cast<std::size_t>(cols) + 1)  // one more for what ends with the row
    {
    }

    void add_row(std::int32_t row, std::span<double> values)
    {
        for (const DirectSum& sum : m_sums) {
            const std::span places = sum.places->in_rows(sum.source_rows({row, row + 1}));
            const RowFrame frame{(row + 0.5) * m_cell_m, sum.kernel.radius_m, m_unit_m, m_cell_m, m_cols};
            // peak * (1 - d²/r²)^degree, with all lengths in units.
            const double unit_radii = m_unit_m / sum.kernel.radius_m;
            double scale = sum.kernel.peak_per_m2;
            for (int i = 0; i < 2 * degree_of(kernel); ++i) {
                scale *= unit_radii;
            }
            for (std::size_t i = 0; i < places.size(); i += batch_size) {
                add_batch(frame, scale, places.subspan(i, std::min(batch_size, places.size() - i)));
            }
        }
        for (std::size_t segment = 0; segment < m_segments.is_reached.size(); ++segment) {
            if (m_segments.is_reached[segment] != 0) {
                m_segments.is_reached[segment] = 0;
                evaluate_segment(row, segment, values);
            }
        }
        m_changes.back() = {};
    }

private:
    using Totals = Channels<degree_of(kernel)>;

    void add_batch(const RowFrame& frame, double scale, std::span<const Place> places)
    {
        Chords chords;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
        if constexpr (kernel == Kernel::uniform) {
            find_uniform_chords(frame, places, chords);
        } else {
            find_chords(frame, places, chords);
        }
        const double per_unit = 1 / m_unit_m;
        const std::int32_t length = m_segments.length;
        const std::int32_t* const segment_of = m_segments.of_column.data();
        const double* const origin_m = m_segments.origin_m.data();
        char* const is_reached = m_segments.is_reached.data();
        Totals* const changes = m_changes.data();
        // Neighbours change the same column, and each would wait for the one before: take them in turns.
        const std::size_t stride = (places.size() + 7) / 8;
        for (std::size_t first = 0; first < stride; ++first) {
            for (std::size_t i = first; i < places.size(); i += stride) {
                std::int32_t col = chords.begin[i];
                const std::int32_t end = chords.end[i];
                while (col < end) {
                    const std::int32_t segment = segment_of[col];
                    const std::int32_t segment_end = (segment + 1) * length;
                    const double p = (places[i].x_m - origin_m[segment]) * per_unit;
                    const Totals place = Totals::of(places[i].weight * scale, chords.a[i], p);
                    is_reached[segment] = 1;
                    add(changes[col], place);
                    if (end < segment_end) {
                        subtract(changes[end], place);
                    }
                    col = segment_end;
                }
            }
        }
    }

    /// Adds to the values, and leaves no change behind for the next row.
    void evaluate_segment(std::int32_t row, std::size_t segment, std::span<double> values)
    {
        const double origin_m = m_segments.origin_m[segment];
        const double per_unit = 1 / m_unit_m;
        const std::int32_t begin = static_cast<std::int32_t>(segment) * m_segments.length;
        Totals totals;
        double most_weight = 0;
        for (std::int32_t col = begin; col < std::min(begin + m_segments.length, m_cols); ++col) {
            const auto c = static_cast<std::size_t>(col);
            add(totals, m_changes[c]);
            m_changes[c] = {};
            if (totals.places() == 0) {
                continue;
            }
            most_weight = std::max(most_weight, std::abs(totals.signed_weight()));
            const double value = totals.at(((col + 0.5) * m_cell_m - origin_m) * per_unit);
            const bool is_safe = value >= least_share * most_weight;
            values[c] += is_safe ? value : summed_directly(col, row);
        }
    }

    [[nodiscard]] double summed_directly(std::int32_t col, std::int32_t row) const
    {
        double value = 0;
        for (const DirectSum& sum : m_sums) {
            value += sum.at(col, row);
        }
        return value;
    }

    std::span<const DirectSum> m_sums;
    double m_cell_m;
    double m_unit_m;  ///< the largest radius
    std::int32_t m_cols;
    Segments m_segments;
    std::vector<Totals> m_changes;  ///< of the totals, by column
};

}  // namespace

bool suits_sweep(const ScaledKernel& kernel, double cell_m) noexcept
{
    return degree_of(kernel.kernel) >= 0 && kernel.radius_m >= least_reach_cells * cell_m;
}

void sweep_rows(std::span<const DirectSum> sums, RowRange rows, std::int32_t cols, std::span<double> values)
{
    with_kernel(sums.front().kernel.kernel, [&]<Kernel kernel>() {
        if constexpr (degree_of(kernel) >= 0) {
            RowSweep<kernel> sweep(sums, cols);
            const auto width = static_cast<std::size_t>(cols);
            for (std::int32_t row = rows.begin; row < rows.end; ++row) {
                const auto first = static_cast<std::size_t>(row - rows.begin) * width;
                sweep.add_row(row, values.subspan(first, width));
            }
        }
    });
}

}  // namespace wardmap::kde
