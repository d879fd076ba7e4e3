#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "toml_reader.hpp"

/// Keys of a study that take one of a few words.
namespace wardmap {

/// One of a list of words, or Error (usage) with the list.
template <typename Find>
auto word_of(TomlReader& reader, std::string_view key, const Find& find,
             const std::vector<std::string>& words) -> decltype(find(std::string_view{}))
{
    const auto word = reader.text(key);
    if (!word) {
        return std::nullopt;
    }
    const auto value = find(std::string_view(*word));
    if (!value) {
        const std::string nearest = nearest_word(*word, words);
        reader.fail(key, fmt::format("\"{}\" is not known", *word),
                    fmt::format("{}It may be {}", nearest.empty() ? "" : "Did you mean \"" + nearest + "\"? ",
                                fmt::join(words, ", ")));
    }
    return value;
}

template <typename Value>
std::optional<Value> listed(std::string_view word,
                            std::initializer_list<std::pair<std::string_view, Value>> table)
{
    for (const auto& [name, value] : table) {
        if (name == word) {
            return value;
        }
    }
    return std::nullopt;
}

}  // namespace wardmap
