#include "release_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "square_in_area.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

constexpr std::int64_t fewest_possible = 3;
using Relation = PublicKnowledge::Relation;
using Sum = PublicKnowledge::Sum;

/// What is known of each number, with the number's name for messages.
class Knowledge {
public:
    std::size_t add(CountRange range, std::string name)
    {
        m_known.ranges.push_back(range);
        m_names.push_back(std::move(name));
        return m_known.ranges.size() - 1;
    }
    void add(Sum sum) { m_known.sums.push_back(std::move(sum)); }
    /// What an earlier release told of the same number; not used where it cannot be the same any more.
    void cut(std::size_t at, CountRange range)
    {
        CountRange& known = m_known.ranges[at];
        const CountRange both{std::max(known.lowest, range.lowest), std::min(known.highest, range.highest)};
        known = both.size() > 0 ? both : known;
    }

    /// Numbers without a name are not told, so nothing is asked of them.
    [[nodiscard]] GateFinding judged() const
    {
        GateFinding finding;
        const std::vector<CountRange> follows = ranges_that_follow(m_known);
        for (std::size_t i = 0; i < follows.size(); ++i) {
            if (m_names[i].empty()) {
                continue;
            }
            ++finding.numbers;
            if (follows[i].highest == 0) {
                continue;
            }
            if (follows[i].size() < fewest_possible) {
                throw Error(ErrorKind::disclosure, "public release, " + m_names[i],
                            "other published numbers narrow this count to fewer than three possible ones",
                            "take a longer period or larger areas, or leave a part out with --leave-out");
            }
            finding.narrowest =
                finding.narrowest == 0 ? follows[i].size() : std::min(finding.narrowest, follows[i].size());
        }
        return finding;
    }

private:
    PublicKnowledge m_known;
    std::vector<std::string> m_names;
};

/// Adds parts that make the total, with what is in none of them.
std::vector<std::size_t> add_parts(Knowledge& knowledge, const ThemeRelease& release,
                                   const std::vector<CountedPart>& parts, std::size_t total)
{
    std::vector<std::size_t> indices;
    std::int64_t counted = 0;
    for (const CountedPart& part : parts) {
        indices.push_back(knowledge.add(published_count(part.count, release.threshold).possible,
                                        release.theme.context.theme + ", " + part.name));
        counted += part.count;
    }
    if (!parts.empty()) {
        Sum sum{.whole = total, .parts = indices, .relation = Relation::equal};
        if (counted != release.counts.total) {
            sum.parts.push_back(knowledge.add(CountRange{}, ""));  // nothing is told of the rest
        }
        knowledge.add(std::move(sum));
    }
    return indices;
}

/// Of wards that are told together the sum is told; what follows for each of them is asked all the same.
std::vector<std::size_t> add_wards(Knowledge& knowledge, const ThemeRelease& release, std::size_t total)
{
    const ThemeCounts& counts = release.counts;
    std::vector<CountedPart> parts;
    CountedPart sum{.name = "wards together", .count = 0};
    for (std::size_t w = 0; w < counts.wards.size(); ++w) {
        if (is_told_together(counts, w)) {
            sum.count += counts.wards[w].count;
        } else {
            parts.push_back(counts.wards[w]);
        }
    }
    if (!counts.together.empty()) {
        parts.push_back(sum);
    }
    const std::vector<std::size_t> at = add_parts(knowledge, release, parts, total);
    std::vector<std::size_t> indices;
    Sum together{.whole = at.empty() ? 0 : at.back(), .parts = {}, .relation = Relation::equal};
    std::size_t alone = 0;
    for (std::size_t w = 0; w < counts.wards.size(); ++w) {
        if (is_told_together(counts, w)) {
            indices.push_back(
                knowledge.add(CountRange{}, release.theme.context.theme + ", " + counts.wards[w].name));
            together.parts.push_back(indices.back());
        } else {
            indices.push_back(at[alone++]);
        }
    }
    if (!together.parts.empty()) {
        knowledge.add(std::move(together));
    }
    return indices;
}

std::vector<std::size_t> add_squares(Knowledge& knowledge, const ThemeRelease& release, std::size_t total)
{
    std::vector<std::size_t> indices;
    std::int64_t counted = 0;
    for (std::size_t i = 0; i < release.heat.possible.size(); ++i) {
        indices.push_back(knowledge.add(release.heat.possible[i],
                                        fmt::format("{}, square {}", release.theme.context.theme, i + 1)));
        counted += release.counts.squares[i];
    }
    if (!indices.empty()) {
        Sum sum{.whole = total, .parts = indices, .relation = Relation::equal};
        if (counted != release.counts.total) {
            sum.parts.push_back(knowledge.add(CountRange{}, ""));
        }
        knowledge.add(std::move(sum));
    }
    return indices;
}

