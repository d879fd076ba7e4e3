#pragma once

#include <string>

#include "wardmap/public_layers.hpp"

namespace wardmap::protection {

/// How much of the time of a number another release counts as well.
enum class Share { none, some, all };

/// Of the number's month or quarter as far as its own period holds it, and of its period where it is of neither, how
/// much lies in `period` ("2025-07-01/2026-06-30"). Where one of the periods is not known, months are taken for the
/// same in both, and of anything else `none` is said.
[[nodiscard]] Share share_of(const PublishedNumber& number, const std::string& period);

}  // namespace wardmap::protection
