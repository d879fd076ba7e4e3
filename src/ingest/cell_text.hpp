#pragma once

#include <string>
#include <string_view>

namespace wardmap {

/// Without what cannot be seen at both ends: blanks, tabs, line breaks, no-break spaces, zero-width
/// characters and marks of writing direction (Windows puts these around dates that are copied).
[[nodiscard]] std::string_view without_blank_ends(std::string_view text) noexcept;

/// `text` without any marks of writing direction and zero-width characters.
[[nodiscard]] std::string without_invisible_marks(std::string_view text);

/// ASCII letters only, so that it is the same in every locale.
[[nodiscard]] constexpr char ascii_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b) noexcept;

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace wardmap
