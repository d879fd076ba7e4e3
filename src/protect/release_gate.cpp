#include "release_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "earlier_numbers.hpp"
#include "square_in_area.hpp"
#include "wardmap/error.hpp"

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
    [[nodiscard]] const PublicKnowledge& known() const noexcept { return m_known; }

    /// Numbers without a name are not told, so nothing is asked of them.
    [[nodiscard]] GateFinding judged(std::span<const EarlierNumber> earlier) const
    {
        GateFinding finding;
        const std::vector<CountRange> follows = ranges_that_follow(put_together(m_known, earlier));
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (m_names[i].empty()) {
                continue;
            }
            ++finding.numbers;
            if (follows[i].highest == 0) {
                continue;
            }
            if (follows[i].size() < fewest_possible) {
                throw Error(ErrorKind::disclosure, "public release, " + m_names[i],
                            fmt::format("other published numbers{} narrow this count to fewer than three "
                                        "possible ones",
                                        earlier.empty() ? "" : " and those of the release before"),
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

/// What the release tells by itself, and which of its numbers earlier ones may speak of.
std::vector<ToldNumber> add_release(Knowledge& knowledge, const ThemeRelease& release,
                                    const std::vector<ProtectedCell>& squares)
{
    const ThemeCounts& counts = release.counts;
    const std::size_t total = knowledge.add(published_count(counts.total, release.threshold).possible,
                                            release.theme.context.theme + ", all");
    std::vector<ToldNumber> told = {{.part = "all", .name = "", .at = total, .count = counts.total}};
    const auto wards = add_wards(knowledge, release, total);
    const auto months = add_parts(knowledge, release, counts.months, total);
    const auto heat = add_squares(knowledge, release, total);
    if (!heat.empty()) {  // squares that are not told cover nothing
        add_overlaps(knowledge, release, squares, {wards, heat});
    }
    const auto blocks = add_blocks(knowledge, release, total, wards);
    const auto add = [&](const char* part, const std::vector<CountedPart>& parts,
                         const std::vector<std::size_t>& at) {
        for (std::size_t i = 0; i < at.size(); ++i) {
            told.push_back({.part = part, .name = parts[i].name, .at = at[i], .count = parts[i].count});
        }
    };
    add("ward", counts.wards, wards);
    add("month", counts.months, months);
    add("block", counts.blocks, blocks);
    return told;
}

/// Judges the release with every set of earlier numbers that can be true, and with those that are. The finding is of
/// the former alone, which everybody can form: of the latter it would tell which they are.
void judge_with_previous(const Knowledge& knowledge, std::span<const EarlierNumber> earlier,
                         GateFinding& finding)
{
    const auto sets = sets_that_can_be_true(knowledge.known(), earlier);
    for (const std::vector<EarlierNumber>& set : sets) {
        const std::int64_t narrowest =
            knowledge.judged(set).narrowest;  // 0 only where that of the release is
        finding.narrowest = std::min(finding.narrowest, narrowest);
    }
    std::vector<EarlierNumber> agreeing;
    for (const EarlierNumber& number : earlier) {
        const bool is_in_first =
            std::ranges::find(sets.front(), number.index, &EarlierNumber::index) != sets.front().end();
        (is_in_first ? finding.put_together : finding.contradicting).push_back(number.index);
        if (number.agrees) {
            agreeing.push_back(number);
        }
    }
    if (!finding.contradicting.empty()) {  // else they stand in the first set
        static_cast<void>(knowledge.judged(agreeing));
    }
}

}  // namespace

GateFinding pass_gate(const ThemeRelease& release, const std::vector<ProtectedCell>& squares,
                      std::span<const PublishedNumber> previous)
{
    Knowledge knowledge;
    const std::vector<ToldNumber> told = add_release(knowledge, release, squares);
    GateFinding finding = knowledge.judged({});
    const std::vector<EarlierNumber> earlier = earlier_numbers(release.theme, told, previous);
    if (!earlier.empty()) {
        judge_with_previous(knowledge, earlier, finding);
    }
    return finding;
}

}  // namespace wardmap::protection