/// Where the numbers of wards and squares stand in the knowledge.
struct PlacesInKnowledge {
    std::vector<std::size_t> ward_at;
    std::vector<std::size_t> square_at;
};

/// Squares inside a ward have no more than it; those that touch it have no less.
void add_overlaps(Knowledge& knowledge, const ThemeRelease& release,
                  const std::vector<ProtectedCell>& squares, const PlacesInKnowledge& places)
{
    const auto& [ward_at, square_at] = places;
    const ThemeCounts& counts = release.counts;
    for (std::size_t w = 0; w < ward_at.size() && w < release.ward_shapes.size(); ++w) {
        Sum inside{.whole = ward_at[w], .parts = {}, .relation = Relation::at_most};
        Sum touching{.whole = ward_at[w], .parts = {}, .relation = Relation::at_least};
        std::int64_t count_inside = 0;
        std::int64_t count_touching = 0;
        for (std::size_t s = 0; s < square_at.size(); ++s) {
            const SquarePlace place = place_of_square(squares[s].box(), release.ward_shapes[w]);
            if (place == SquarePlace::inside) {
                inside.parts.push_back(square_at[s]);
                count_inside += counts.squares[s];
            }
            if (place != SquarePlace::outside) {
                touching.parts.push_back(square_at[s]);
                count_touching += counts.squares[s];
            }
        }
        // Where wards overlap, an incident counts in one of them and an onlooker's sum would be wrong.
        if (count_inside <= counts.wards[w].count) {
            knowledge.add(std::move(inside));
        }
        if (count_touching >= counts.wards[w].count) {
            knowledge.add(std::move(touching));
        }
    }
}

/// Blocks lie in wards, and in the town: so many incidents at least.
std::vector<std::size_t> add_blocks(Knowledge& knowledge, const ThemeRelease& release, std::size_t total,
                                    const std::vector<std::size_t>& ward_at)
{
    const ThemeCounts& counts = release.counts;
    Sum in_town{.whole = total, .parts = {}, .relation = Relation::at_most};
    std::vector<Sum> in_ward(ward_at.size(), {.whole = 0, .parts = {}, .relation = Relation::at_most});
    std::vector<std::int64_t> count_in_ward(ward_at.size(), 0);
    for (const CountedPart& block : counts.blocks) {
        const std::size_t at = knowledge.add(published_count(block.count, release.threshold).possible,
                                             release.theme.context.theme + ", " + block.name);
        in_town.parts.push_back(at);
        if (block.ward < ward_at.size()) {
            in_ward[block.ward].parts.push_back(at);
            count_in_ward[block.ward] += block.count;
        }
    }
    for (std::size_t w = 0; w < ward_at.size(); ++w) {
        in_ward[w].whole = ward_at[w];
        if (count_in_ward[w] <= counts.wards[w].count) {  // else incidents of a block lie beyond its ward
            knowledge.add(in_ward[w]);
        }
    }
    knowledge.add(in_town);
    return in_town.parts;
}

/// The counts that a published text allows; nothing for what is no such text.
std::optional<CountRange> range_of(const std::string& text, std::int64_t threshold)
{
    if (text == "*") {
        return CountRange{1, threshold - 1};
    }
    const auto number = parse_double(text);
    if (!number || *number < 0) {
        return std::nullopt;
    }
    return published_count(static_cast<std::int64_t>(*number), threshold).possible;
}

/// "2025-07-01/2026-06-30" is inside itself and every longer period around it. ISO days compare as text.
bool is_inside(const std::string& period, const std::string& other)
{
    const std::size_t slash = period.find('/');
    const std::size_t other_slash = other.find('/');
    return slash != std::string::npos && other_slash != std::string::npos &&
           period.substr(0, slash) >= other.substr(0, other_slash) &&
           period.substr(slash + 1) <= other.substr(other_slash + 1);
}

struct ToldNumber {
    std::string part;
    std::string name;
    std::size_t at = 0;
};

