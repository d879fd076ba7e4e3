#pragma once

#include <array>
#include <cstddef>

#include "wardmap/density.hpp"

namespace wardmap::kde {

/// d of the kernels (1 - u²)^d; -1 for kernels that are no polynomial in u².
constexpr int degree_of(Kernel kernel) noexcept
{
    switch (kernel) {
        case Kernel::uniform:
            return 0;
        case Kernel::epanechnikov:
            return 1;
        case Kernel::quartic:
            return 2;
        case Kernel::triweight:
            return 3;
        default:
            return -1;
    }
}

/// Four numbers that are added in one or two steps.
using Quad = double __attribute__((vector_size(32)));

/// Along a pixel row, the sum over places of weight * (a - (x - p)²)^degree as a polynomial in x, with the
/// number of places beside it: the coefficients of x⁰, x¹, … x^2d, number, and nothing up to whole quads.
template <int degree>
struct Channels {
    static constexpr std::size_t count = 2 * static_cast<std::size_t>(degree) + 2;
    static constexpr std::size_t quad_count = (count + 3) / 4;
    alignas(quad_count * sizeof(Quad)) std::array<Quad, quad_count> quads;
};

/// One place on the pixel rows around it. With b = a - p² and q = 2p it is weight * (b + qx - x²)^degree, multiplied out
/// and ordered by powers of b, the only part that changes from row to row.
template <int degree>
struct PlaceChannels {
    Quad low;
    Quad by_b;
    Quad by_b2;
    Quad by_b3;
    Quad high;
    Quad high_by_b;

    /// Made of whole vectors: put together number by number they would go through memory.
    [[nodiscard, gnu::always_inline]] static inline PlaceChannels of(double w, double p) noexcept
    {
        const double q = 2 * p;
        const double wq = w * q;
        const double wq2 = wq * q;
        PlaceChannels made{};
        if constexpr (degree == 0) {
            made.low = w * Quad{1, 0, 0, 0} + Quad{0, 1, 0, 0};
        } else if constexpr (degree == 1) {
            made.low = wq * Quad{0, 1, 0, 0} + w * Quad{0, 0, -1, 0} + Quad{0, 0, 0, 1};
            made.by_b = w * Quad{1, 0, 0, 0};
        } else if constexpr (degree == 2) {
            made.low = wq2 * Quad{0, 0, 1, 0} + wq * Quad{0, 0, 0, -2};
            made.by_b = wq * Quad{0, 2, 0, 0} + w * Quad{0, 0, -2, 0};
            made.by_b2 = w * Quad{1, 0, 0, 0};
            made.high = w * Quad{1, 0, 0, 0} + Quad{0, 1, 0, 0};
        } else {
            made.low = wq2 * q * Quad{0, 0, 0, 1};
            made.by_b = wq2 * Quad{0, 0, 3, 0} + wq * Quad{0, 0, 0, -6};
            made.by_b2 = wq * Quad{0, 3, 0, 0} + w * Quad{0, 0, -3, 0};
            made.by_b3 = w * Quad{1, 0, 0, 0};
            made.high =
                wq2 * Quad{-3, 0, 0, 0} + wq * Quad{0, 3, 0, 0} + w * Quad{0, 0, -1, 0} + Quad{0, 0, 0, 1};
            made.high_by_b = w * Quad{3, 0, 0, 0};
        }
        return made;
    }

    [[nodiscard, gnu::always_inline]] inline Channels<degree> at(double b) const noexcept
    {
        if constexpr (degree == 0) {
            return {{low}};
        } else if constexpr (degree == 1) {
            return {{by_b * b + low}};
        } else if constexpr (degree == 2) {
            return {{(by_b2 * b + by_b) * b + low, high}};
        } else {
            return {{((by_b3 * b + by_b2) * b + by_b) * b + low, high_by_b * b + high}};
        }
    }
};

template <int degree>
[[gnu::always_inline]] inline void add(Channels<degree>& to, const Channels<degree>& what) noexcept
{
    for (std::size_t k = 0; k < what.quads.size(); ++k) {
        to.quads[k] += what.quads[k];
    }
}

template <int degree>
[[gnu::always_inline]] inline void subtract(Channels<degree>& from, const Channels<degree>& what) noexcept
{
    for (std::size_t k = 0; k < what.quads.size(); ++k) {
        from.quads[k] -= what.quads[k];
    }
}

}  // namespace wardmap::kde
