#include "density_changes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cpu_variants.hpp"

namespace wardmap::kde {

namespace {

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

/// Of so many rows a channel is one vector.
constexpr std::size_t quad_rows = sizeof(Quad) / sizeof(double);
constexpr std::size_t quads_of_rows = row_lanes / quad_rows;

/// The first, second … numbers of four vectors together.
[[gnu::always_inline]] inline std::array<Quad, 4> transposed(const Quad& a, const Quad& b, const Quad& c,
                                                             const Quad& d) noexcept
{
    const Quad ab_even = __builtin_shufflevector(a, b, 0, 4, 2, 6);
    const Quad ab_odd = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const Quad cd_even = __builtin_shufflevector(c, d, 0, 4, 2, 6);
    const Quad cd_odd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    return {__builtin_shufflevector(ab_even, cd_even, 0, 1, 4, 5),
            __builtin_shufflevector(ab_odd, cd_odd, 0, 1, 4, 5),
            __builtin_shufflevector(ab_even, cd_even, 2, 3, 6, 7),
            __builtin_shufflevector(ab_odd, cd_odd, 2, 3, 6, 7)};
}

/// What has passed through the totals of four rows so far, channel by channel.
template <int degree>
struct PassedRows {
    static constexpr std::size_t count = Channels<degree>::count;
    std::array<Quad, count>
        channels{};  ///< the last but one is the weight, but for its sign, the last the places
    Quad most_weight{};

    /// Adds the changes of a column, and leaves none behind.
    [[gnu::always_inline]] inline void take(Channels<degree>* rows) noexcept
    {
        for (std::size_t j = 0; j < Channels<degree>::quad_count; ++j) {
            const auto change =
                transposed(rows[0].quads[j], rows[1].quads[j], rows[2].quads[j], rows[3].quads[j]);
            for (std::size_t k = 4 * j; k < std::min(4 * j + 4, count); ++k) {
                channels[k] += change[k % 4];
            }
        }
        std::fill_n(rows, quad_rows, Channels<degree>{});
        const Quad& signed_weight = channels[count - 2];
        const Quad weight = signed_weight < 0 ? -signed_weight : signed_weight;
        most_weight = weight > most_weight ? weight : most_weight;
    }

    /// Adds what they give their pixels at x, which lie so far from each other.
    [[gnu::always_inline]] inline void add_to(Total* pixel, std::size_t cols, double x) const noexcept
    {
        Quad value = channels[count - 2];
        for (std::size_t k = count - 2; k-- > 0;) {
            value = value * x + channels[k];
        }
        const auto is_reached = channels[count - 1] != 0;
        value = is_reached ? value : Quad{};
        const Quad weight = is_reached ? most_weight : Quad{};
        for (std::size_t r = 0; r < quad_rows; ++r) {
            pixel[r * cols].value += value[r];
            pixel[r * cols].most_weight += weight[r];
        }
    }
};

template <int degree>
[[gnu::always_inline]] inline void evaluate(const RowsFrame& frame, std::span<Channels<degree>> changes,
                                            const TileTotals& totals) noexcept
{
    const double per_unit = 1 / frame.unit_m;
    const std::size_t cols = changes.size() / row_lanes - 1;
    std::array<PassedRows<degree>, quads_of_rows> passed;
    for (std::size_t c = 0; c < cols; ++c) {
        const double x_m = (frame.tile.begin + static_cast<double>(c) + 0.5) * frame.cell_m;
        const double x = (x_m - frame.tile.origin_m) * per_unit;
        for (std::size_t q = 0; q < quads_of_rows; ++q) {
            passed[q].take(&changes[c * row_lanes + q * quad_rows]);
            passed[q].add_to(&totals.first[q * quad_rows * totals.cols + c], totals.cols, x);
        }
    }
    std::ranges::fill(changes.last(row_lanes), Channels<degree>{});
}

}  // namespace

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

}  // namespace wardmap::kde
