#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/feature_table.hpp"

/// Text from outside made harmless for HTML and SVG, and numbers as British readers expect them.
namespace wardmap::report {

/// The characters of UTF-8 text; U+FFFD for each byte that is none.
[[nodiscard]] std::vector<char32_t> characters(std::string_view utf8);

/// For element content and quoted attributes of HTML and XML alike: the five special characters as
/// entities, characters that XML forbids as U+FFFD, and without the invisible ones that turn the
/// direction of writing (they could make a name read as another).
[[nodiscard]] std::string escaped(std::string_view utf8);

/// At most `most` characters, the last an ellipsis where something was left out.
[[nodiscard]] std::string shortened(std::string_view utf8, std::size_t most);

/// "Ash, Oak and 3 more": the first eight.
[[nodiscard]] std::string listed_text(const std::vector<std::string>& names);

/// "1,234.5": fixed decimals, thousands with commas.
[[nodiscard]] std::string number_text(double value, int decimals);
[[nodiscard]] std::string count_text(std::size_t count);
/// "12.5 %" with a space that does not break.
[[nodiscard]] std::string percent_text(double share, int decimals = 1);

/// A value for people, not escaped: `decimals` for real numbers, "yes" and "no", "" for none.
[[nodiscard]] std::string shown(const Value& value, int decimals);

}  // namespace wardmap::report
