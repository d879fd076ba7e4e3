#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap {

/// Reads one table of a study file key by key, and remembers the keys it was asked for: whatever else
/// stands in the table is an unknown key. Every fault is an Error (usage) with file, line and key.
class TomlReader {
public:
    /// `asked`, if given, collects every key that is asked for, as "section.key".
    TomlReader(const toml::table& table, std::filesystem::path file, std::string path,
               std::vector<std::string>* asked = nullptr);

    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    [[nodiscard]] std::string required_text(std::string_view key);
    [[nodiscard]] std::optional<bool> truth(std::string_view key);
    [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);

    struct Range {
        double lowest;
        double highest;
        const char* unit;
    };
    [[nodiscard]] std::optional<double> number(std::string_view key, const Range& range);
    [[nodiscard]] std::optional<std::vector<double>> numbers(std::string_view key, const Range& range);
    [[nodiscard]] std::optional<std::uint32_t> whole(std::string_view key, const Range& range);
    /// True if the key is there and holds text, for keys that take a number or a word.
    [[nodiscard]] bool holds_text(std::string_view key) const;

    [[nodiscard]] std::optional<TomlReader> table(std::string_view key);
    [[nodiscard]] TomlReader required_table(std::string_view key);
    /// An array of tables ([[key]]); empty if the key is missing.
    [[nodiscard]] std::vector<TomlReader> tables(std::string_view key);

    /// Throws for a key that nobody asked for, naming the nearest one that exists.
    void finish() const;

    [[nodiscard]] std::uint64_t line() const;
    /// Error (usage) about one of this table's keys.
    [[noreturn]] void fail(std::string_view key, const std::string& found, const std::string& advice) const;

private:
    const toml::node* find(std::string_view key);
    [[nodiscard]] double number_in(const toml::node& node, std::string_view key, const Range& range) const;
    [[nodiscard]] std::string full_key(std::string_view key) const;

    const toml::table* m_table;
    std::filesystem::path m_file;
    std::string m_path;
    std::vector<std::string> m_known;
    std::vector<std::string>* m_asked;
};

/// The word of `words` that is nearest to `word` by edit distance; empty if none is near enough to be
/// meant (more than a third of its letters differ).
[[nodiscard]] std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace wardmap
