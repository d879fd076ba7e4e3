#include "false_discovery.hpp"

#include <algorithm>
#include <numeric>

#include "wardmap/gi_star.hpp"

namespace wardmap {

// Benjamini & Hochberg 1995: q of the k-th smallest of n is the least n/j·p(j) over j >= k, at most 1.
std::vector<double> benjamini_hochberg_of_groups(std::span<const double> p,
                                                 std::span<const std::uint64_t> times)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
    const std::uint64_t tests = std::accumulate(times.begin(), times.end(), std::uint64_t{0});
    const auto n = static_cast<double>(tests);
    std::vector<double> q(p.size());
    std::uint64_t rank = tests;
    double least = 1;
    for (const std::size_t k : order) {
        least = std::min(least, n / static_cast<double>(rank) * p[k]);
        q[k] = least;
        rank -= times[k];
    }
    return q;
}

std::vector<double> benjamini_hochberg(std::span<const double> p)
{
    return benjamini_hochberg_of_groups(p, std::vector<std::uint64_t>(p.size(), 1));
}

}  // namespace wardmap
