#include "apportion.hpp"

#include <algorithm>
#include <numeric>

namespace wardmap::synth {

std::vector<std::uint32_t> apportion(std::uint32_t total, std::span<const double> weights)
{
    std::vector<std::uint32_t> shares(weights.size(), 0);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(sum > 0)) {
        return shares;
    }
    std::vector<double> remainders(weights.size());
    std::uint32_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double ideal = total * (weights[i] / sum);
        shares[i] = std::min(left, static_cast<std::uint32_t>(ideal));
        remainders[i] = ideal - shares[i];
        left -= shares[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
    });
    for (std::size_t i = 0; left > 0; i = (i + 1) % order.size()) {
        shares[order[i]] += 1;
        left -= 1;
    }
    return shares;
}

}  // namespace wardmap::synth
