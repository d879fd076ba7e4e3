#include "random.hpp"

#include <bit>

namespace wardmap::synth {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) noexcept
{
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) noexcept : m_state{}
{
    std::uint64_t stream_state = stream;
    std::uint64_t filler = seed ^ splitmix64(stream_state);
    for (std::uint64_t& word : m_state) {
        word = splitmix64(filler);
    }
}

std::uint64_t Random::next() noexcept
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint32_t Random::below(std::uint32_t count) noexcept
{
    // The lowest values are refused so that the rest divides evenly by count.
    const std::uint64_t refused = (0 - std::uint64_t{count}) % count;
    std::uint64_t drawn = next();
    while (drawn < refused) {
        drawn = next();
    }
    return static_cast<std::uint32_t>(drawn % count);
}

int Random::between(int low, int high) noexcept
{
    return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low) + 1U));
}

std::size_t Random::pick_weighted(std::span<const double> weights) noexcept
{
    double sum = 0;
    for (const double weight : weights) {
        sum += weight;
    }
    double rest = unit() * sum;
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] > 0) {
            last = i;
            if (rest < weights[i]) {
                return i;
            }
            rest -= weights[i];
        }
    }
    return last;
}

}  // namespace wardmap::synth
