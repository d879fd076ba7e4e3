#pragma once

#include <string_view>

#include "location_words.hpp"

namespace wardmap::locate_detail {

/// What a word stands for in an address.
struct Meaning {
    std::string_view word;
    std::string_view written_out;
    WordRole role;
};

/// nullptr for a word without one.
[[nodiscard]] const Meaning* meaning_of(std::string_view word) noexcept;

}  // namespace wardmap::locate_detail