/// Those of the names in a list that stand in it, which is all of them; else none.
std::vector<std::size_t> wards_of(const PublishedNumber& earlier, const std::vector<ToldNumber>& told)
{
    std::vector<std::size_t> wards;
    std::string_view rest = earlier.name;
    while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find(between_wards));
        rest.remove_prefix(std::min(rest.size(), name.size() + between_wards.size()));
        const auto same = std::ranges::find_if(
            told, [&](const ToldNumber& number) { return number.part == "ward" && number.name == name; });
        if (same == told.end()) {
            return {};
        }
        wards.push_back(same->at);
    }
    return wards;
}

/// A sum of wards that an earlier release told of this period, of one inside it or of one around it.
void add_previous_sum(Knowledge& knowledge, const ThemeRelease& release, const PublishedNumber& earlier,
                      std::vector<std::size_t> wards)
{
    const auto range = range_of(earlier.incidents, earlier.hidden_below);
    const bool is_same = earlier.period == release.theme.period;
    const bool is_part = is_inside(earlier.period, release.theme.period);
    if (range && !wards.empty() && (is_part || is_inside(release.theme.period, earlier.period))) {
        const std::size_t whole = knowledge.add(*range, "");
        knowledge.add({.whole = whole,
                       .parts = std::move(wards),
                       .relation = is_same   ? Relation::equal
                                   : is_part ? Relation::at_least
                                             : Relation::at_most});
    }
}

void add_previous(Knowledge& knowledge, const ThemeRelease& release, const std::vector<ToldNumber>& told,
                  std::span<const PublishedNumber> previous)
{
    for (const PublishedNumber& earlier : previous) {
        if (earlier.part == part_of_wards_together && earlier.theme == release.theme.context.theme) {
            add_previous_sum(knowledge, release, earlier, wards_of(earlier, told));
            continue;
        }
        const auto range = range_of(earlier.incidents, earlier.hidden_below);
        const auto same = std::ranges::find_if(told, [&](const ToldNumber& number) {
            return earlier.theme == release.theme.context.theme && number.part == earlier.part &&
                   number.name == earlier.name;
        });
        if (!range || same == told.end()) {
            continue;
        }
        // A month is the same month in every release; all else is of the release's period.
        const bool is_same = earlier.part == "month" || earlier.period == release.theme.period;
        if (is_same) {
            knowledge.cut(same->at, *range);
        } else if (is_inside(earlier.period, release.theme.period)) {
            const std::size_t part = knowledge.add(*range, "");
            knowledge.add({.whole = same->at, .parts = {part}, .relation = Relation::at_most});
        } else if (is_inside(release.theme.period, earlier.period)) {
            const std::size_t whole = knowledge.add(*range, "");
            knowledge.add({.whole = whole, .parts = {same->at}, .relation = Relation::at_most});
        }
    }
}

/// Nothing where the earlier numbers do not fit these: records were corrected since, and an onlooker who puts both
/// together finds a contradiction, not a count.
std::optional<GateFinding> judged_with_previous(const Knowledge& knowledge)
{
    try {
        return knowledge.judged();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::disclosure) {
            throw;
        }
        return std::nullopt;
    }
}

}  // namespace

GateFinding pass_gate(const ThemeRelease& release, const std::vector<ProtectedCell>& squares,
                      std::span<const PublishedNumber> previous)
{
    const ThemeCounts& counts = release.counts;
    Knowledge knowledge;
    const std::size_t total = knowledge.add(published_count(counts.total, release.threshold).possible,
                                            release.theme.context.theme + ", all");
    std::vector<ToldNumber> told = {{.part = "all", .name = "", .at = total}};
    const auto wards = add_wards(knowledge, release, total);
    const auto months = add_parts(knowledge, release, counts.months, total);
    const auto heat = add_squares(knowledge, release, total);
    if (!heat.empty()) {  // squares that are not told cover nothing
        add_overlaps(knowledge, release, squares, {wards, heat});
    }
    const auto blocks = add_blocks(knowledge, release, total, wards);
    for (std::size_t i = 0; i < wards.size(); ++i) {
        told.push_back({"ward", counts.wards[i].name, wards[i]});
    }
    for (std::size_t i = 0; i < months.size(); ++i) {
        told.push_back({"month", counts.months[i].name, months[i]});
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        told.push_back({"block", counts.blocks[i].name, blocks[i]});
    }
    const GateFinding alone = knowledge.judged();
    if (previous.empty()) {
        return alone;
    }
    add_previous(knowledge, release, told, previous);
    return judged_with_previous(knowledge).value_or(alone);
}

}  // namespace wardmap::protection
