#include "wardmap/local_path.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

namespace wardmap {

namespace {

/// "GPKG:", "CSV:" … : letters, digits, underscores and dashes, two or more, before a colon in the first part of the path.
bool has_prefix(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2) {
        return false;
    }
    return std::ranges::all_of(text.substr(0, colon), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

}  // namespace

bool is_plain_local_path(const std::filesystem::path& path)
{
    const std::string text = path.string();
    if (text.empty() || text.find('\0') != std::string::npos || text.find("://") != std::string::npos ||
        text.find("/vsi") != std::string::npos || has_prefix(text)) {
        return false;
    }
    std::error_code fault;  // where the working folder is gone, whoever opens the file finds that out
    return !std::filesystem::absolute(path, fault).lexically_normal().string().starts_with("/vsi");
}

std::string shown_path(const std::filesystem::path& path)
{
    const std::string text = path.string();
    const std::size_t scheme = text.find("://");
    return scheme == std::string::npos ? text : text.substr(0, scheme) + "://…";
}

}  // namespace wardmap
