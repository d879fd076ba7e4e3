#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/place.hpp"

namespace wardmap {

/// manhattan: |Δx| + |Δy|, as Ratcliffe's Near Repeat Calculator can.
enum class DistanceRule { euclidean, manhattan };

struct KnoxOptions {
    /// Upper ends of the bands, ascending. The same place is a band of its own before them, "farther" one behind.
    std::vector<double> bands_m = {100, 200, 300, 400};
    /// Most days apart of each band, ascending: 6 means 0 to 6 days. "Longer" is one more behind them.
    std::vector<std::int32_t> bands_days = {6, 13, 20, 27};
    DistanceRule distance = DistanceRule::euclidean;
    std::uint64_t permutations = 999;
    std::uint64_t seed = 1;
    unsigned threads = 0;
};

struct KnoxCell {
    std::uint64_t observed = 0;   ///< pairs of incidents
    double expected = 0;          ///< mean over the permutations
    double ratio = 0;             ///< observed / expected; NaN where nothing is expected
    double p = 1;                 ///< (1 + permutations with as many or more) / (1 + permutations)
    bool is_near_repeat = false;  ///< p < 0.05 and ratio >= 1.2 (as the Near Repeat Calculator)
};

/// bands_m + 2 rows of bands_days + 1 cells; the observed pairs add up to n(n-1)/2.
struct KnoxTable {
    std::size_t columns = 0;
    std::vector<KnoxCell> cells;  ///< row by row
    [[nodiscard]] const KnoxCell& at(std::size_t row, std::size_t column) const
    {
        return cells[row * columns + column];
    }
};

/// Knox's table (Knox 1964; by permuted dates Johnson et al. 2007): pairs of incidents by distance and days apart,
/// against what they would be if the dates fell on the places at random. Seeded; does not depend on the order of the
/// incidents nor on threads. Throws Error (usage) for bands that do not ascend or are not above 0 (days: 0 or more),
/// and Error (limit) beyond 200 million pairs within the last band. O(pairs within it × permutations).
[[nodiscard]] KnoxTable knox_table(std::span<const PointM> points, std::span<const CivilDay> days,
                                   const KnoxOptions& options);

struct SpateOptions {
    // Wider ones join whole towns: with 200 m and 13 days a busy theme of a small town is one chain of a year.
    double distance_m = 100;
    std::int32_t days = 3;  ///< most days apart
    std::uint32_t min_incidents = 4;
};

/// Chains of incidents each near another in space and in time.
struct Spates {
    std::vector<std::int32_t> label;  ///< of each incident; no_cluster (-1) for none
    std::vector<CivilDay> first;      ///< of each spate
    std::vector<CivilDay> last;
};
/// Spates are numbered by incidents, most first, ties by first date, then westernmost place.
[[nodiscard]] Spates spates(std::span<const PointM> points, std::span<const CivilDay> days,
                            const SpateOptions& options);

}  // namespace wardmap
