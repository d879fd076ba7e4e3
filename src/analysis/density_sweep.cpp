#include "density_sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "cpu_variants.hpp"
#include "density_chords.hpp"
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

/// The changes of the totals of a tile.
template <int degree>
struct Changes {
    Channels<degree>* first = nullptr;
    std::size_t row_begin = 0;  ///< rows that the places may reach
    std::size_t row_end = 0;

    [[nodiscard]] Channels<degree>& at(std::uint32_t offset) const noexcept
    {
        return *reinterpret_cast<Channels<degree>*>(reinterpret_cast<char*>(first) + offset);
    }
};

template <int degree>
[[gnu::always_inline]] inline void add_row(const PlaceChannels<degree>& channels, const Chords& chords,
                                           std::size_t row, const Changes<degree>& changes) noexcept
{
    const Channels<degree> change = channels.at(chords.b[row]);
    add(changes.at(chords.begin[row]), change);
    subtract(changes.at(chords.end[row]), change);
}

/// Of a place that may reach all the rows, one after the other without a loop.
template <int degree, std::size_t... row>
[[gnu::always_inline]] inline void add_all_rows(const PlaceChannels<degree>& channels, const Chords& chords,
                                                const Changes<degree>& changes,
                                                std::index_sequence<row...> /*rows*/) noexcept
{
    (add_row(channels, chords, row, changes), ...);
}

template <int degree>
[[gnu::always_inline]] inline void add_place(const RowsFrame& frame, const Place& place, const Chords& chords,
                                             const Changes<degree>& changes) noexcept
{
    const auto channels = PlaceChannels<degree>::of(place.weight * frame.scale, position_of(place, frame));
    if (changes.row_end - changes.row_begin == row_lanes) {
        return add_all_rows(channels, chords, changes, std::make_index_sequence<row_lanes>{});
    }
    for (std::size_t r = changes.row_begin; r < changes.row_end; ++r) {
        add_row(channels, chords, r, changes);
    }
}

/// Roots and what follows from them take long, but nobody has to wait for them: while a place is added, the chords of the
/// next one are found from the half chords that were found before, and the half chords of the one after that.
template <int degree>
[[gnu::always_inline]] inline void add_places(const RowsFrame& frame, std::span<const Place> places,
                                              const Changes<degree>& changes) noexcept
{
    const RowsFrame own = frame;  // which no change can alter
    const Changes<degree> mine = changes;
    // NOLINTBEGIN(cppcoreguidelines-pro-type-member-init): filled before they are read
    std::array<HalfChords, 2> halves;
    std::array<Chords, 2> chords;
    // NOLINTEND(cppcoreguidelines-pro-type-member-init)
    const auto find_halves_of = [&](std::size_t i) {
        if (degree > 0 && i < places.size()) {
            find_half_chords(own, places[i], halves[i % 2]);
        }
    };
    const auto find_chords_of = [&](std::size_t i) {
        if (i >= places.size()) {
            return;
        }
        if constexpr (degree == 0) {
            find_uniform_chords(own, places[i], chords[i % 2]);
        } else {
            find_chords<degree>(own, places[i], halves[i % 2], chords[i % 2]);
        }
    };
    find_halves_of(0);
    find_halves_of(1);
    find_chords_of(0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        find_halves_of(i + 2);
        find_chords_of(i + 1);
        add_place(own, places[i], chords[i % 2], mine);
    }
}

/// What the tiles give a pixel, and the largest weights that passed through their totals.
struct Total {
    double value = 0;
    double most_weight = 0;
};

/// What the tiles give the pixels of the rows, from a tile's first column on.
struct TileTotals {
    Total* first = nullptr;
    std::size_t cols = 0;  ///< of all tiles: from row to row
};

/// Adds a tile to what the tiles give its pixels, and leaves no change behind for the next tile.
template <int degree>
[[gnu::always_inline]] inline void evaluate(const RowsFrame& frame, std::span<Channels<degree>> changes,
                                            const TileTotals& totals) noexcept
{
    const double per_unit = 1 / frame.unit_m;
    const std::size_t cols = changes.size() / row_lanes - 1;
    std::array<Channels<degree>, row_lanes> passed{};
    std::array<double, row_lanes> most_weight{};
    for (std::size_t c = 0; c < cols; ++c) {
        const double x_m = (frame.tile.begin + static_cast<double>(c) + 0.5) * frame.cell_m;
        const double x = (x_m - frame.tile.origin_m) * per_unit;
        for (std::size_t r = 0; r < row_lanes; ++r) {
            add(passed[r], changes[c * row_lanes + r]);
            changes[c * row_lanes + r] = {};
            const double value = passed[r].at(x);
            const double weight = std::abs(passed[r].signed_weight());
            most_weight[r] = weight > most_weight[r] ? weight : most_weight[r];
            const bool is_reached = passed[r].places() != 0;
            Total& total = totals.first[r * totals.cols + c];
            total.value += is_reached ? value : 0;
            total.most_weight += is_reached ? most_weight[r] : 0;
        }
    }
    std::ranges::fill(changes.last(row_lanes), Channels<degree>{});
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
                                        const TileTotals& totals) noexcept                           \
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
          m_totals(row_lanes * static_cast<std::size_t>(cols))
    {
        const double wanted = std::ceil(tile_radii * m_unit_m / m_cell_m);
        m_tile_cols = static_cast<std::int32_t>(wanted);
        const double most = std::min<double>(cols, wanted + 2 * std::ceil(m_unit_m / m_cell_m) + 2);
        m_changes.resize(row_lanes * (static_cast<std::size_t>(most) + 1));
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
        bool is_reached = false;
        for (Source& source : m_sources) {
            const auto end = std::ranges::partition_point(
                source.places, [&](const Place& place) { return place.x_m < east_m; });
            if (end != source.places.begin()) {
                is_reached = true;
                add_to(frame_of(*source.sum, tile), std::span(source.places.begin(), end),
                       Changes<degree>{m_changes.data(), source.row_begin, source.row_end});
                source.places = std::span(end, source.places.end());
            }
        }
        if (is_reached) {
            const std::size_t cols = static_cast<std::size_t>(tile.end - tile.begin);
            take_from(frame_of(m_sums.front(), tile), std::span(m_changes).first((cols + 1) * row_lanes),
                      {&m_totals[static_cast<std::size_t>(tile.begin)], static_cast<std::size_t>(m_cols)});
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
