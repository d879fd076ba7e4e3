#include <algorithm>
#include <optional>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {

namespace {

using Sum = PublicKnowledge::Sum;
using Relation = PublicKnowledge::Relation;

/// Sums stay below this: a range without upper bound added to another one has none either.
constexpr std::int64_t no_bound = CountRange{}.highest;

/// Cuts a range to what lies in another; whether it became smaller.
bool cut(CountRange& range, CountRange other)
{
    const CountRange before = range;
    range.lowest = std::max(range.lowest, other.lowest);
    range.highest = std::min(range.highest, other.highest);
    return range != before;
}

/// The sum of some numbers, which has no upper bound as long as one of them has none.
struct Total {
    std::int64_t lowest = 0;
    std::int64_t highest = 0;  ///< of those that have a bound
    std::size_t unbounded = 0;

    void add(const CountRange& range)
    {
        lowest += range.lowest;
        highest += range.highest < no_bound ? range.highest : 0;
        unbounded += range.highest < no_bound ? 0U : 1U;
    }
    [[nodiscard]] Total without(const CountRange& range) const
    {
        const bool has_bound = range.highest < no_bound;
        return {lowest - range.lowest, highest - (has_bound ? range.highest : 0),
                unbounded - (has_bound ? 0U : 1U)};
    }
    [[nodiscard]] CountRange range() const { return {lowest, unbounded > 0 ? no_bound : highest}; }
};

Total total_of(const std::vector<std::size_t>& parts, const std::vector<CountRange>& ranges)
{
    Total total;
    for (const std::size_t part : parts) {
        total.add(ranges[part]);
    }
    return total;
}

/// What the parts say of the whole.
bool narrow_whole(const Sum& sum, std::vector<CountRange>& ranges)
{
    CountRange total = total_of(sum.parts, ranges).range();
    if (sum.relation == Relation::at_most) {
        total.highest = no_bound;
    } else if (sum.relation == Relation::at_least) {
        total.lowest = -no_bound;
    }
    return cut(ranges[sum.whole], total);
}

/// What the whole and the other parts, as they were when it began, say of each part.
bool narrow_parts(const Sum& sum, std::vector<CountRange>& ranges)
{
    bool is_narrower = false;
    const Total total = total_of(sum.parts, ranges);
    const CountRange whole = ranges[sum.whole];
    for (const std::size_t part : sum.parts) {
        const CountRange others = total.without(ranges[part]).range();
        CountRange left{-no_bound, no_bound};
        if (sum.relation != Relation::at_most && others.highest < no_bound) {
            left.lowest = whole.lowest - others.highest;
        }
        if (sum.relation != Relation::at_least && whole.highest < no_bound) {
            left.highest = whole.highest - others.lowest;
        }
        is_narrower |= cut(ranges[part], left);
    }
    return is_narrower;
}

/// Nothing where a number has no count left.
std::optional<std::vector<CountRange>> narrowed(const PublicKnowledge& knowledge)
{
    std::vector<CountRange> ranges = knowledge.ranges;
    bool is_narrower = true;
    while (is_narrower) {
        is_narrower = false;
        for (const Sum& sum : knowledge.sums) {
            is_narrower |= narrow_whole(sum, ranges);
            is_narrower |= narrow_parts(sum, ranges);
        }
        if (std::ranges::any_of(ranges, [](const CountRange& range) { return range.size() == 0; })) {
            return std::nullopt;
        }
    }
    return ranges;
}

}  // namespace

bool can_be_true(const PublicKnowledge& knowledge) { return narrowed(knowledge).has_value(); }

std::vector<CountRange> ranges_that_follow(const PublicKnowledge& knowledge)
{
    auto ranges = narrowed(knowledge);
    if (!ranges) {
        throw Error(ErrorKind::internal, "disclosure check", "published numbers contradict each other",
                    "please report this defect; nothing was written");
    }
    return *std::move(ranges);
}

}  // namespace wardmap
