#include "read_themes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "toml_words.hpp"

namespace wardmap {

namespace {

bool is_plain_id(std::string_view id)
{
    return !id.empty() && id.size() <= 30 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::vector<RuleColumn> read_rule_columns(TomlReader& section, std::string_view key,
                                          const std::vector<RuleColumn>& usual)
{
    const auto words = section.texts(key);
    if (!words) {
        return usual;
    }
    std::vector<RuleColumn> columns;
    for (const std::string& word : *words) {
        const auto column = listed<RuleColumn>(word, {{"category", RuleColumn::category},
                                                      {"notes", RuleColumn::notes},
                                                      {"location", RuleColumn::location}});
        if (!column) {
            section.fail(key, fmt::format("\"{}\" is not known", word),
                         "It may be category, notes, location");
        }
        columns.push_back(*column);
    }
    return columns;
}

/// Keys given in the study replace the preset's.
ThemeRule read_theme(TomlReader& section)
{
    ThemeRule rule;
    if (const auto preset = section.text("preset")) {
        if (*preset != "asb" && *preset != "drugs" && *preset != "car_cruising") {
            section.fail("preset", fmt::format("\"{}\" is not known", *preset),
                         "It may be asb, drugs, car_cruising");
        }
        rule = preset_theme(*preset);
    }
    rule.id = section.text("id").value_or(rule.id);
    rule.title = section.text("title").value_or(rule.title.empty() ? rule.id : rule.title);
    if (!is_plain_id(rule.id)) {
        section.fail(
            "id",
            rule.id.empty() ? "this key is missing" : fmt::format("\"{}\" cannot name a layer", rule.id),
            "Use up to 30 of a-z, 0-9 and _");
    }
    rule.categories = section.texts("categories").value_or(rule.categories);
    rule.any.phrases = section.texts("phrases").value_or(rule.any.phrases);
    rule.any.columns = read_rule_columns(section, "phrases_in", rule.any.columns);
    rule.except_categories = section.texts("except_categories").value_or(rule.except_categories);
    rule.except.phrases = section.texts("except_phrases").value_or(rule.except.phrases);
    rule.except.columns = read_rule_columns(section, "except_phrases_in", rule.except.columns);
    rule.may_be_empty = section.truth("may_be_empty").value_or(rule.may_be_empty);
    if (rule.categories.empty() && rule.any.phrases.empty()) {
        section.fail("", "this theme has no rule", "Give categories, phrases or a preset");
    }
    return rule;
}

/// Classes that were frozen: those of an earlier map, as its manifest states them. Empty without the key.
std::vector<double> read_breaks(TomlReader& section, std::string_view key, const TomlReader::Range& range)
{
    constexpr std::size_t most = 9;
    auto breaks = section.numbers(key, range);
    if (!breaks) {
        return {};
    }
    if (breaks->empty() || breaks->size() > most ||
        std::adjacent_find(breaks->begin(), breaks->end(), std::greater_equal<>{}) != breaks->end()) {
        section.fail(key, "these are not class breaks",
                     "Give 1 to 9 numbers, each larger than the one before");
    }
    return *std::move(breaks);
}

FrozenBreaks read_frozen_breaks(TomlReader& section)
{
    constexpr TomlReader::Range density{1e-9, 1e9, " incidents per km²"};
    FrozenBreaks frozen{.density_per_km2 = read_breaks(section, "density_breaks", density),
                        .monthly_density_per_km2 = read_breaks(section, "monthly_density_breaks", density),
                        .wards = read_breaks(section, "ward_breaks", {1e-9, 1e9, ""}),
                        .blocks = read_breaks(section, "block_breaks", {1, 1e9, " incidents"})};
    for (const double incidents : frozen.blocks) {
        if (incidents != std::floor(incidents)) {
            section.fail("block_breaks", "incidents are whole numbers", "Write it as [1, 5, 10]");
        }
    }
    return frozen;
}

}  // namespace

void read_themes(TomlReader& root, Study& study)
{
    for (TomlReader& section : root.tables("themes")) {
        ThemeRule rule = read_theme(section);
        const auto same_id = [&](const ThemeRule& other) { return other.id == rule.id; };
        if (std::any_of(study.themes.begin(), study.themes.end(), same_id)) {
            section.fail("id", fmt::format("two themes are called \"{}\"", rule.id),
                         "Give each theme an id of its own");
        }
        study.frozen_breaks[rule.id] = read_frozen_breaks(section);
        if (section.truth("sensitive").value_or(false)) {
            study.sensitive_themes.insert(rule.id);
        }
        section.finish();
        study.themes.push_back(std::move(rule));
    }
    if (study.themes.empty()) {
        root.fail("themes", "no theme is named",
                  "Add [[themes]] with preset = \"asb\", or categories of your own");
    }
    if (study.themes.size() > max_themes) {
        root.fail("themes", fmt::format("{} themes are named", study.themes.size()),
                  "Name at most 64 themes");
    }
}

}  // namespace wardmap
