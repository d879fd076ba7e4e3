#include "conditional_permutation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

#include "seeded_random.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

constexpr std::size_t draws_per_batch = 65'536;
constexpr std::size_t places_per_chunk = 1'024;

/// What a place's sum is compared with: at least `low` is as large, at most `high` as small.
struct Observed {
    std::uint32_t links;
    double low;
    double high;
};

/// Some of the permutations: the places drawn, the sums of the first k of each, and who was drawn where.
class Batch {
public:
    Batch(std::span<const double> values, const std::set<std::uint32_t>& links)
        : m_values(values), m_width(*links.rbegin() + 1), m_order(values.size())
    {
        std::iota(m_order.begin(), m_order.end(), 0U);
        m_sums.resize(m_width);
        m_sorted.resize(m_width);
        for (const std::uint32_t k : links) {
            m_kept.push_back(k);
        }
    }

    void draw(std::size_t count, SeededRandom& random)
    {
        m_drawn.clear();
        for (const std::uint32_t k : m_kept) {
            m_sums[k].clear();
        }
        for (std::size_t r = 0; r < count; ++r) {
            // The first steps of a Fisher–Yates shuffle: distinct places, each order as likely as the other.
            for (std::uint32_t j = 0; j < m_width; ++j) {
                const auto left = static_cast<std::uint32_t>(m_order.size()) - j;
                std::swap(m_order[j], m_order[j + random.below(left)]);
            }
            m_drawn.insert(m_drawn.end(), m_order.begin(),
                           m_order.begin() + static_cast<std::ptrdiff_t>(m_width));
            double sum = 0;
            std::uint32_t k = 0;
            for (const std::uint32_t kept : m_kept) {
                for (; k < kept; ++k) {
                    sum += m_values[m_order[k]];
                }
                m_sums[kept].push_back(sum);
            }
        }
        for (const std::uint32_t k : m_kept) {
            m_sorted[k] = m_sums[k];
            std::sort(m_sorted[k].begin(), m_sorted[k].end());
        }
        index_draws();
    }

    /// Adds the batch's permutations for one place.
    void count(std::uint32_t place, const Observed& observed, PermutationTails& tails) const
    {
        const auto [links, low, high] = observed;
        const std::vector<double>& sorted = m_sorted[links];
        tails.as_large +=
            static_cast<std::uint64_t>(sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), low));
        tails.as_small +=
            static_cast<std::uint64_t>(std::upper_bound(sorted.begin(), sorted.end(), high) - sorted.begin());
        for (std::size_t e = m_first[place]; e < m_first[place + 1]; ++e) {
            const std::size_t draw = m_entries[e] / m_width;
            if (m_entries[e] % m_width >= links) {
                continue;
            }
            const double wrong = m_sums[links][draw];
            const double right = wrong - m_values[place] + m_values[m_drawn[draw * m_width + links]];
            tails.as_large += (right >= low ? 1U : 0U);
            tails.as_large -= (wrong >= low ? 1U : 0U);
            tails.as_small += (right <= high ? 1U : 0U);
            tails.as_small -= (wrong <= high ? 1U : 0U);
        }
    }

private:
    void index_draws()
    {
        m_first.assign(m_values.size() + 1, 0);
        for (const std::uint32_t place : m_drawn) {
            ++m_first[place + 1];
        }
        std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
        m_entries.resize(m_drawn.size());
        std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
        for (std::size_t e = 0; e < m_drawn.size(); ++e) {
            m_entries[next[m_drawn[e]]++] = e;
        }
    }

    std::span<const double> m_values;
    std::size_t m_width;
    std::vector<std::uint32_t> m_order;
    std::vector<std::uint32_t> m_kept;                  ///< the numbers of neighbours that occur, ascending
    std::vector<std::uint32_t> m_drawn;                 ///< m_width per permutation
    std::vector<std::vector<double>> m_sums, m_sorted;  ///< by number of neighbours
    std::vector<std::size_t> m_first, m_entries;        ///< of each place: where in m_drawn it stands
};

}  // namespace

std::vector<PermutationTails> conditional_tails(std::span<const double> values, const NeighbourSums& others,
                                                const PermutationOptions& options, unsigned threads)
{
    const std::vector<double>& sums = others.sums;
    const std::vector<std::uint32_t>& links = others.links;
    std::vector<PermutationTails> tails(values.size());
    if (values.empty()) {
        return tails;
    }
    double largest = 0;
    for (const double value : values) {
        largest = std::max(largest, std::abs(value));
    }
    Batch batch(values, std::set<std::uint32_t>(links.begin(), links.end()));
    SeededRandom random(options.seed);
    for (std::uint64_t done = 0; done < options.permutations; done += draws_per_batch) {
        batch.draw(std::min<std::uint64_t>(draws_per_batch, options.permutations - done), random);
        parallel_chunks(values.size(), places_per_chunk, threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                // Sums of the same values in another order are ties.
                const double tie = 1e-12 * largest * (links[i] + 1);
                batch.count(static_cast<std::uint32_t>(i), {links[i], sums[i] - tie, sums[i] + tie},
                            tails[i]);
            }
        });
    }
    return tails;
}

NeighbourSums sums_of_others(std::span<const double> values, const Neighbourhoods& neighbourhoods)
{
    NeighbourSums result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        double sum = 0;
        std::uint32_t links = 0;
        for (const std::uint32_t j : neighbourhoods.of(i)) {
            if (j != i) {
                sum += values[j];
                ++links;
            }
        }
        result.sums.push_back(sum);
        result.links.push_back(links);
    }
    return result;
}

std::uint64_t permutations_for(std::uint64_t asked, std::size_t places, int tails, FalseDiscovery fdr)
{
    constexpr std::uint64_t without_control = 999;
    constexpr std::uint64_t per_place = 20;  // 1 / 5 %
    if (fdr == FalseDiscovery::none) {
        return asked > 0 ? asked : without_control;
    }
    // The smallest p, tails/(R + 1), must be within 5 % / places, which BH asks of a place that stands alone.
    const std::uint64_t needed = per_place * places * static_cast<std::uint64_t>(tails) - 1;
    if (asked == 0 || places == 0) {
        return places == 0 ? without_control : std::max(without_control, needed);
    }
    if (asked < needed) {
        throw Error(ErrorKind::usage, "permutations",
                    grouped_text(static_cast<std::int64_t>(asked)) +
                        " permutations are too few: no lone cell of " +
                        grouped_text(static_cast<std::int64_t>(places)) +
                        " could pass the false-discovery correction at 95 %",
                    "It takes " + grouped_text(static_cast<std::int64_t>(needed)) +
                        " or more; larger cells need fewer");
    }
    return asked;
}

}  // namespace wardmap
