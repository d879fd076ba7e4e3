#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "density_kernel.hpp"
#include "wardmap/density.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::array<std::pair<Comparison, std::string_view>, 3> comparison_names{{
    {Comparison::log_ratio, "log-ratio"},
    {Comparison::ratio, "ratio"},
    {Comparison::difference, "difference"},
}};

double compared(double a, double b, Comparison comparison, double floor)
{
    switch (comparison) {
        case Comparison::log_ratio:
            // Not the logarithm of the quotient: its sign would not change exactly when a and b do.
            return std::log(std::max(a, floor)) - std::log(std::max(b, floor));
        case Comparison::ratio:
            return a / std::max(b, floor);
        case Comparison::difference:
            break;
    }
    return a - b;
}

}  // namespace

std::optional<Comparison> comparison_named(std::string_view name) noexcept
{
    for (const auto& [comparison, text] : comparison_names) {
        if (text == name) {
            return comparison;
        }
    }
    return std::nullopt;
}

double lone_incident_per_m2(const DensityOptions& options)
{
    return kde::scaled_kernel(options.kernel, options.bandwidth_m).peak_per_m2;
}

Raster compare_density(const Raster& a, const Raster& b, Comparison comparison, double floor)
{
    if (a.grid != b.grid || a.values.size() != b.values.size()) {
        throw Error(ErrorKind::usage, "density comparison", "two surfaces on different grids",
                    "make both on the same grid");
    }
    const bool is_floor = std::isfinite(floor) && floor > 0;
    if (!is_floor) {
        throw Error(ErrorKind::usage, "density comparison", "a floor that is not a positive number",
                    "give a density below which a ratio says nothing");
    }
    Raster result{a.grid, a.values};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        // Both spelt out: the maximum of NaN and a floor would be the floor.
        const bool is_known = !std::isnan(a.values[i]) && !std::isnan(b.values[i]);
        result.values[i] =
            is_known ? compared(a.values[i], b.values[i], comparison, floor) : a.values[i] + b.values[i];
    }
    return result;
}

}  // namespace wardmap
