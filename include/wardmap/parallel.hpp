#pragma once

#include <cstddef>
#include <functional>

namespace wardmap {

/// Number of threads that `requested` means: itself; for 0 what a ThreadLimit says, or else the machine's cores.
[[nodiscard]] unsigned thread_count(unsigned requested) noexcept;

/// As long as it lives, work of this thread that asks for 0 threads gets so many (0: as before), however deep it is
/// called.
class ThreadLimit {
public:
    explicit ThreadLimit(unsigned threads) noexcept;
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;
    ~ThreadLimit();

private:
    unsigned m_before;
};

/// Calls `work(begin, end)` for consecutive chunks of [0, count) of `chunk` items (the last may be
/// shorter), on `threads` threads (0 = all cores). Chunks do not depend on the number of threads:
/// work that writes only to its own items gives the same bytes for any number of them. The first
/// exception that a chunk throws is thrown here once all have stopped.
void parallel_chunks(std::size_t count, std::size_t chunk, unsigned threads,
                     const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace wardmap
