#include "toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// Levenshtein distance, with neighbouring letters swapped counted as one change.
std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), 0U);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substituted});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

const char* type_name(const toml::node& node)
{
    switch (node.type()) {
        case toml::node_type::string:
            return "text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        case toml::node_type::none:
            return "nothing";
        default:
            return "a date or time";
    }
}

std::string wrong_type(const toml::node& node, std::string_view wanted)
{
    return fmt::format("found {} where {} is expected", type_name(node), wanted);
}

/// Nothing for what is no text. A date written without quotation marks is as good as its text.
std::optional<std::string> text_in(const toml::node& node)
{
    if (const auto* const date = node.as_date()) {
        return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
    }
    return node.is_string() ? std::optional(node.as_string()->get()) : std::nullopt;
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& words)
{
    std::string nearest;
    std::size_t fewest = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : words) {
        const std::size_t changes = edit_distance(word, candidate);
        if (changes < fewest) {
            fewest = changes;
            nearest = candidate;
        }
    }
    return nearest;
}

TomlReader::TomlReader(const toml::table& table, std::filesystem::path file, std::string path,
                       std::vector<std::string>* asked)
    : m_table(&table), m_file(std::move(file)), m_path(std::move(path)), m_asked(asked)
{
}

std::string TomlReader::full_key(std::string_view key) const
{
    return m_path.empty() ? std::string(key) : m_path + "." + std::string(key);
}

std::uint64_t TomlReader::line() const { return m_table->source().begin.line; }

void TomlReader::fail(std::string_view key, const std::string& found, const std::string& advice) const
{
    const toml::node* const node = key.empty() ? nullptr : m_table->get(key);
    const std::uint64_t at = node != nullptr ? node->source().begin.line : line();
    const std::string name = key.empty() ? m_path : full_key(key);
    throw Error(ErrorKind::usage,
                fmt::format("{} line {}, {}", m_file.string(), std::max<std::uint64_t>(at, 1), name), found,
                advice);
}

const toml::node* TomlReader::find(std::string_view key)
{
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
        m_known.emplace_back(key);
        if (m_asked != nullptr) {
            m_asked->push_back(full_key(key));
        }
    }
    return m_table->get(key);
}

std::optional<std::string> TomlReader::text(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto value = text_in(*node);
    if (!value) {
        fail(key, wrong_type(*node, "text"), "Put it in quotation marks");
    }
    return value;
}

std::string TomlReader::required_text(std::string_view key)
{
    const auto value = text(key);
    if (!value) {
        fail(key, "this key is missing", fmt::format("Add {} = \"…\"", key));
    }
    if (value->empty()) {
        fail(key, "this text is empty", "Fill it in");
    }
    return *value;
}

std::optional<bool> TomlReader::truth(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_boolean()) {
        fail(key, wrong_type(*node, "true or false"), "Write true or false without quotation marks");
    }
    return node->as_boolean()->get();
}

std::optional<std::vector<std::string>> TomlReader::texts(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (auto only = text_in(*node)) {
        return std::vector<std::string>{*std::move(only)};
    }
    const toml::array* const list = node->as_array();
    if (list == nullptr) {
        fail(key, wrong_type(*node, "a list of texts"), "Write it as [\"one\", \"two\"]");
    }
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
        auto value = text_in(item);
        if (!value) {
            fail(key, wrong_type(item, "text") + " in the list", "Put every item in quotation marks");
        }
        values.push_back(*std::move(value));
    }
    return values;
}

double TomlReader::number_in(const toml::node& node, std::string_view key, const Range& range) const
{
    const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value) {
        fail(key, wrong_type(node, "a number"), "Write a number without quotation marks");
    }
    if (!(*value >= range.lowest && *value <= range.highest)) {
        fail(key, fmt::format("{} is out of range", shortest_text(*value)),
             fmt::format("Give {} to {}{}", shortest_text(range.lowest), shortest_text(range.highest),
                         range.unit));
    }
    return *value;
}

std::optional<double> TomlReader::number(std::string_view key, const Range& range)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    return number_in(*node, key, range);
}

std::optional<std::vector<double>> TomlReader::numbers(std::string_view key, const Range& range)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const toml::array* const list = node->as_array();
    if (list == nullptr) {
        fail(key, wrong_type(*node, "a list of numbers"), "Write it as [1, 2.5]");
    }
    std::vector<double> values;
    for (const toml::node& item : *list) {
        values.push_back(number_in(item, key, range));
    }
    return values;
}

std::optional<std::uint32_t> TomlReader::whole(std::string_view key, const Range& range)
{
    const auto value = number(key, range);
    if (!value) {
        return std::nullopt;
    }
    if (*value != std::floor(*value)) {
        fail(key, fmt::format("{} is not a whole number", shortest_text(*value)), "Give a whole number");
    }
    return static_cast<std::uint32_t>(*value);
}

bool TomlReader::holds_text(std::string_view key) const
{
    const toml::node* const node = m_table->get(key);
    return node != nullptr && node->is_string();
}

std::optional<TomlReader> TomlReader::table(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_table()) {
        fail(key, wrong_type(*node, "a table"), fmt::format("Write it as a section, [{}]", full_key(key)));
    }
    return TomlReader(*node->as_table(), m_file, full_key(key), m_asked);
}

TomlReader TomlReader::required_table(std::string_view key)
{
    auto value = table(key);
    if (!value) {
        fail("", fmt::format("the section [{}] is missing", full_key(key)),
             "Add it; docs/cli.md lists its keys");
    }
    return *value;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key)
{
    const toml::node* const node = find(key);
    if (node == nullptr) {
        return {};
    }
    const std::string advice = fmt::format("Write each as a section, [[{}]]", full_key(key));
    if (!node->is_array()) {
        fail(key, wrong_type(*node, "a list of tables"), advice);
    }
    std::vector<TomlReader> values;
    for (const toml::node& item : *node->as_array()) {
        if (!item.is_table()) {
            fail(key, wrong_type(item, "a table") + " in the list", advice);
        }
        values.emplace_back(*item.as_table(), m_file, full_key(key), m_asked);
    }
    return values;
}

void TomlReader::finish() const
{
    for (const auto& [key, node] : *m_table) {
        const std::string name(key.str());
        if (std::find(m_known.begin(), m_known.end(), name) != m_known.end()) {
            continue;
        }
        const std::string nearest = nearest_word(name, m_known);
        fail(name, "this key is not known",
             nearest.empty() ? fmt::format("Keys known here: {}", fmt::join(m_known, ", "))
                             : fmt::format("Did you mean {}?", nearest));
    }
}

}  // namespace wardmap
