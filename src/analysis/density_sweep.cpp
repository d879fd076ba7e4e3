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

/// Long tiles overlap less, short ones let coefficients and rounding grow less.
constexpr double tile_radii = 2;

/// Values below this share of the largest weight that has passed through the totals of the tiles there are summed
/// directly: rounding of about 1e-14 of that weight then stays below 1e-8 of every value.
constexpr double least_share = 1e-5;

/// Pixel rows that a place is added to together, in loops that a compiler can turn into vector instructions.
constexpr std::size_t row_lanes = 8;

/// Columns from `begin` on and the places whose kernels change the totals there, west of `east_m`.
struct Tile {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double origin_m = 0;  ///< from which its polynomials count x
};

/// Where some pixel rows run through the kernels of one radius. The unit is that of the polynomials' length.
struct RowsFrame {
    std::array<double, row_lanes> y_m{};  ///< of the centre lines
    double radius_m = 0;
    double unit_m = 0;
    double cell_m = 0;
    double scale = 0;  ///< of the weights
    Tile tile;
};

/// For each row where it enters and leaves a place's kernel, as columns of the tile, and half the chord's length,
/// squared, in squared units.
struct Chords {
    std::array<std::int32_t, row_lanes> begin;
    std::array<std::int32_t, row_lanes> end;
    std::array<double, row_lanes> a;
};

/// To rounding, which does not matter where the kernel falls to 0 at its rim.
[[gnu::always_inline]] inline void find_chords(const RowsFrame& frame, const Place& place,
                                               Chords& chords) noexcept
{
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    const double per_unit2 = 1 / (frame.unit_m * frame.unit_m);
    const double per_cell = 1 / frame.cell_m;
    const std::int32_t cols = frame.tile.end - frame.tile.begin;
    const double middle = place.x_m * per_cell + 0.5 - frame.tile.begin;
    for (std::size_t r = 0; r < row_lanes; ++r) {
        const double dy_m = frame.y_m[r] - place.y_m;
        const double rest_m2 = radius2_m2 - dy_m * dy_m;
        const double half2_m2 = rest_m2 > 0 ? rest_m2 : 0;
        const double half = std::sqrt(half2_m2) * per_cell;
        // Cutting off the fraction rounds down where it matters: from 0 on.
        const auto begin = static_cast<std::int32_t>(middle - half);
        const auto end = static_cast<std::int32_t>(middle + half);
        chords.begin[r] = std::clamp(begin, 0, cols);
        chords.end[r] = std::clamp(end, 0, cols);
        chords.a[r] = half2_m2 * per_unit2;
    }
}

/// Exactly the columns that the direct sum takes: the uniform kernel jumps at its rim.
void find_uniform_chords(const RowsFrame& frame, const Place& place, Chords& chords) noexcept
{
    const double radius2_m2 = frame.radius_m * frame.radius_m;
    for (std::size_t r = 0; r < row_lanes; ++r) {
        const double dy_m = frame.y_m[r] - place.y_m;
        const double half_m = std::sqrt(std::max(radius2_m2 - dy_m * dy_m, 0.0));
        ColumnRun run = columns_near(place.x_m, half_m, frame.cell_m, {frame.tile.begin, frame.tile.end});
        const auto is_out = [&](std::int32_t col) {
            const double dx_m = (col + 0.5) * frame.cell_m - place.x_m;
            return dx_m * dx_m + dy_m * dy_m > radius2_m2;
        };
        while (run.begin < run.end && is_out(run.begin)) {
            ++run.begin;
        }
        while (run.begin < run.end && is_out(run.end - 1)) {
            --run.end;
        }
        chords.begin[r] = run.begin - frame.tile.begin;
        chords.end[r] = run.end - frame.tile.begin;
        chords.a[r] = 0;
    }
}

/// The changes of the totals, by row and column of a tile.
template <int degree>
struct Changes {
    Channels<degree>* first = nullptr;
    std::size_t width = 0;
    std::size_t row_begin = 0;  ///< rows that the places may reach
    std::size_t row_end = 0;
};

template <int degree>
[[gnu::always_inline]] inline void add_places(const RowsFrame& frame, std::span<const Place> places,
                                              const Changes<degree>& changes) noexcept
{
    const RowsFrame own = frame;  // which no change can alter
    const double per_unit = 1 / own.unit_m;
    for (const Place& place : places) {
        Chords chords;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled at once
        if constexpr (degree == 0) {
            find_uniform_chords(own, place, chords);
        } else {
            find_chords(own, place, chords);
        }
        const double p = (place.x_m - own.tile.origin_m) * per_unit;
        const auto channels = PlaceChannels<degree>::of(place.weight * own.scale, p);
        Channels<degree>* row = changes.first + changes.row_begin * changes.width;
        for (std::size_t r = changes.row_begin; r < changes.row_end; ++r, row += changes.width) {
            const Channels<degree> change = channels.at(chords.a[r] - p * p);
            add(row[chords.begin[r]], change);
            subtract(row[chords.end[r]], change);
        }
    }
}

