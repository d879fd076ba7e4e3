#include "markup_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "wardmap/number_text.hpp"

namespace wardmap::report {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t character = replacement;
    std::size_t bytes = 1;
};

unsigned byte_at(std::string_view text, std::size_t i)
{
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

/// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
Decoded decode(std::string_view text, std::size_t at)
{
    const unsigned lead = byte_at(text, at);
    if (lead < 0x80) {
        return {static_cast<char32_t>(lead), 1};
    }
    const std::size_t bytes = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
    if (lead < 0xC2 || lead > 0xF4) {
        return {};
    }
    char32_t character = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        const unsigned next = byte_at(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        character = (character << 6U) | (next & 0x3FU);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool valid =
        character >= smallest[bytes] && character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
    return valid ? Decoded{character, bytes} : Decoded{};
}

void append_utf8(std::string& out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6U));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12U));
        put(0x80 | ((c >> 6U) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18U));
        put(0x80 | ((c >> 12U) & 0x3F));
        put(0x80 | ((c >> 6U) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

bool turns_direction(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool is_forbidden(char32_t c)
{
    const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    return control || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

void append_escaped(std::string& out, char32_t c)
{
    switch (c) {
        case '&':
            out += "&amp;";
            return;
        case '<':
            out += "&lt;";
            return;
        case '>':
            out += "&gt;";
            return;
        case '"':
            out += "&quot;";
            return;
        case '\'':
            out += "&#39;";
            return;
        default:
            append_utf8(out, is_forbidden(c) ? replacement : c);
    }
}

}  // namespace

std::vector<char32_t> characters(std::string_view utf8)
{
    std::vector<char32_t> all;
    for (std::size_t at = 0; at < utf8.size();) {
        const Decoded decoded = decode(utf8, at);
        all.push_back(decoded.character);
        at += decoded.bytes;
    }
    return all;
}

std::string escaped(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    for (const char32_t c : characters(utf8)) {
        if (!turns_direction(c)) {
            append_escaped(out, c);
        }
    }
    return out;
}

std::string shortened(std::string_view utf8, std::size_t most)
{
    const std::vector<char32_t> all = characters(utf8);
    if (all.size() <= most) {
        return std::string(utf8);
    }
    std::string out;
    for (std::size_t i = 0; i + 1 < most; ++i) {
        append_utf8(out, all[i]);
    }
    append_utf8(out, 0x2026);
    return out;
}

std::string listed_text(const std::vector<std::string>& names)
{
    constexpr std::size_t most_named = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(most_named, names.size()); ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() <= most_named ? text : fmt::format("{} and {} more", text, names.size() - most_named);
}

std::string number_text(double value, int decimals)
{
    std::string text = fixed_text(value, decimals);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    std::size_t at = std::min(text.find('.'), text.size());
    if (!std::isfinite(value)) {
        return text;
    }
    while (at > first + 3) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

std::string percent_text(double share, int decimals) { return fixed_text(100 * share, decimals) + "\u00A0%"; }

std::string shown(const Value& value, int decimals)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return grouped_text(*whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return decimals < 0 ? shortest_text(*real) : number_text(*real, decimals);
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth ? "yes" : "no";
    }
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string{} : *text;
}

}  // namespace wardmap::report
