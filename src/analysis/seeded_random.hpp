#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace wardmap {

/// Random numbers that are the same on every machine for the same seed: SplitMix64 (Steele, Lea & Flood 2014,
/// "Fast splittable pseudorandom number generators", OOPSLA, figure 17).
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) noexcept : m_state(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// 0 … count-1, each as likely as the other (Lemire 2019, "Fast random integer generation in an interval").
    [[nodiscard]] std::uint32_t below(std::uint32_t count) noexcept
    {
        std::uint64_t product = (next() >> 32) * count;
        const std::uint32_t least = static_cast<std::uint32_t>(-count) % count;
        while (static_cast<std::uint32_t>(product) < least) {
            product = (next() >> 32) * count;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }
    /// [0, 1).
    [[nodiscard]] double share() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

    template <typename T>
    void shuffle(std::vector<T>& items) noexcept
    {
        for (auto left = static_cast<std::uint32_t>(items.size()); left > 1; --left) {
            std::swap(items[left - 1], items[below(left)]);
        }
    }

private:
    std::uint64_t m_state;
};

}  // namespace wardmap
