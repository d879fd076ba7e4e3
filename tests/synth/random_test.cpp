#include "random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "apportion.hpp"

namespace wardmap::synth {
namespace {

/// Values of a second implementation, in Python, of splitmix64 and xoshiro256** as their authors publish them.
TEST(Random, first_numbers_of_a_seed_never_change)
{
    Random random(42, stream_streets);
    const std::array<std::uint64_t, 3> first{random.next(), random.next(), random.next()};
    EXPECT_EQ(first,
              (std::array<std::uint64_t, 3>{0x9decce32054afe29U, 0x7782a267a5c8caebU, 0x4943802955747b98U}));
}

TEST(Random, streams_of_a_seed_differ)
{
    EXPECT_NE(Random(42, stream_streets).next(), Random(42, stream_plots).next());
    EXPECT_NE(Random(42, stream_streets).next(), Random(43, stream_streets).next());
}

TEST(Random, below_gives_each_number_its_share)
{
    Random random(7, 1);
    std::array<int, 5> counts{};
    for (int i = 0; i < 50'000; ++i) {
        ++counts.at(random.below(5));
    }
    for (const int count : counts) {
        EXPECT_NEAR(count, 10'000, 450);  // five standard deviations
    }
}

TEST(Random, pick_weighted_never_picks_a_weight_of_zero_and_follows_the_others)
{
    Random random(7, 2);
    std::array<int, 4> counts{};
    for (int i = 0; i < 40'000; ++i) {
        ++counts.at(random.pick_weighted(std::array<double, 4>{1, 0, 3, 0}));
    }
    EXPECT_EQ(counts[1] + counts[3], 0);
    EXPECT_NEAR(counts[2], 30'000, 450);
}

TEST(Apportion, shares_sum_to_the_total_and_stay_within_one_of_the_ideal)
{
    const std::vector<double> weights{3, 1, 1, 0, 2};
    EXPECT_EQ(apportion(10, weights), (std::vector<std::uint32_t>{4, 2, 1, 0, 3}));
    EXPECT_EQ(apportion(0, weights), std::vector<std::uint32_t>(5, 0));
    EXPECT_EQ(apportion(9, std::vector<double>{0, 0}), std::vector<std::uint32_t>(2, 0));
}

}  // namespace
}  // namespace wardmap::synth
