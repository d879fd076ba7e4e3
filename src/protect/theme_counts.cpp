#include "theme_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

bool is_sensitive_name(std::string_view name)
{
    // Roots of words, so that "Vulnerable adult" and "vulnerability" are both found.
    constexpr std::array<std::string_view, 31> roots = {
        "domestic",   "sexual",     "rape",        "indecen",  "voyeur",      "stalk",       "forced marr",
        "genital",    "hate",       "racial",      "racist",   "homophob",    "transphob",   "antisemit",
        "anti-semit", "islamophob", "disabilit",   "vulnerab", "safegua",     "mental heal", "suicid",
        "self harm",  "self-harm",  "elder ab",    "slaver",   "human traff", "exploit",     "honour ",
        "honour-",    "child",      "missing pers"};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::any_of(roots,
                               [&](std::string_view root) { return lower.find(root) != std::string::npos; });
}

namespace protection {

namespace {

/// A column by name that must be there; texts are "" where there is no value.
class Column {
public:
    Column(const FeatureTable& table, std::string_view field) : m_index(table.field_index(field))
    {
        if (!m_index) {
            throw Error(ErrorKind::disclosure, table.name,
                        fmt::format("the layer has no field '{}', so it cannot be protected", field),
                        "make the result again with this version");
        }
    }
    [[nodiscard]] std::string text(const Feature& feature) const
    {
        return value_text(feature.values[*m_index]);
    }
    [[nodiscard]] std::int64_t number(const Feature& feature) const
    {
        return static_cast<std::int64_t>(value_number(feature.values[*m_index]).value_or(0));
    }

private:
    std::optional<std::size_t> m_index;
};

/// "2026-05" as a running number of months, or nothing.
std::optional<std::int64_t> month_number(const std::string& time)
{
    if (time.size() < 7 || time[4] != '-') {
        return std::nullopt;
    }
    const auto year = parse_double(std::string_view(time).substr(0, 4));
    const auto month = parse_double(std::string_view(time).substr(5, 2));
    if (!year || !month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*year) * 12 + static_cast<std::int64_t>(*month) - 1;
}

/// Every month, or quarter, from the first to the last that has an incident.
std::vector<CountedPart> counted_months(const std::map<std::int64_t, std::int64_t>& by_step, bool quarters)
{
    std::vector<CountedPart> parts;
    if (by_step.empty()) {
        return parts;
    }
    for (std::int64_t step = by_step.begin()->first; step <= by_step.rbegin()->first; ++step) {
        const auto found = by_step.find(step);
        parts.push_back({.name = quarters ? fmt::format("{:04}-Q{}", step / 4, step % 4 + 1)
                                          : fmt::format("{:04}-{:02}", step / 12, step % 12 + 1),
                         .count = found == by_step.end() ? 0 : found->second});
    }
    return parts;
}

void count_by_ward(const Layer* wards, const std::vector<PointM>& positions, std::vector<CountedPart>& parts)
{
    if (parts.empty()) {
        return;
    }
    for (const std::int32_t area : AreaIndex(areas_of(wards)).find(positions, 1)) {
        if (area != AreaIndex::outside) {
            ++parts[static_cast<std::size_t>(area)].count;
        }
    }
}

/// Blocks that are large enough, in homes and in incidents. `left_out` is what is not counted, by name of the block;
/// where two blocks bear that name nobody can say of which it is, so neither is told.
std::vector<CountedPart> counted_blocks(const Layer* blocks, const Layer* wards,
                                        const std::map<std::string, std::int64_t>& left_out)
{
    const AreaSet areas = areas_of(wards);
    const auto ward_of = [&](const Feature& block) {
        const auto* place = std::get_if<PointM>(&block.geometry);
        const auto found = std::ranges::find_if(
            areas.areas, [&](const Area& area) { return place != nullptr && covers(area.shape, *place); });
        return found == areas.areas.end() ? CountedPart::no_ward
                                          : static_cast<std::size_t>(found - areas.areas.begin());
    };
    constexpr std::int64_t fewest = 8;
    std::vector<CountedPart> parts;
    if (blocks != nullptr) {
        const Column name(blocks->table, "block_name");
        const Column dwellings(blocks->table, "dwellings");
        const Column incidents(blocks->table, "incidents");
        std::map<std::string, int> bearers;
        for (const Feature& feature : blocks->table.features) {
            ++bearers[name.text(feature)];
        }
        for (const Feature& feature : blocks->table.features) {
            const auto out = left_out.find(name.text(feature));
            const bool is_out = out != left_out.end();
            const std::int64_t count = incidents.number(feature) - (is_out ? out->second : 0);
            const bool is_known = !is_out || bearers[name.text(feature)] == 1;
            if (dwellings.number(feature) >= fewest && count >= fewest && is_known) {
                parts.push_back({name.text(feature), count, ward_of(feature)});
            }
        }
    }
    return parts;
}

}  // namespace

AreaSet areas_of(const Layer* wards)
{
    AreaSet areas;
    for (std::size_t i = 0; wards != nullptr && i < wards->table.features.size(); ++i) {
        const auto* shape = std::get_if<MultiPolygon>(&wards->table.features[i].geometry);
        areas.areas.push_back(
            {fmt::format("{:09}", i), {}, std::nullopt, shape == nullptr ? MultiPolygon{} : *shape});
    }
    return areas;
}

/// Two wards of one name, as a county has them, are told apart by their codes.
std::vector<std::string> ward_names(const Layer& wards)
{
    const Column name(wards.table, "ward_name");
    const Column id(wards.table, "ward_id");
    std::map<std::string, std::size_t> bearers;
    for (const Feature& feature : wards.table.features) {
        ++bearers[name.text(feature)];
    }
    std::vector<std::string> names;
    for (const Feature& feature : wards.table.features) {
        const std::string text = name.text(feature);
        names.push_back(bearers[text] > 1 ? fmt::format("{} ({})", text, id.text(feature)) : text);
    }
    return names;
}

const Layer* layer_named(const LayerSet& set, const std::string& name)
{
    const auto found = std::ranges::find(
        set.layers, name, [](const Layer& layer) -> const std::string& { return layer.table.name; });
    return found == set.layers.end() ? nullptr : &*found;
}

ThemeCounts count_theme(const LayerSet& internal, const PublicTheme& theme,
                        const std::vector<ProtectedCell>& squares)
{
    const std::string& id = theme.context.theme;
    const Layer* points = layer_named(internal, "incidents_" + id);
    if (points == nullptr) {
        throw Error(ErrorKind::disclosure, "incidents_" + id, "the result has no such layer",
                    "a public release is made from an internal result");
    }
    ThemeCounts counts;
    const Layer* wards = layer_named(internal, "wards_" + id);
    for (std::string& name : wards == nullptr ? std::vector<std::string>{} : ward_names(*wards)) {
        const auto& together = theme.detail.wards_together;
        if (std::ranges::find(together, name) != together.end()) {
            counts.together.push_back(counts.wards.size());
        }
        counts.wards.push_back({.name = std::move(name), .count = 0});
    }
    const Column category(points->table, "category");
    const auto block = points->table.field_index("block_name");
    std::map<std::string, std::int64_t> left_out_of_block;
    const Column time(points->table, "time");
    std::map<std::int64_t, std::int64_t> by_step;
    std::vector<PointM> positions;
    for (const Feature& feature : points->table.features) {
        const auto* position = std::get_if<PointM>(&feature.geometry);
        if (position == nullptr) {
            continue;
        }
        if (!theme.is_sensitive && is_sensitive_name(category.text(feature))) {
            ++counts.left_out;
            if (block) {
                ++left_out_of_block[value_text(feature.values[*block])];
            }
            continue;
        }
        ++counts.total;
        positions.push_back(*position);
        if (const auto month = month_number(time.text(feature))) {
            ++by_step[theme.is_sensitive ? *month / 3 : *month];
        }
    }
    count_by_ward(wards, positions, counts.wards);
    counts.blocks = counted_blocks(layer_named(internal, "blocks_" + id), wards, left_out_of_block);
    counts.months = counted_months(by_step, theme.is_sensitive);
    counts.squares.assign(squares.size(), 0);
    for (const std::size_t square : cells_of_points(squares, positions)) {
        if (square < squares.size()) {
            ++counts.squares[square];
        }
    }
    return counts;
}

}  // namespace protection

}  // namespace wardmap