/// What the tiles give a pixel, and the largest weights that passed through their totals.
struct Total {
    double value = 0;
    double most_weight = 0;
};

/// Adds a row of a tile to what the tiles give its pixels, and leaves no change behind for the next tile.
template <int degree>
[[gnu::always_inline]] inline void evaluate(const RowsFrame& frame, std::span<Channels<degree>> changes,
                                            Total* totals) noexcept
{
    const double per_unit = 1 / frame.unit_m;
    Channels<degree> passed{};
    double most_weight = 0;
    for (std::size_t c = 0; c + 1 < changes.size(); ++c) {
        add(passed, changes[c]);
        changes[c] = {};
        const double x_m = (frame.tile.begin + static_cast<double>(c) + 0.5) * frame.cell_m;
        const double value = passed.at((x_m - frame.tile.origin_m) * per_unit);
        const double weight = std::abs(passed.signed_weight());
        most_weight = weight > most_weight ? weight : most_weight;
        const bool is_reached = passed.places() != 0;
        totals[c].value += is_reached ? value : 0;
        totals[c].most_weight += is_reached ? most_weight : 0;
    }
    changes.back() = {};
}

// Not templates, since compilers make variants of functions only. A template argument cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define WARDMAP_SWEEP_OF_DEGREE(degree)                                                              \
    WARDMAP_CPU_VARIANTS void add_to(const RowsFrame& frame, std::span<const Place> places,          \
                                     const Changes<degree>& changes) noexcept                        \
    {                                                                                                \
        add_places(frame, places, changes);                                                          \
    }                                                                                                \
    WARDMAP_CPU_VARIANTS void take_from(const RowsFrame& frame, std::span<Channels<degree>> changes, \
                                        Total* totals) noexcept                                      \
    {                                                                                                \
        evaluate(frame, changes, totals);                                                            \
    }
WARDMAP_SWEEP_OF_DEGREE(0)
WARDMAP_SWEEP_OF_DEGREE(1)
WARDMAP_SWEEP_OF_DEGREE(2)
WARDMAP_SWEEP_OF_DEGREE(3)
#undef WARDMAP_SWEEP_OF_DEGREE
// NOLINTEND(bugprone-macro-parentheses)

/// At most row_lanes pixel rows.
template <Kernel kernel>
class RowsSweep {
public:
    RowsSweep(std::span<const DirectSum> sums, RowRange rows, std::int32_t cols)
        : m_sums(sums),
          m_rows(rows),
          m_cols(cols),
          m_row_count(static_cast<std::size_t>(rows.end - rows.begin)),
          m_cell_m(sums.front().cell_m),
          m_unit_m(sums.front().kernel.radius_m),
          m_totals(m_row_count * static_cast<std::size_t>(cols))
    {
        const double wanted = std::ceil(tile_radii * m_unit_m / m_cell_m);
        m_tile_cols = static_cast<std::int32_t>(wanted);
        const double most = std::min<double>(cols, wanted + 2 * std::ceil(m_unit_m / m_cell_m) + 2);
        m_changes.resize(m_row_count * (static_cast<std::size_t>(most) + 1));
        for (const DirectSum& sum : m_sums) {
            begin_sources(sum);
        }
    }

    void add_rows(std::span<double> values)
    {
        const double reach = std::ceil(m_unit_m / m_cell_m);
        for (double first = -reach; first < m_cols + reach; first += m_tile_cols) {
            const Tile tile{
                .begin = static_cast<std::int32_t>(std::max(first - reach - 1, 0.0)),
                .end = static_cast<std::int32_t>(std::min<double>(first + m_tile_cols + reach + 1, m_cols)),
                .origin_m = (first + 0.5 * m_tile_cols) * m_cell_m};
            add_tile(tile, (first + m_tile_cols) * m_cell_m);
        }
        for (std::size_t r = 0; r < m_row_count; ++r) {
            finish_row(
                r, values.subspan(r * static_cast<std::size_t>(m_cols), static_cast<std::size_t>(m_cols)));
        }
    }

private:
    static constexpr int degree = degree_of(kernel);
    using Totals = Channels<degree>;

