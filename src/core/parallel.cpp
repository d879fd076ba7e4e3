#include "wardmap/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <thread>

namespace wardmap {

namespace {

thread_local unsigned limit_of_thread = 0;

}  // namespace

unsigned thread_count(unsigned requested) noexcept
{
    if (requested > 0 || limit_of_thread > 0) {
        return requested > 0 ? requested : limit_of_thread;
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

ThreadLimit::ThreadLimit(unsigned threads) noexcept : m_before(limit_of_thread)
{
    limit_of_thread = threads > 0 ? threads : m_before;
}

ThreadLimit::~ThreadLimit() { limit_of_thread = m_before; }

void parallel_chunks(std::size_t count, std::size_t chunk, unsigned threads,
                     const std::function<void(std::size_t begin, std::size_t end)>& work)
{
    chunk = std::max<std::size_t>(chunk, 1);
    const std::size_t chunks = count / chunk + (count % chunk != 0 ? 1 : 0);
    const auto run_chunk = [&](std::size_t c) { work(c * chunk, std::min(count, (c + 1) * chunk)); };
    const unsigned workers = thread_count(threads);
    if (workers == 1 || chunks <= 1) {
        for (std::size_t c = 0; c < chunks; ++c) {
            run_chunk(c);
        }
        return;
    }
    // More threads than cores are allowed: tests ask for them. Without this TBB warns on stderr and ignores it.
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, workers);
    tbb::task_arena arena(static_cast<int>(workers));
    arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, chunks, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t c = range.begin(); c != range.end(); ++c) {
                    run_chunk(c);
                }
            },
            tbb::simple_partitioner{});
    });
}

}  // namespace wardmap
