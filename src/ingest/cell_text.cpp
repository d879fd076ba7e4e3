#include "cell_text.hpp"

#include <algorithm>
#include <cstddef>

namespace wardmap {

namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// U+200B..U+200F, U+202A..U+202E, U+2066..U+2069 and U+FEFF, each three bytes of UTF-8.
bool is_invisible_mark(std::string_view three)
{
    if (three == "\xEF\xBB\xBF") {
        return true;
    }
    if (three.size() != 3 || three[0] != '\xE2' || (three[1] != '\x80' && three[1] != '\x81')) {
        return false;
    }
    const auto last = static_cast<unsigned char>(three[2]);
    return three[1] == '\x80' ? (last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE)
                              : last >= 0xA6 && last <= 0xA9;
}

std::size_t blank_at_start(std::string_view text)
{
    if (is_blank(text.front())) {
        return 1;
    }
    if (text.starts_with("\xC2\xA0")) {
        return 2;
    }
    return is_invisible_mark(text.substr(0, 3)) ? 3 : 0;
}

std::size_t blank_at_end(std::string_view text)
{
    if (is_blank(text.back())) {
        return 1;
    }
    if (text.ends_with("\xC2\xA0")) {
        return 2;
    }
    return text.size() >= 3 && is_invisible_mark(text.substr(text.size() - 3)) ? 3 : 0;
}

}  // namespace

std::string_view without_blank_ends(std::string_view text) noexcept
{
    for (std::size_t n = 0; !text.empty() && (n = blank_at_start(text)) > 0;) {
        text.remove_prefix(n);
    }
    for (std::size_t n = 0; !text.empty() && (n = blank_at_end(text)) > 0;) {
        text.remove_suffix(n);
    }
    return text;
}

std::string without_invisible_marks(std::string_view text)
{
    std::string visible;
    for (std::size_t i = 0; i < text.size();) {
        if (is_invisible_mark(text.substr(i, 3))) {
            i += 3;
        } else {
            visible += text[i++];
        }
    }
    return visible;
}

std::string ascii_lower(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return ascii_lower(c); });
    return lower;
}

bool equal_without_case(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return ascii_lower(x) == ascii_lower(y);
           });
}

}  // namespace wardmap
