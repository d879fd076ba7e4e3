#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "temporary_folder.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = WARDMAP_SOURCE_DIR;

std::size_t open_descriptors()
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), {}));
}

/// Memory of this process that is in use, in KiB.
long resident_kib()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    long kib = 0;
    while (status >> word) {
        if (word == "VmRSS:") {
            status >> kib;
        }
    }
    return kib;
}

TEST(Soak, ManyRunsInOneProcessTakeNoMoreMemoryOrDescriptorsThanAFew)
{
    const int runs = std::getenv("WARDMAP_LONG_TESTS") != nullptr ? 200 : 20;
    const int settled = runs / 2;  // until then the libraries fill their caches
    const test::TemporaryFolder folder;
    const Study study = read_study(source_folder / "tests/faults/study.toml");
    std::size_t descriptors = 0;
    long half_way_kib = 0;
    long last_kib = 0;
    for (int i = 0; i < runs; ++i) {
        static_cast<void>(run(study, {.data_folder = source_folder / "tests/data/small_town",
                                      .output_folder = folder.path() / "out",
                                      .threads = 2,
                                      .accept_hit_rate = false,
                                      .on_step = {}}));
        static_cast<void>(read_result(folder.path() / "out"));
        if (i == settled) {
            descriptors = open_descriptors();
            half_way_kib = resident_kib();
        }
        last_kib = resident_kib();
    }
    EXPECT_EQ(open_descriptors(), descriptors);
    constexpr long noise_kib = 2048;  // of the allocator's
    EXPECT_LE(last_kib, half_way_kib + noise_kib);
    std::cout << runs << " runs in one process: " << half_way_kib << " KiB after run " << settled + 1 << ", "
              << last_kib << " KiB after the last; " << descriptors << " descriptors\n";
}

}  // namespace
}  // namespace wardmap
