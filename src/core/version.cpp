#include "wardmap/version.hpp"

namespace wardmap {

std::string_view version() noexcept { return WARDMAP_VERSION; }

}  // namespace wardmap
