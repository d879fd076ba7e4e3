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

CountRange total_of(const std::vector<std::size_t>& parts, const std::vector<CountRange>& ranges)
{
    CountRange total{0, 0};
    for (const std::size_t part : parts) {
        total.lowest += ranges[part].lowest;
        total.highest = std::min(no_bound, total.highest + ranges[part].highest);
    }
    return total;
}

/// What the parts say of the whole.
bool narrow_whole(const Sum& sum, std::vector<CountRange>& ranges)
{
    CountRange total = total_of(sum.parts, ranges);
    if (sum.relation == Relation::at_most) {
        total.highest = no_bound;
    } else if (sum.relation == Relation::at_least) {
        total.lowest = 0;
    }
    return cut(ranges[sum.whole], total);
}

/// What the whole and the other parts say of each part.
bool narrow_parts(const Sum& sum, std::vector<CountRange>& ranges)
{
    bool is_narrower = false;
    for (const std::size_t part : sum.parts) {
        CountRange others{0, 0};
        for (const std::size_t other : sum.parts) {
            if (other != part) {
                others.lowest += ranges[other].lowest;
                others.highest = std::min(no_bound, others.highest + ranges[other].highest);
            }
        }
        const CountRange whole = ranges[sum.whole];
        CountRange left;
        if (sum.relation != Relation::at_most && others.highest < no_bound) {
            left.lowest = std::max<std::int64_t>(0, whole.lowest - others.highest);
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
