#include "wardmap/near_repeat.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include "knox_counting.hpp"
#include "near_pairs.hpp"
#include "seeded_random.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_pairs = 200'000'000;

void require_sensible(std::span<const PointM> points, std::span<const CivilDay> days,
                      const KnoxOptions& options)
{
    const auto ascend = [](const auto& bands) {
        return !bands.empty() && std::ranges::adjacent_find(bands, std::greater_equal<>()) == bands.end();
    };
    if (points.size() != days.size()) {
        throw Error(ErrorKind::internal, "near repeats", "points and dates differ in number", "");
    }
    if (!ascend(options.bands_m) || !(options.bands_m.front() > 0) || std::isinf(options.bands_m.back()) ||
        !ascend(options.bands_days) || options.bands_days.front() < 0 || options.permutations == 0) {
        throw Error(ErrorKind::usage, "near repeats",
                    "the bands do not ascend from above 0 m and from 0 days, or there is no permutation",
                    "Give their upper ends, such as 100,200,400 metres and 6,13,27 days");
    }
}

/// Incidents in an order that does not depend on the file's, with days counted from the first.
struct Sorted {
    std::vector<PointM> at;
    std::vector<std::int32_t> day;
    std::int32_t last_day = 0;
};

Sorted sorted_incidents(std::span<const PointM> points, std::span<const CivilDay> days)
{
    std::vector<std::pair<PointM, CivilDay>> all;
    all.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        all.emplace_back(points[i], days[i]);
    }
    std::sort(all.begin(), all.end());
    Sorted sorted;
    const CivilDay first = days.empty() ? CivilDay{} : *std::ranges::min_element(days);
    for (const auto& [at, day] : all) {
        sorted.at.push_back(at);
        sorted.day.push_back(static_cast<std::int32_t>((day - first).count()));
        sorted.last_day = std::max(sorted.last_day, sorted.day.back());
    }
    return sorted;
}

using Table = std::vector<std::uint64_t>;  ///< row by row
using LaneTables = std::array<Table, knox_lanes>;

class Knox {
public:
    Knox(const Sorted& incidents, const KnoxOptions& options)
        : m_incidents(incidents), m_options(options), m_columns(options.bands_days.size() + 1)
    {
        m_pairs.resize(options.bands_m.size() + 1);
        gather_pairs();
        count_all_pairs();
    }

    /// Pairs by row and column with the dates of each lane.
    template <typename Day>
    [[nodiscard]] LaneTables count(const LaneDays<Day>& days) const
    {
        std::vector<Day> bands;
        bands.reserve(m_options.bands_days.size());
        for (const std::int32_t most : m_options.bands_days) {
            bands.push_back(static_cast<Day>(std::min(most, m_incidents.last_day)));
        }
        LaneTables tables;
        for (Table& table : tables) {
            table.assign((m_pairs.size() + 1) * m_columns, 0);
            std::copy(m_all.begin(), m_all.end(), table.end() - static_cast<std::ptrdiff_t>(m_columns));
        }
        for (std::size_t row = 0; row < m_pairs.size(); ++row) {
            const auto within = pairs_within<Day>(m_pairs[row], days, bands);
            for (std::size_t lane = 0; lane < knox_lanes; ++lane) {
                std::uint64_t before = 0;
                for (std::size_t column = 0; column < m_columns; ++column) {
                    const std::uint64_t up_to =
                        column + 1 < m_columns ? within[column][lane] : m_pairs[row].size();
                    tables[lane][row * m_columns + column] = up_to - before;
                    tables[lane][m_pairs.size() * m_columns + column] -= up_to - before;
                    before = up_to;
                }
            }
        }
        return tables;
    }
    [[nodiscard]] std::size_t columns() const noexcept { return m_columns; }

private:
    void gather_pairs()
    {
        const auto& bands = m_options.bands_m;
        std::size_t held = 0;
        for_each_near_pair(m_incidents.at, bands.back(), m_options.distance,
                           [&](std::uint32_t i, std::uint32_t j, double d_m) {
                               const auto band =
                                   std::lower_bound(bands.begin(), bands.end(), d_m) - bands.begin();
                               m_pairs[d_m > 0 ? static_cast<std::size_t>(band) + 1 : 0].emplace_back(i, j);
                               if (++held > most_pairs) {
                                   throw Error(ErrorKind::limit, "near repeats",
                                               "more than 200,000,000 pairs lie within the last band",
                                               "Take narrower bands or a shorter period");
                               }
                           });
    }

