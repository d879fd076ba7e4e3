#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "wardmap/contours.hpp"
#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

std::vector<double> positive_values(const Raster& raster)
{
    std::vector<double> values;
    std::ranges::copy_if(raster.values, std::back_inserter(values),
                         [](double value) { return value > 0 && std::isfinite(value); });
    return values;
}

/// Positive values by rank, without sorting them all: those of equal leading bits are counted together, and only the
/// counts that hold a rank are looked into.
class RankedValues {
public:
    explicit RankedValues(std::span<const double> values)
        : m_values(values),
          m_share(std::max<std::size_t>(values.size() / thread_count(0) + 1, smallest_share)),
          m_counts((values.size() + m_share - 1) / m_share)
    {
        parallel_chunks(values.size(), m_share, 0, [&](std::size_t begin, std::size_t end) {
            std::vector<std::uint32_t> counts(bin_count);
            for (const double value : m_values.subspan(begin, end - begin)) {
                counts[bin_of(value)] += 1;
            }
            counts[0] = 0;
            m_counts[begin / m_share] = std::move(counts);
        });
        for (const std::vector<std::uint32_t>& counts : m_counts) {
            m_size = std::accumulate(counts.begin(), counts.end(), m_size);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// `ranks`: ascending, each below size().
    [[nodiscard]] std::vector<double> at_ranks(std::span<const std::size_t> ranks) const
    {
        std::vector<Bin> bins = bins_holding(ranks);
        std::vector<double> found;
        found.reserve(ranks.size());
        for (Bin& bin : bins) {
            for (const std::size_t rank : bin.ranks) {
                const auto at = bin.values.begin() + static_cast<std::ptrdiff_t>(rank - bin.below);
                std::ranges::nth_element(bin.values, at);
                found.push_back(*at);
            }
        }
        return found;
    }

private:
    static constexpr int dropped_bits = 48;  // 16 steps a doubling
    static constexpr std::size_t bin_count = std::size_t{1} << (63 - dropped_bits);
    static constexpr std::size_t smallest_share = 65'536;  // fewer are counted before a thread wakes

    struct Bin {
        std::size_t number = 0;
        std::size_t below = 0;  ///< values in lower bins
        std::vector<std::size_t> ranks;
        std::vector<double> values;
    };

    /// The bits of a positive number order as it does. 0 holds what does not count, and what is too small to.
    static std::size_t bin_of(double value)
    {
        constexpr auto largest = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::max());
        const auto bits = std::bit_cast<std::uint64_t>(value);  // a negative number's are larger than these
        return bits <= largest ? bits >> dropped_bits : 0;
    }

    [[nodiscard]] std::vector<Bin> bins_holding(std::span<const std::size_t> ranks) const
    {
        std::vector<Bin> bins;
        std::vector<std::int32_t> bin_at(bin_count, -1);
        std::size_t below = 0;
        for (std::size_t b = 0; b < bin_count && !ranks.empty(); ++b) {
            std::size_t upto = below;
            for (const std::vector<std::uint32_t>& counts : m_counts) {
                upto += counts[b];
            }
            if (ranks.front() < upto) {
                const auto own = std::ranges::lower_bound(ranks, upto) - ranks.begin();
                bin_at[b] = static_cast<std::int32_t>(bins.size());
                bins.push_back(
                    {b, below, {ranks.begin(), ranks.begin() + own}, std::vector<double>(upto - below)});
                ranks = ranks.subspan(static_cast<std::size_t>(own));
            }
            below = upto;
        }
        fill(bins, bin_at);
        return bins;
    }

    /// Each share puts its values behind those of the shares before it.
    void fill(std::vector<Bin>& bins, std::span<const std::int32_t> bin_at) const
    {
        parallel_chunks(m_values.size(), m_share, 0, [&](std::size_t begin, std::size_t end) {
            std::vector<std::vector<double>::iterator> next;
            next.reserve(bins.size());
            for (Bin& bin : bins) {
                std::ptrdiff_t before = 0;
                for (const auto& counts : std::span(m_counts).first(begin / m_share)) {
                    before += counts[bin.number];
                }
                next.push_back(bin.values.begin() + before);
            }
            for (const double value : m_values.subspan(begin, end - begin)) {
                if (const std::int32_t bin = bin_at[bin_of(value)]; bin >= 0) {
                    *next[static_cast<std::size_t>(bin)]++ = value;
                }
            }
        });
    }

    std::span<const double> m_values;
    std::size_t m_share;                               ///< how many values a thread looks at
    std::vector<std::vector<std::uint32_t>> m_counts;  ///< of each share, by bin
    std::size_t m_size = 0;
};

void drop_repeated(std::vector<double>& ascending)
{
    const auto repeated = std::ranges::unique(ascending);
    ascending.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::vector<double> quantile_breaks(const Raster& raster, int classes)
{
    if (classes < 1) {
        throw Error(ErrorKind::usage, "class breaks", "fewer than one class", "ask for 1 class or more");
    }
    const RankedValues values(raster.values);
    const auto count = static_cast<std::size_t>(classes);
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < count && values.size() > 0; ++i) {
        ranks.push_back(values.size() / count * i + values.size() % count * i / count);
    }
    std::vector<double> breaks = values.at_ranks(ranks);
    drop_repeated(breaks);
    return breaks;
}

std::vector<double> share_breaks(const Raster& raster, std::span<const double> shares)
{
    for (const double share : shares) {
        const bool is_share = share > 0 && share < 1;
        if (!is_share) {
            throw Error(ErrorKind::usage, "class breaks", "a share that does not lie between 0 and 1",
                        "give shares such as 0.25, 0.5 and 0.75");
        }
    }
    std::vector<double> values = positive_values(raster);
    std::ranges::sort(values);
    double total = 0;
    for (const double value : values) {
        total += value;
    }
    std::vector<double> descending_shares(shares.begin(), shares.end());
    std::ranges::sort(descending_shares, std::greater{});
    // From the top down: the densest pixels hold the share in the smallest area.
    std::vector<double> breaks;
    double mass = 0;
    std::size_t next = values.size();
    while (!descending_shares.empty() && next > 0) {
        mass += values[--next];
        while (!descending_shares.empty() && mass >= descending_shares.back() * total) {
            breaks.push_back(values[next]);
            descending_shares.pop_back();
        }
    }
    std::ranges::reverse(breaks);
    drop_repeated(breaks);
    return breaks;
}

}  // namespace wardmap
