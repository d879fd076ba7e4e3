#include "wardmap/feature_table.hpp"

#include <algorithm>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

char ascii_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_without_case(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace

std::optional<std::size_t> FeatureTable::field_index(std::string_view field_name) const
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (equal_without_case(fields[i].name, field_name)) {
            return i;
        }
    }
    return std::nullopt;
}

std::string value_text(const Value& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return shortest_text(*real);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth ? "true" : "false";
    }
    return {};
}

std::optional<double> value_number(const Value& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return *real;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return parse_double(*text);
    }
    return std::nullopt;
}

}  // namespace wardmap
