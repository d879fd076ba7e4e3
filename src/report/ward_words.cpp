#include "ward_words.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "markup_text.hpp"

namespace wardmap::report {

namespace {

/// A ward's values by field, as people read them; "" for what is hidden or not there.
struct Row {
    const FeatureTable& table;
    const Feature& feature;

    [[nodiscard]] std::string operator[](std::string_view field) const { return number(field, 0); }
    [[nodiscard]] std::string number(std::string_view field, int decimals) const
    {
        return shown(value_of(table, feature, field), decimals);
    }
};

std::string ordinal(const std::string& number)
{
    const bool is_teen = number.size() > 1 && number[number.size() - 2] == '1';
    const char last = is_teen ? '0' : number.back();
    return number + (last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th");
}

std::string count_sentence(const Row& row, const std::string& incidents, std::size_t wards)
{
    std::string text = incidents;
    if (const std::string share = row.number("share_pct", 1); !share.empty()) {
        text += fmt::format(", {}\u00A0% of all", share);
    }
    if (const std::string rank = row["rank"]; !rank.empty() && wards > 1) {
        text += fmt::format(", {} of {} wards", rank == "1" ? "the most" : ordinal(rank), wards);
    }
    return text + ".";
}

std::string rate_sentence(const Row& row)
{
    const std::string rate = row.number("rate_per_1000", 1);
    return rate.empty() ? ""
                        : fmt::format(" {} per 1,000 residents (95\u00A0% interval {} to {}).", rate,
                                      row.number("rate_low", 1), row.number("rate_high", 1));
}

/// What the funnel's classes mean; "?" is beyond 95 %, without it beyond 99.8 %.
std::string funnel_sentence(const Row& row)
{
    constexpr std::array<std::pair<const char*, const char*>, 5> meanings = {{
        {"high", "Clearly more than its residents would lead to expect"},
        {"high?", "More than its residents would lead to expect, though that may be chance"},
        {"normal", "Within what its residents would lead to expect"},
        {"low?", "Fewer than its residents would lead to expect, though that may be chance"},
        {"low", "Clearly fewer than its residents would lead to expect"},
    }};
    for (const auto& [word, meaning] : meanings) {
        if (row["funnel"] == word) {
            return fmt::format(" {} (about {}).", meaning, row["funnel_expected"]);
        }
    }
    return {};
}

std::string change_sentence(const Row& row)
{
    const std::string words = row["change_words"];
    const std::string previous = row["previous"];
    return words.empty() || previous.empty()
               ? ""
               : fmt::format(" Change from the comparison period ({} then): {}.", previous, words);
}

}  // namespace

std::string incidents_words(const Layer& wards, const Feature& ward)
{
    const std::string count = shown(value_of(wards.table, ward, "incidents"), 0);
    if (count.empty()) {
        return "number not shown";
    }
    return count + (count == "1" ? " incident" : " incidents");
}

std::string ward_line(const Layer& wards, const Feature& ward)
{
    return count_sentence({wards.table, ward}, incidents_words(wards, ward), wards.table.features.size());
}

std::string ward_words(const Layer& wards, const Feature& ward)
{
    const Row row{wards.table, ward};
    std::string text =
        ward_line(wards, ward) + rate_sentence(row) + funnel_sentence(row) + change_sentence(row);
    if (const std::string peak = row["peak_time"]; !peak.empty()) {
        text += fmt::format(" Busiest {}.", peak);
    }
    return text;
}

}  // namespace wardmap::report
