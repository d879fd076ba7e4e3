#pragma once

#include <string>
#include <string_view>

namespace wardmap::formats {

/// Appends the text as a JSON string, in quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace wardmap::formats