    /// All pairs by days apart, however far apart: the same for every permutation.
    void count_all_pairs()
    {
        std::vector<std::uint64_t> on_day(static_cast<std::size_t>(m_incidents.last_day) + 1, 0);
        for (const std::int32_t day : m_incidents.day) {
            ++on_day[static_cast<std::size_t>(day)];
        }
        m_all.assign(m_columns, 0);
        const auto& bands = m_options.bands_days;
        const auto column_of = [&](std::size_t apart) {
            const auto days = static_cast<std::int32_t>(apart);
            return static_cast<std::size_t>(std::lower_bound(bands.begin(), bands.end(), days) -
                                            bands.begin());
        };
        for (std::size_t a = 0; a < on_day.size(); ++a) {
            if (on_day[a] == 0) {
                continue;
            }
            m_all[column_of(0)] += on_day[a] * (on_day[a] - 1) / 2;
            for (std::size_t b = a + 1; b < on_day.size(); ++b) {
                m_all[column_of(b - a)] += on_day[a] * on_day[b];
            }
        }
    }

    const Sorted& m_incidents;
    const KnoxOptions& m_options;
    std::size_t m_columns;
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> m_pairs;  ///< by row but the last
    Table m_all;
};

/// Dates of permutation `r`; the first of all is the dates as they are.
std::vector<std::int32_t> dates_of(const Sorted& incidents, std::uint64_t seed, std::uint64_t r)
{
    std::vector<std::int32_t> day = incidents.day;
    if (r > 0) {
        // A generator of its own for each permutation, so that threads change nothing.
        SeededRandom random(SeededRandom(seed).next() + (r - 1) * 0x9e3779b97f4a7c15U);
        SeededRandom own(random.next());
        own.shuffle(day);
    }
    return day;
}

/// Tables with the dates as they are (the first), then with each permutation.
template <typename Day>
std::vector<Table> tables_of(const Knox& knox, const Sorted& incidents, const KnoxOptions& options)
{
    std::vector<Table> tables(options.permutations + 1);
    parallel_chunks(tables.size(), knox_lanes, options.threads, [&](std::size_t begin, std::size_t end) {
        LaneDays<Day> days(incidents.at.size());
        for (std::size_t r = begin; r < end; ++r) {
            const std::vector<std::int32_t> own = dates_of(incidents, options.seed, r);
            for (std::size_t i = 0; i < own.size(); ++i) {
                days[i][r - begin] = static_cast<Day>(own[i]);
            }
        }
        LaneTables counted = knox.count(days);
        std::move(counted.begin(), counted.begin() + static_cast<std::ptrdiff_t>(end - begin),
                  tables.begin() + static_cast<std::ptrdiff_t>(begin));
    });
    return tables;
}

/// Sums over the permutations, and how often a cell held as many pairs as observed.
struct Permuted {
    Table sum;
    Table as_many;
};

Permuted permuted_of(const std::vector<Table>& tables)
{
    const Table& observed = tables.front();
    Permuted permuted{Table(observed.size(), 0), Table(observed.size(), 0)};
    for (std::size_t r = 1; r < tables.size(); ++r) {
        for (std::size_t c = 0; c < observed.size(); ++c) {
            permuted.sum[c] += tables[r][c];
            permuted.as_many[c] += tables[r][c] >= observed[c] ? 1U : 0U;
        }
    }
    return permuted;
}

}  // namespace

KnoxTable knox_table(std::span<const PointM> points, std::span<const CivilDay> days,
                     const KnoxOptions& options)
{
    constexpr double significant = 0.05;
    constexpr double least_ratio = 1.2;
    require_sensible(points, days, options);
    const Sorted incidents = sorted_incidents(points, days);
    const Knox knox(incidents, options);
    // Two bytes hold the days of 89 years.
    const std::vector<Table> tables = incidents.last_day <= std::numeric_limits<std::int16_t>::max()
                                          ? tables_of<std::int16_t>(knox, incidents, options)
                                          : tables_of<std::int32_t>(knox, incidents, options);
    const Table& observed = tables.front();
    const Permuted permuted = permuted_of(tables);
    KnoxTable table{knox.columns(), {}};
    const auto runs = static_cast<double>(options.permutations);
    for (std::size_t c = 0; c < observed.size(); ++c) {
        KnoxCell cell;
        cell.observed = observed[c];
        cell.expected = static_cast<double>(permuted.sum[c]) / runs;
        cell.ratio = permuted.sum[c] > 0 ? static_cast<double>(cell.observed) / cell.expected
                                         : std::numeric_limits<double>::quiet_NaN();
        cell.p = (1 + static_cast<double>(permuted.as_many[c])) / (1 + runs);
        // Pairs where no permutation had any are the strongest repeats of all.
        const bool is_more = permuted.sum[c] > 0 ? cell.ratio >= least_ratio : cell.observed > 0;
        cell.is_near_repeat = cell.p < significant && is_more;
        table.cells.push_back(cell);
    }
    return table;
}

}  // namespace wardmap
