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

/// What is asked of each number that has a name. An earlier one, and what somebody makes of two, is asked about where
/// the releases together tell more of it than each does by itself.
class Judge {
public:
    explicit Judge(const NamedKnowledge& numbers, std::size_t present)
        : m_numbers(numbers), m_present(present)
    {
    }

    [[nodiscard]] GateFinding judged(const PublicKnowledge& alone, const PublicKnowledge& together) const
    {
        GateFinding finding;
        const std::vector<CountRange> before = ranges_that_follow(alone);
        const std::vector<CountRange> follows = ranges_that_follow(together);
        for (std::size_t i = 0; i < follows.size(); ++i) {
            if (m_numbers.names[i].empty()) {
                continue;
            }
            const bool is_present = i < m_present;
            finding.numbers += is_present ? 1U : 0U;
            if (follows[i].highest == 0 || (!is_present && follows[i].size() == before[i].size())) {
                continue;
            }
            if (follows[i].size() < fewest_possible) {
                refuse(m_numbers.names[i], m_numbers.names.size() > m_present);
            }
            finding.narrowest =
                finding.narrowest == 0 ? follows[i].size() : std::min(finding.narrowest, follows[i].size());
        }
        return finding;
    }

private:
    [[noreturn]] static void refuse(const std::string& name, bool with_release_before)
    {
        throw Error(ErrorKind::disclosure, "public release, " + name,
                    fmt::format("other published numbers{} narrow this count to fewer than three "
                                "possible ones",
                                with_release_before ? " and those of the release before" : ""),
                    "take a longer period or larger areas, or leave a part out with --leave-out");
    }

    const NamedKnowledge& m_numbers;
    std::size_t m_present;
};

/// Adds parts that make the total, with what is in none of them.
std::vector<std::size_t> add_parts(NamedKnowledge& knowledge, const ThemeRelease& release,
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
        knowledge.known.sums.push_back(std::move(sum));
    }
    return indices;
}

/// Of wards that are told together the sum is told; what follows for each of them is asked all the same.
std::vector<std::size_t> add_wards(NamedKnowledge& knowledge, const ThemeRelease& release, std::size_t total)
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
        knowledge.known.sums.push_back(std::move(together));
    }
    return indices;
}

std::vector<std::size_t> add_squares(NamedKnowledge& knowledge, const ThemeRelease& release,
                                     std::size_t total)
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
        knowledge.known.sums.push_back(std::move(sum));
    }
    return indices;
}

/// Where the numbers of wards and squares stand in the knowledge.
struct PlacesInKnowledge {
    std::vector<std::size_t> ward_at;
    std::vector<std::size_t> square_at;
};

/// Squares inside a ward have no more than it; those that touch it have no less.
void add_overlaps(NamedKnowledge& knowledge, const ThemeRelease& release,
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
            knowledge.known.sums.push_back(std::move(inside));
        }
        if (count_touching >= counts.wards[w].count) {
            knowledge.known.sums.push_back(std::move(touching));
        }
    }
}

/// Blocks lie in wards, and in the town: so many incidents at least.
std::vector<std::size_t> add_blocks(NamedKnowledge& knowledge, const ThemeRelease& release, std::size_t total,
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
            knowledge.known.sums.push_back(in_ward[w]);
        }
    }
    knowledge.known.sums.push_back(in_town);
    return in_town.parts;
}

/// What the release tells by itself, and which of its numbers earlier ones may speak of.
PresentRelease present_release(const ThemeRelease& release, const std::vector<ProtectedCell>& squares)
{
    const ThemeCounts& counts = release.counts;
    PresentRelease present;
    NamedKnowledge& numbers = present.numbers;
    const std::size_t total = numbers.add(published_count(counts.total, release.threshold).possible,
                                          release.theme.context.theme + ", all");
    present.told.push_back({.part = "all", .name = "", .at = total, .count = counts.total});
    const auto wards = add_wards(numbers, release, total);
    const auto months = add_parts(numbers, release, counts.months, total);
    const auto blocks = add_blocks(numbers, release, total, wards);
    present.ranges_without_map = numbers.known.ranges.size();
    present.sums_without_map = numbers.known.sums.size();
    const auto heat = add_squares(numbers, release, total);
    if (!heat.empty()) {  // squares that are not told cover nothing
        add_overlaps(numbers, release, squares, {wards, heat});
    }
    const auto add = [&](const char* part, const std::vector<CountedPart>& parts,
                         const std::vector<std::size_t>& at) {
        for (std::size_t i = 0; i < at.size(); ++i) {
            present.told.push_back(
                {.part = part, .name = parts[i].name, .at = at[i], .count = parts[i].count});
        }
    };
    add("ward", counts.wards, wards);
    add("month", counts.months, months);
    add("block", counts.blocks, blocks);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const CountedPart& block = counts.blocks[b];
        if (block.ward < counts.wards.size() && block.count <= counts.wards[block.ward].count) {
            present.told[present.told.size() - blocks.size() + b].ward = counts.wards[block.ward].name;
        }
    }
    return present;
}

/// Judges the release with every set of earlier numbers that can be true, and with those that are. The finding is of
/// the former alone, which everybody can form: of the latter it would tell which they are.
void judge_with_previous(const PresentRelease& present, const BothReleases& both, GateFinding& finding)
{
    const Judge judge(both.numbers, present.numbers.names.size());
    PublicKnowledge adding_up = both.numbers.known;
    adding_up.sums.insert(adding_up.sums.end(), both.adding_up.begin(), both.adding_up.end());
    const auto sets = sets_that_can_be_true(adding_up, both.links);
    for (const std::vector<EarlierLink>& set : sets) {
        const std::int64_t narrowest = judge.judged(adding_up, put_together(adding_up, set))
                                           .narrowest;  // 0 only where that of the release is
        finding.narrowest = std::min(finding.narrowest, narrowest);
    }
    std::vector<EarlierLink> agreeing;
    for (const EarlierLink& link : both.links) {
        const bool is_in_first =
            std::ranges::find(sets.front(), link.index, &EarlierLink::index) != sets.front().end();
        (is_in_first ? finding.put_together : finding.contradicting).push_back(link.index);
        if (link.agrees) {
            agreeing.push_back(link);
        }
    }
    if (finding.contradicting.empty()) {
        return;  // they stand in the first set
    }
    static_cast<void>(judge.judged(both.numbers.known, put_together(both.numbers.known, agreeing)));
    for (const std::vector<EarlierLink>& set :
         sets_that_can_be_true(with_true_counts(adding_up, present.told), agreeing)) {
        static_cast<void>(judge.judged(adding_up, put_together(adding_up, set)));
    }
}

}  // namespace

GateFinding pass_gate(const ThemeRelease& release, const std::vector<ProtectedCell>& squares,
                      std::span<const PublishedNumber> previous)
{
    const PresentRelease present = present_release(release, squares);
    const PublicKnowledge& known = present.numbers.known;
    GateFinding finding = Judge(present.numbers, present.numbers.names.size()).judged(known, known);
    const BothReleases both = both_releases(present, release.theme, previous);
    if (!both.links.empty()) {
        judge_with_previous(present, both, finding);
    }
    return finding;
}

}  // namespace wardmap::protection
