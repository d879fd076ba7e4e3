#include <gtest/gtest.h>

#include <string>

#include "wardmap/error.hpp"
#include "wardmap/memory_estimate.hpp"

namespace wardmap {
namespace {

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

TEST(MemoryEstimate, GrowsWithRowsCellsAndPixelsAndIsNoLessThanWhatWasMeasured)
{
    // benchmarks/measure_memory.py: rows, cells, pixels, peak in MiB.
    struct Measured {
        RunSize size;
        std::uint64_t peak_mib;
    };
    const Measured measured[] = {
        {{10'000, 10'000, 400, 10'000}, 102},        {{100'000, 100'000, 400, 10'000}, 658},
        {{1'000'000, 1'000'000, 400, 10'000}, 4089}, {{10'000, 10'000, 100'144, 10'000}, 242},
        {{10'000, 10'000, 250'000, 10'000}, 508},    {{10'000, 10'000, 400, 6'250'000}, 236}};
    for (const auto& [size, peak_mib] : measured) {
        const std::uint64_t estimate_mib = estimated_bytes(size) >> 20U;
        EXPECT_GE(estimate_mib, peak_mib) << size.rows << ' ' << size.cells << ' ' << size.pixels;
        EXPECT_LE(estimate_mib, 2 * peak_mib) << size.rows << ' ' << size.cells << ' ' << size.pixels;
    }
}

TEST(MemoryEstimate, BeyondTheMemoryARunIsRefusedWithTheEstimate)
{
    const RunSize size{.rows = 10'000'000, .theme_rows = 10'000'000, .cells = 400, .pixels = 10'000};
    EXPECT_NO_THROW(refuse_beyond_memory(size, 64 * gib));
    try {
        refuse_beyond_memory(size, 16 * gib);
        FAIL() << "not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::limit);
        EXPECT_EQ(
            error.found(),
            "the run would take about 57.3 GiB (10,000,000 rows, 10,000,000 in themes, 400 cells, 10,000 "
            "pixels), and 16.0 GiB are at hand");
    }
}

TEST(MemoryEstimate, AGridBeyondTheMemoryIsRefusedWithTheEstimate)
{
    EXPECT_NO_THROW(refuse_grid_beyond_memory(1e6, 1024, 2 * gib));
    try {
        refuse_grid_beyond_memory(5e7, 1024, 16 * gib);
        FAIL() << "not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::limit);
        EXPECT_EQ(error.found(), "50,000,000 cells would take about 47.8 GiB, and 16.0 GiB are at hand");
    }
}

TEST(MemoryEstimate, TheMachinesMemoryIsKnown)
{
    EXPECT_GT(memory_limit_bytes(), gib / 8);
    EXPECT_LT(memory_limit_bytes(), gib * 1024 * 1024);
}

}  // namespace
}  // namespace wardmap
