#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

#include "wardmap/density.hpp"

namespace wardmap {
namespace {

/// FNV-1a over the bits of the values.
std::uint64_t fingerprint(const Raster& raster)
{
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const double value : raster.values) {
        hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1'099'511'628'211U;
    }
    return hash;
}

/// Places in whole centimetres, from whole numbers only.
PointSet scattered(std::size_t count)
{
    PointSet points;
    std::uint64_t seed = 7;
    const auto next_m = [&](std::uint64_t range_cm) {
        seed = seed * 16'807 % 2'147'483'647;
        return static_cast<double>(seed % range_cm) / 100;
    };
    for (std::size_t i = 0; i < count; ++i) {
        const double x_m = 523'000 + next_m(300'000);
        const double y_m = 224'000 + next_m(300'000);
        points.positions.push_back({x_m, y_m});
    }
    return points;
}

/// Loops are compiled for wider vectors as well, which the processor chooses (cpu_variants.hpp); the build with
/// sanitizers has them once, by another compiler. All must give these bytes.
TEST(Density, HasTheSameBytesOnAnyProcessorAndByAnyCompiler)
{
    const PointSet points = scattered(3000);
    const RasterGrid grid{{523'000, 227'000}, 20, 150, 150};
    const auto bytes = [&](Kernel kernel, double bandwidth_m) {
        return fingerprint(kernel_density(points, grid, {.bandwidth_m = bandwidth_m, .kernel = kernel}));
    };
    EXPECT_EQ(bytes(Kernel::quartic, 400), 3'620'544'821'795'645'255U);
    EXPECT_EQ(bytes(Kernel::epanechnikov, 400), 1'790'093'632'308'883'712U);
    EXPECT_EQ(bytes(Kernel::triweight, 400), 6'365'720'280'814'033'763U);
    EXPECT_EQ(bytes(Kernel::uniform, 400), 10'367'064'988'345'950'436U);
    EXPECT_EQ(bytes(Kernel::triangular, 400), 16'677'766'111'031'285'442U);
    EXPECT_EQ(bytes(Kernel::quartic, 70), 17'408'285'335'810'940'439U);
    EXPECT_EQ(bytes(Kernel::epanechnikov, 70), 17'833'245'089'880'112'363U);
    EXPECT_EQ(bytes(Kernel::triweight, 70), 15'443'576'911'665'435'550U);
    EXPECT_EQ(bytes(Kernel::uniform, 70), 12'271'273'762'982'670'321U);
    const PointSet many = scattered(120'000);  // five in a pixel
    EXPECT_EQ(fingerprint(kernel_density(many, grid, {.bandwidth_m = 70})), 9'151'103'577'584'281'990U);
    EXPECT_EQ(fingerprint(kernel_density(many, grid, {.bandwidth_m = 400})), 10'116'049'801'642'295'636U);
}

}  // namespace
}  // namespace wardmap
