#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "wardmap/csv.hpp"

namespace wardmap {

/// Takes what was read of a stretch; is told how many lines of the file are before it.
using StretchTake = std::function<void(std::uint64_t lines_before)>;

/// Reads all rows of a stretch, whose line() counts from its start.
using ReadStretch = std::function<StretchTake(CsvSource& stretch)>;

struct StretchOptions {
    unsigned threads = 0;  ///< 0 = all cores
    std::size_t bytes = std::size_t{1024} * 1024;
};

/// Reads the rows that `rows` has not given yet, stretches of its file side by side. `read` is called for several stretches
/// at once, sometimes again for the same; what it returns is called once for each stretch that counts, in the order of the
/// file, one at a time and while others are read. The rows are those of next(), whatever they hold: whether a stretch began
/// inside quotes is seen where the one before it ends. A file that is short or neither ASCII nor UTF-8 is read in turn.
void read_in_stretches(CsvSource& rows, const ReadStretch& read, const StretchOptions& options = {});

}  // namespace wardmap
