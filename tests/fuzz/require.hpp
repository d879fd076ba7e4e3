#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace wardmap::fuzz {

/// A promise of the API: libFuzzer keeps the bytes that break it.
inline void require(bool holds, const std::source_location& where = std::source_location::current())
{
    if (!holds) {
        std::fprintf(stderr, "%s:%u: a promise is broken\n", where.file_name(), where.line());
        std::abort();
    }
}

}  // namespace wardmap::fuzz
