#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "wardmap/density.hpp"

/// The parts that kernel_density is put together from. Lengths are metres; columns and rows are pixels.
namespace wardmap::kde {

/// On each axis the Gaussian ends at this many sigmas, as spatstat's does: it is 1e-14 of its peak there, and what
/// lies beyond is less than rounding takes. Its support is a square, so that it stays a product of two axes.
inline constexpr double gaussian_reach_sigmas = 8;

/// A kernel of one bandwidth: peak_per_m2 * shape(kernel, d² / radius²) at distance d within its support.
struct ScaledKernel {
    Kernel kernel = Kernel::quartic;
    double radius_m = 0;     ///< of the support; of the Gaussian half its side
    double peak_per_m2 = 0;  ///< value at the centre

    /// Of the support at a distance from the centre: half its chord, negative where there is none.
    [[nodiscard]] double half_chord_m(double dy_m) const noexcept
    {
        const double rest_m2 = radius_m * radius_m - dy_m * dy_m;
        if (rest_m2 < 0) {
            return -1;
        }
        return kernel == Kernel::gaussian ? radius_m : std::sqrt(rest_m2);
    }
};
[[nodiscard]] ScaledKernel scaled_kernel(Kernel kernel, double bandwidth_m) noexcept;

/// Kernel radius whose variance on each axis is that of sigma = 1 (methods §1, the table's last column).
[[nodiscard]] double bandwidth_per_sigma(Kernel kernel) noexcept;

/// The kernel over its peak, at u2 = (distance / radius)² in [0, 1] (Gaussian: in [0, 2]).
template <Kernel kernel>
[[nodiscard]] inline double shape(double u2) noexcept
{
    const double t = 1 - u2;
    if constexpr (kernel == Kernel::quartic) {
        return t * t;
    } else if constexpr (kernel == Kernel::epanechnikov) {
        return t;
    } else if constexpr (kernel == Kernel::triweight) {
        return t * t * t;
    } else if constexpr (kernel == Kernel::triangular) {
        return 1 - std::sqrt(u2);
    } else if constexpr (kernel == Kernel::uniform) {
        return 1;
    } else {
        return std::exp(-gaussian_reach_sigmas * gaussian_reach_sigmas / 2 * u2);
    }
}

/// Calls `work` with the kernel as a compile-time constant: work.template operator()<kernel>().
template <typename Work>
auto with_kernel(Kernel kernel, const Work& work)
{
    switch (kernel) {
        case Kernel::epanechnikov:
            return work.template operator()<Kernel::epanechnikov>();
        case Kernel::triweight:
            return work.template operator()<Kernel::triweight>();
        case Kernel::triangular:
            return work.template operator()<Kernel::triangular>();
        case Kernel::uniform:
            return work.template operator()<Kernel::uniform>();
        case Kernel::gaussian:
            return work.template operator()<Kernel::gaussian>();
        case Kernel::quartic:
            break;
    }
    return work.template operator()<Kernel::quartic>();
}

/// Columns [begin, end) of one row.
struct ColumnRun {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    friend bool operator==(const ColumnRun&, const ColumnRun&) = default;
};

/// The columns within `limits` whose centre may lie within half_m of x_m: all that do, and at most one
/// more on either side. Callers test the distance itself.
[[nodiscard]] inline ColumnRun columns_near(double x_m, double half_m, double cell_m,
                                            ColumnRun limits) noexcept
{
    const double first = std::floor((x_m - half_m) / cell_m - 0.5);
    const double last = std::ceil((x_m + half_m) / cell_m - 0.5);
    const double begin = std::clamp<double>(first, limits.begin, limits.end);
    const double end = std::clamp<double>(last + 1, begin, limits.end);
    return {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
}

}  // namespace wardmap::kde
