#include "wardmap/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace wardmap {
namespace {

TEST(Parallel, EveryItemIsVisitedOnceForAnyNumberOfThreads)
{
    for (const unsigned threads : {0U, 1U, 2U, 8U}) {
        std::vector<int> visits(1003, 0);
        parallel_chunks(visits.size(), 10, threads, [&](std::size_t begin, std::size_t end) {
            EXPECT_LE(end - begin, 10U);
            for (std::size_t i = begin; i < end; ++i) {
                ++visits[i];
            }
        });
        EXPECT_EQ(visits, std::vector<int>(1003, 1)) << threads;
    }
}

TEST(Parallel, NothingToDoCallsNothing)
{
    parallel_chunks(0, 10, 4, [](std::size_t, std::size_t) { FAIL(); });
}

TEST(Parallel, ALimitHoldsForWorkThatAsksForNoNumberAndEndsWithItsScope)
{
    const unsigned cores = thread_count(0);
    {
        const ThreadLimit outer(3);
        EXPECT_EQ(thread_count(0), 3U);
        {
            const ThreadLimit inner(1);
            EXPECT_EQ(thread_count(0), 1U);
            const ThreadLimit none(0);
            EXPECT_EQ(thread_count(0), 1U);
            EXPECT_EQ(thread_count(2), 2U);
        }
        EXPECT_EQ(thread_count(0), 3U);
    }
    EXPECT_EQ(thread_count(0), cores);
}

TEST(Parallel, AnExceptionOfAChunkReachesTheCaller)
{
    EXPECT_THROW(parallel_chunks(100, 1, 4,
                                 [](std::size_t begin, std::size_t) {
                                     if (begin == 50) {
                                         throw std::runtime_error("chunk 50");
                                     }
                                 }),
                 std::runtime_error);
}

}  // namespace
}  // namespace wardmap