    /// The places of one row that are still to come, from west to east.
    struct Source {
        const DirectSum* sum = nullptr;
        std::span<const Place> places;
        std::size_t row_begin = 0;
        std::size_t row_end = 0;
    };

    void begin_sources(const DirectSum& sum)
    {
        const RowRange sources = sum.source_rows(m_rows);
        const double west_m = -std::ceil(m_unit_m / m_cell_m) * m_cell_m;
        for (std::int32_t s = sources.begin; s < sources.end; ++s) {
            const std::span all = sum.places->in_rows({s, s + 1});
            const auto first =
                std::ranges::partition_point(all, [&](const Place& p) { return p.x_m < west_m; });
            // As source_rows: rows in reach of a place of this row.
            const std::int32_t margin =
                static_cast<std::int32_t>(std::floor(sum.kernel.radius_m / m_cell_m + 0.5)) + 1;
            const std::int32_t begin = std::max(s - margin, m_rows.begin);
            const std::int32_t end = std::min(s + margin + 1, m_rows.end);
            if (first != all.end() && begin < end) {
                m_sources.push_back({&sum, std::span(first, all.end()),
                                     static_cast<std::size_t>(begin - m_rows.begin),
                                     static_cast<std::size_t>(end - m_rows.begin)});
            }
        }
    }

    void add_tile(const Tile& tile, double east_m)
    {
        const std::size_t width = static_cast<std::size_t>(tile.end - tile.begin) + 1;
        bool is_reached = false;
        for (Source& source : m_sources) {
            std::size_t count = 0;
            while (count < source.places.size() && source.places[count].x_m < east_m) {
                ++count;
            }
            if (count > 0) {
                is_reached = true;
                add_to(frame_of(*source.sum, tile), source.places.first(count),
                       Changes<degree>{m_changes.data(), width, source.row_begin, source.row_end});
                source.places = source.places.subspan(count);
            }
        }
        for (std::size_t r = 0; r < m_row_count && is_reached; ++r) {
            take_from(frame_of(m_sums.front(), tile), std::span(m_changes).subspan(r * width, width),
                      &m_totals[r * static_cast<std::size_t>(m_cols) + static_cast<std::size_t>(tile.begin)]);
        }
    }

    [[nodiscard]] RowsFrame frame_of(const DirectSum& sum, const Tile& tile) const
    {
        RowsFrame frame{.y_m = {},
                        .radius_m = sum.kernel.radius_m,
                        .unit_m = m_unit_m,
                        .cell_m = m_cell_m,
                        .scale = sum.kernel.peak_per_m2,
                        .tile = tile};
        for (std::size_t r = 0; r < row_lanes; ++r) {
            frame.y_m[r] = (m_rows.begin + static_cast<double>(r) + 0.5) * m_cell_m;
        }
        // peak * (1 - d²/r²)^degree, with all lengths in units.
        const double unit_radii = m_unit_m / sum.kernel.radius_m;
        for (int i = 0; i < 2 * degree; ++i) {
            frame.scale *= unit_radii;
        }
        return frame;
    }

    void finish_row(std::size_t r, std::span<double> values) const
    {
        const std::span totals = std::span(m_totals).subspan(r * values.size(), values.size());
        for (std::size_t c = 0; c < values.size(); ++c) {
            const Total& total = totals[c];
            const bool is_safe = total.value >= least_share * total.most_weight;
            values[c] += is_safe ? total.value
                                 : summed_directly(static_cast<std::int32_t>(c),
                                                   m_rows.begin + static_cast<std::int32_t>(r));
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
    RowRange m_rows;
    std::int32_t m_cols;
    std::size_t m_row_count;
    double m_cell_m;
    double m_unit_m;  ///< the largest radius
    std::int32_t m_tile_cols = 0;
    std::vector<Source> m_sources;
    std::vector<Totals> m_changes;  ///< of a tile, one column more for what ends with it
    std::vector<Total> m_totals;
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
            const auto width = static_cast<std::size_t>(cols);
            const auto lanes = static_cast<std::int32_t>(row_lanes);
            for (std::int32_t begin = rows.begin; begin < rows.end; begin += lanes) {
                const RowRange together{begin, std::min(begin + lanes, rows.end)};
                const auto first = static_cast<std::size_t>(begin - rows.begin) * width;
                const auto count = static_cast<std::size_t>(together.end - begin) * width;
                RowsSweep<kernel>(sums, together, cols).add_rows(values.subspan(first, count));
            }
        }
    });
}

}  // namespace wardmap::kde
