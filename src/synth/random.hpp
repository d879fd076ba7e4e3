#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wardmap::synth {

/// Seeded random numbers that are the same on every machine and standard library, whose own
/// distributions are not. Generator: xoshiro256** (Blackman & Vigna 2021, ACM TOMS 47:36), its state
/// filled by splitmix64 as its authors advise. Each `stream` of a seed is a generator of its own, so that
/// a change in one part of the town leaves the others as they were.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t stream) noexcept;

    std::uint64_t next() noexcept;
    /// [0, 1), 53 bits.
    double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) noexcept { return low + (high - low) * unit(); }
    bool chance(double probability) noexcept { return unit() < probability; }
    /// 0 … count - 1, each equally likely; count > 0.
    std::uint32_t below(std::uint32_t count) noexcept;
    /// low … high, both included.
    int between(int low, int high) noexcept;

    template <typename T>
    const T& pick(std::span<const T> items) noexcept
    {
        return items[below(static_cast<std::uint32_t>(items.size()))];
    }
    template <typename T, std::size_t size>
    const T& pick(const std::array<T, size>& items) noexcept
    {
        return items[below(static_cast<std::uint32_t>(size))];
    }
    /// An index with probability proportional to its weight; weights >= 0, not all 0.
    std::size_t pick_weighted(std::span<const double> weights) noexcept;

private:
    std::array<std::uint64_t, 4> m_state;
};

/// Which part of the town a generator serves.
enum Stream : std::uint64_t {
    stream_lattice = 1,
    stream_streets,
    stream_plots,
    stream_blocks,
    stream_hotspots,
    stream_incidents,
    stream_texts
};

}  // namespace wardmap::synth
