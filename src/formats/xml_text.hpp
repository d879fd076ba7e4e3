#pragma once

#include <string>
#include <string_view>

namespace wardmap::formats {

/// Text for an XML attribute or element; what XML 1.0 cannot hold is left out.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace wardmap::formats
