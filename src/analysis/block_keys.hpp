#pragma once

#include <string>
#include <string_view>

namespace wardmap {

/// Letters in upper case and digits, words parted by one blank: "Harrow Court." and "HARROW  COURT" are
/// one name. Bytes beyond ASCII stay as they are.
[[nodiscard]] inline std::string name_key(std::string_view name)
{
    std::string key;
    bool is_gap = false;
    for (const char c : name) {
        const bool is_lower = c >= 'a' && c <= 'z';
        const bool is_kept = is_lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (!is_kept) {
            is_gap = is_gap || c != '\'';  // "St John's" is "St Johns"
            continue;
        }
        if (is_gap && !key.empty()) {
            key += ' ';
        }
        is_gap = false;
        key += is_lower ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return key;
}

/// Without leading zeros, which sources of UPRNs keep or lose as they like.
[[nodiscard]] inline std::string uprn_key(std::string_view uprn)
{
    const std::size_t first = uprn.find_first_not_of('0');
    return std::string(first == std::string_view::npos ? std::string_view{} : uprn.substr(first));
}

}  // namespace wardmap
