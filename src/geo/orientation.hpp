#pragma once

#include <array>
#include <cmath>
#include <utility>

#include "wardmap/place.hpp"

/// On which side of a line a point lies, decided exactly.
namespace wardmap {

/// A sum of products, kept exactly as doubles that do not overlap.
class ExactSum {
public:
    /// Adds the exact product of a and b (its rounding error is a double again, found by fma).
    void add_product(double a, double b) noexcept
    {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }

    /// -1, 0 or +1: of parts that do not overlap, the last one that is not zero decides.
    [[nodiscard]] int sign() const noexcept
    {
        for (std::size_t i = m_size; i-- > 0;) {
            if (m_parts[i] != 0) {
                return m_parts[i] > 0 ? 1 : -1;
            }
        }
        return 0;
    }

private:
    /// Shewchuk (1997), "Adaptive precision floating-point arithmetic and fast robust geometric
    /// predicates", GROW-EXPANSION (figure 6) with Knuth's TWO-SUM.
    void add(double value) noexcept
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            const double sum = value + m_parts[i];
            const double virtual_part = sum - value;
            m_parts[i] = (value - (sum - virtual_part)) + (m_parts[i] - virtual_part);
            value = sum;
        }
        m_parts[m_size++] = value;
    }

    std::array<double, 12> m_parts{};  ///< from the smallest to the largest
    std::size_t m_size = 0;
};

/// ax·by − ay·bx + bx·cy − by·cx + cx·ay − cy·ax: the same determinant without any difference.
[[nodiscard]] inline int exact_orientation(PointM a, PointM b, PointM c) noexcept
{
    ExactSum sum;
    sum.add_product(a.x_m, b.y_m);
    sum.add_product(-a.y_m, b.x_m);
    sum.add_product(b.x_m, c.y_m);
    sum.add_product(-b.y_m, c.x_m);
    sum.add_product(c.x_m, a.y_m);
    sum.add_product(-c.y_m, a.x_m);
    return sum.sign();
}

/// +1 if c lies to the left of the line from a to b, -1 to the right, 0 on it. Exact for all finite
/// coordinates whose products neither overflow nor underflow.
[[nodiscard]] inline int orientation(PointM a, PointM b, PointM c) noexcept
{
    const double left = (b.x_m - a.x_m) * (c.y_m - a.y_m);
    const double right = (b.y_m - a.y_m) * (c.x_m - a.x_m);
    const double determinant = left - right;
    // Shewchuk (1997), section 4.3: beyond this bound rounding cannot have changed the sign.
    constexpr double bound = 3.3306690738754716e-16;  // (3 + 16 u) u, u = 2^-53
    const double error = bound * (std::abs(left) + std::abs(right));
    if (determinant > error) {
        return 1;
    }
    if (determinant < -error) {
        return -1;
    }
    return exact_orientation(a, b, c);
}

}  // namespace wardmap
