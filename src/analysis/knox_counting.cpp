#include "knox_counting.hpp"

#include <algorithm>
#include <type_traits>

namespace wardmap {

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// As wide as the days, so that a comparison of vectors is a count of vectors; emptied before it can run over.
template <typename Day>
using Counter = std::make_unsigned_t<Day>;

/// So few pairs that their days apart stay in the nearest cache while the bands go over them.
constexpr std::size_t tile_pairs = 256;
template <typename Day>
using Tile = std::array<std::array<Day, knox_lanes>, tile_pairs>;

template <typename Day>
void set_days_apart(std::span<const Pair> pairs, const LaneDays<Day>& days, Tile<Day>& apart)
{
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        const Day* const a = days[pairs[k].first].data();
        const Day* const b = days[pairs[k].second].data();
        Day* const own = apart[k].data();
        for (std::size_t lane = 0; lane < knox_lanes; ++lane) {
            const auto difference = static_cast<Day>(a[lane] - b[lane]);
            own[lane] = difference < 0 ? static_cast<Day>(-difference) : difference;
        }
    }
}

template <typename Day>
void add_within(const Tile<Day>& apart, std::size_t pairs, Day band,
                std::array<std::uint64_t, knox_lanes>& counts)
{
    std::array<Counter<Day>, knox_lanes> held{};
    for (std::size_t k = 0; k < pairs; ++k) {
        const Day* const own = apart[k].data();
        for (std::size_t lane = 0; lane < knox_lanes; ++lane) {
            held[lane] = static_cast<Counter<Day>>(held[lane] + static_cast<Counter<Day>>(own[lane] <= band));
        }
    }
    for (std::size_t lane = 0; lane < knox_lanes; ++lane) {
        counts[lane] += held[lane];
    }
}

}  // namespace

template <typename Day>
std::vector<std::array<std::uint64_t, knox_lanes>> pairs_within(
    std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs, const LaneDays<Day>& days,
    std::span<const Day> bands)
{
    std::vector<std::array<std::uint64_t, knox_lanes>> counts(bands.size());
    Tile<Day> apart;
    for (std::size_t begin = 0; begin < pairs.size(); begin += tile_pairs) {
        const std::span<const Pair> own = pairs.subspan(begin, std::min(tile_pairs, pairs.size() - begin));
        set_days_apart(own, days, apart);
        for (std::size_t band = 0; band < bands.size(); ++band) {
            add_within(apart, own.size(), bands[band], counts[band]);
        }
    }
    return counts;
}

template std::vector<std::array<std::uint64_t, knox_lanes>> pairs_within<std::int16_t>(
    std::span<const std::pair<std::uint32_t, std::uint32_t>>, const LaneDays<std::int16_t>&,
    std::span<const std::int16_t>);
template std::vector<std::array<std::uint64_t, knox_lanes>> pairs_within<std::int32_t>(
    std::span<const std::pair<std::uint32_t, std::uint32_t>>, const LaneDays<std::int32_t>&,
    std::span<const std::int32_t>);

}  // namespace wardmap
