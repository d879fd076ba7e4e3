#include "wardmap/parallel.hpp"

#include <algorithm>
#include <thread>

// The thread sanitizer knows threads, locks and atomics, and not how TBB's compiled half hands work over: it would take
// every hand-over for a race. Under it the same chunks run on plain threads, where what it reports is a race of ours.
#ifdef WARDMAP_PLAIN_THREADS
#include <atomic>
#include <exception>
#include <mutex>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace wardmap {

namespace {

thread_local unsigned limit_of_thread = 0;

#ifdef WARDMAP_PLAIN_THREADS
template <typename RunChunk>
void run_side_by_side(std::size_t chunks, unsigned workers, const RunChunk& run_chunk)
{
    std::atomic<std::size_t> next = 0;
    std::mutex of_failure;
    std::exception_ptr failure;
    const auto work = [&] {
        for (std::size_t c = next++; c < chunks; c = next++) {
            try {
                run_chunk(c);
            } catch (...) {
                const std::lock_guard lock(of_failure);
                failure = failure ? failure : std::current_exception();
                next = chunks;
            }
        }
    };
    {
        std::vector<std::jthread> threads;
        while (threads.size() < std::min<std::size_t>(workers, chunks)) {
            threads.emplace_back(work);
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}
#else
template <typename RunChunk>
void run_side_by_side(std::size_t chunks, unsigned workers, const RunChunk& run_chunk)
{
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
#endif

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
    run_side_by_side(chunks, workers, run_chunk);
}

}  // namespace wardmap
