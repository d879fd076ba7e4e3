#pragma once

#include <string_view>

namespace wardmap {

/// The version of the library that is linked, as "MAJOR.MINOR.PATCH".
[[nodiscard]] std::string_view version() noexcept;

}  // namespace wardmap
