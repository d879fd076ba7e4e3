#pragma once

#include <cstdint>
#include <cstring>

namespace wardmap::kde {

/// Pixels side by side that are worked on together, a number in a vector each.
inline constexpr std::int32_t group_cols = 8;
using Octet = double __attribute__((vector_size(group_cols * sizeof(double))));

/// Adds to eight numbers, wherever they lie.
[[gnu::always_inline]] inline void add_at(double* at, const Octet& what) noexcept
{
    Octet total;
    std::memcpy(&total, at, sizeof total);
    total += what;
    std::memcpy(at, &total, sizeof total);
}

}  // namespace wardmap::kde
