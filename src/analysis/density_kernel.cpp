#include "density_kernel.hpp"

#include <array>
#include <numbers>
#include <utility>

namespace wardmap {

namespace {

constexpr std::array<std::pair<Kernel, std::string_view>, 6> kernel_names{{
    {Kernel::quartic, "quartic"},
    {Kernel::epanechnikov, "epanechnikov"},
    {Kernel::triweight, "triweight"},
    {Kernel::triangular, "triangular"},
    {Kernel::uniform, "uniform"},
    {Kernel::gaussian, "gaussian"},
}};

}  // namespace

std::optional<Kernel> kernel_named(std::string_view name) noexcept
{
    for (const auto& [kernel, text] : kernel_names) {
        if (text == name) {
            return kernel;
        }
    }
    return std::nullopt;
}

std::string_view kernel_name(Kernel kernel) noexcept
{
    for (const auto& [named, text] : kernel_names) {
        if (named == kernel) {
            return text;
        }
    }
    return {};
}

namespace kde {

ScaledKernel scaled_kernel(Kernel kernel, double bandwidth_m) noexcept
{
    // Each constant makes the kernel integrate to 1 over its disc (Silverman 1986, section 4.2; quartic: p. 76,
    // eq. 4.5): 2πr ∫₀¹ shape(u²) u du = 1 / peak.
    const double disc_m2 = std::numbers::pi * bandwidth_m * bandwidth_m;
    switch (kernel) {
        case Kernel::epanechnikov:
            return {kernel, bandwidth_m, 2 / disc_m2};
        case Kernel::triweight:
            return {kernel, bandwidth_m, 4 / disc_m2};
        case Kernel::quartic:
        case Kernel::triangular:
            return {kernel, bandwidth_m, 3 / disc_m2};
        case Kernel::uniform:
            return {kernel, bandwidth_m, 1 / disc_m2};
        case Kernel::gaussian:
            break;
    }
    return {Kernel::gaussian, gaussian_reach_sigmas * bandwidth_m, 1 / (2 * disc_m2)};
}

double bandwidth_per_sigma(Kernel kernel) noexcept
{
    // Variance on one axis, E(d²)/2, of the kernel of radius 1: the reciprocal of the value under the root.
    switch (kernel) {
        case Kernel::epanechnikov:
            return std::sqrt(6.0);
        case Kernel::quartic:
            return std::sqrt(8.0);
        case Kernel::triweight:
            return std::sqrt(10.0);
        case Kernel::triangular:
            return std::sqrt(20.0 / 3.0);
        case Kernel::uniform:
            return 2;
        case Kernel::gaussian:
            break;
    }
    return 1;
}

}  // namespace kde
}  // namespace wardmap
