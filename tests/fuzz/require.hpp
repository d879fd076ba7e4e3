#pragma once

#include <cstdlib>

namespace wardmap::fuzz {

/// A promise of the API: libFuzzer keeps the bytes that break it.
inline void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

}  // namespace wardmap::fuzz
