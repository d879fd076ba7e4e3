#pragma once

#include <string>
#include <string_view>

namespace wardmap::formats {

/// Escaped for an XML element or a quoted attribute; without characters that XML does not allow.
[[nodiscard]] std::string xml_text(std::string_view text);
void append_xml_text(std::string& out, std::string_view text);

}  // namespace wardmap::formats
