#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wardmap {

/// A key and what it stands for.
struct KeyedItem {
    std::uint64_t key = 0;
    std::uint32_t item = 0;
};

/// Sorts by key, ties in their old order, digit by digit from the lowest (Knuth, TAOCP 3, 5.2.5): O(n) for each
/// 11 bits of the largest key.
inline void radix_sort(std::vector<KeyedItem>& items)
{
    constexpr int digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    std::uint64_t all = 0;
    for (const KeyedItem& one : items) {
        all |= one.key;
    }
    std::vector<KeyedItem> sorted(items.size());
    for (int shift = 0; shift < static_cast<int>(std::bit_width(all)); shift += digit_bits) {
        const auto digit = [shift](const KeyedItem& one) { return one.key >> shift & (digits - 1); };
        std::array<std::size_t, digits> next{};
        for (const KeyedItem& one : items) {
            ++next[digit(one)];
        }
        std::size_t before = 0;
        for (std::size_t& place : next) {
            const std::size_t held = place;
            place = before;
            before += held;
        }
        for (const KeyedItem& one : items) {
            sorted[next[digit(one)]++] = one;
        }
        items.swap(sorted);
    }
}

}  // namespace wardmap
