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

/// Two numbers that are added in one step on every machine that we know.
using Pair = double __attribute__((vector_size(16)));

/// Along a pixel row, the sum over places of weight * (a - (x - p)²)^degree as a polynomial in x, with the
/// number of places beside it: the coefficients of x⁰, x¹ | x², x³ | … | x^2d, number.
template <int degree>
struct Channels {
    static constexpr std::size_t count = static_cast<std::size_t>(degree) + 1;
    std::array<Pair, count> pairs{};

    /// One place: with b = a - p² and q = 2p it is weight * (b + qx - x²)^degree, multiplied out.
    [[nodiscard]] static Channels of(double weight, double a, double p) noexcept
    {
        const double b = a - p * p;
        const double q = 2 * p;
        const double wb = weight * b;
        const double wq = weight * q;
        if constexpr (degree == 0) {
            return {{Pair{weight, 1}}};
        } else if constexpr (degree == 1) {
            return {{Pair{wb, wq}, Pair{-weight, 1}}};
        } else if constexpr (degree == 2) {
            return {{Pair{wb, 2 * wq} * Pair{b, b}, Pair{wq * q - 2 * wb, -2 * wq}, Pair{weight, 1}}};
        } else {
            return {{Pair{wb, 3 * wq} * Pair{b * b, b * b}, Pair{3 * wb, wq} * Pair{q * q - b, q * q - 6 * b},
                     Pair{3 * (wb - wq * q), 3 * wq}, Pair{-weight, 1}}};
        }
    }

    [[nodiscard]] double places() const noexcept { return pairs[count - 1][1]; }
    /// Of the places, but for its sign.
    [[nodiscard]] double signed_weight() const noexcept { return pairs[count - 1][0]; }
    [[nodiscard]] double at(double x) const noexcept
    {
        double value = pairs[count - 1][0];
        for (std::size_t k = count - 1; k-- > 0;) {
            value = (value * x + pairs[k][1]) * x + pairs[k][0];
        }
        return value;
    }
};

template <int degree>
inline void add(Channels<degree>& to, const Channels<degree>& what) noexcept
{
    for (std::size_t k = 0; k < Channels<degree>::count; ++k) {
        to.pairs[k] += what.pairs[k];
    }
}

template <int degree>
inline void subtract(Channels<degree>& from, const Channels<degree>& what) noexcept
{
    for (std::size_t k = 0; k < Channels<degree>::count; ++k) {
        from.pairs[k] -= what.pairs[k];
    }
}

}  // namespace wardmap::kde
