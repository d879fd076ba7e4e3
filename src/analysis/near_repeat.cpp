#include "wardmap/near_repeat.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

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

class Knox {
public:
    Knox(const Sorted& incidents, const KnoxOptions& options)
        : m_incidents(incidents), m_options(options), m_columns(options.bands_days.size() + 1)
    {
        const auto& bands = options.bands_days;
        for (std::int32_t apart = 0; apart <= incidents.last_day; ++apart) {
            m_column_of.push_back(static_cast<std::uint8_t>(
                std::lower_bound(bands.begin(), bands.end(), apart) - bands.begin()));
        }
        m_pairs.resize(options.bands_m.size() + 1);
        gather_pairs();
        count_all_pairs();
    }

    /// Pairs by row and column with `day[i]` as the date of incident i.
    [[nodiscard]] std::vector<std::uint64_t> count(const std::vector<std::int32_t>& day) const
    {
        std::vector<std::uint64_t> table((m_pairs.size() + 1) * m_columns, 0);
        std::copy(m_all.begin(), m_all.end(), table.end() - static_cast<std::ptrdiff_t>(m_columns));
        std::uint64_t* const far = &table[m_pairs.size() * m_columns];
        for (std::size_t row = 0; row < m_pairs.size(); ++row) {
            std::uint64_t* const own = &table[row * m_columns];
            for (const auto& [i, j] : m_pairs[row]) {
                ++own[m_column_of[static_cast<std::size_t>(std::abs(day[i] - day[j]))]];
            }
            for (std::size_t column = 0; column < m_columns; ++column) {
                far[column] -= own[column];
            }
        }
        return table;
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
        for (std::size_t a = 0; a < on_day.size(); ++a) {
            if (on_day[a] == 0) {
                continue;
            }
            m_all[m_column_of[0]] += on_day[a] * (on_day[a] - 1) / 2;
            for (std::size_t b = a + 1; b < on_day.size(); ++b) {
                m_all[m_column_of[b - a]] += on_day[a] * on_day[b];
            }
        }
    }

    const Sorted& m_incidents;
    const KnoxOptions& m_options;
    std::size_t m_columns;
    std::vector<std::uint8_t> m_column_of;                                      ///< of days apart
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> m_pairs;  ///< by row but the last
    std::vector<std::uint64_t> m_all;
};

/// Sums over the permutations, and how often a cell held as many pairs as observed.
struct Permuted {
    std::vector<std::uint64_t> sum;
    std::vector<std::uint64_t> as_many;
};

Permuted permute(const Knox& knox, const Sorted& incidents, const KnoxOptions& options,
                 const std::vector<std::uint64_t>& observed)
{
    std::vector<std::vector<std::uint64_t>> tables(options.permutations);
    parallel_chunks(tables.size(), 1, options.threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            // A generator of its own for each permutation, so that threads change nothing.
            SeededRandom random(SeededRandom(options.seed).next() + r * 0x9e3779b97f4a7c15U);
            SeededRandom own(random.next());
            std::vector<std::int32_t> day = incidents.day;
            own.shuffle(day);
            tables[r] = knox.count(day);
        }
    });
    Permuted permuted{std::vector<std::uint64_t>(observed.size(), 0),
                      std::vector<std::uint64_t>(observed.size(), 0)};
    for (const std::vector<std::uint64_t>& table : tables) {
        for (std::size_t c = 0; c < observed.size(); ++c) {
            permuted.sum[c] += table[c];
            permuted.as_many[c] += table[c] >= observed[c] ? 1U : 0U;
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
    const std::vector<std::uint64_t> observed = knox.count(incidents.day);
    const Permuted permuted = permute(knox, incidents, options, observed);
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
