#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/public_release.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap::protection {

/// What is known of each number, with its name for messages; empty where nothing is told, so that nothing is asked.
struct NamedKnowledge {
    PublicKnowledge known;
    std::vector<std::string> names;  ///< one for each of known.ranges

    std::size_t add(CountRange range, std::string name);
};

/// A number of the present release, under the names that "published_numbers" has for it.
struct ToldNumber {
    std::string part;
    std::string name;
    std::size_t at = 0;      ///< index into the ranges of what is known
    std::int64_t count = 0;  ///< true
    std::string ward = {};   ///< of a block, the ward whose incidents hold its own
};

/// What the present release tells by itself.
struct PresentRelease {
    NamedKnowledge numbers;
    std::vector<ToldNumber> told;
    std::size_t ranges_without_map = 0;  ///< the first of numbers.known.ranges: all but squares
    std::size_t sums_without_map = 0;    ///< of numbers.known.sums
};

/// What an earlier number says of the present ones, as long as no record of its places was corrected since.
struct EarlierLink {
    std::size_t index = 0;  ///< of the number in the earlier release
    std::size_t corrected =
        0;  ///< of the range that is 0 then: how many more the earlier release counted than this one
    bool agrees = false;  ///< with the true counts of today, looked at by itself
};

/// Two releases side by side. An incident of a release is in the time that both count or in that of it alone, so each
/// number is the sum of two, and whatever adds up in a release does so in each of the two times. That was true when the
/// release was made, whatever became of its records. How many more the earlier one counted in the time of both adds up
/// too, and is 0 where no record was corrected, which the links say.
struct BothReleases {
    NamedKnowledge
        numbers;  ///< the present ones first, as they were, with their own sums; then those of either time
    std::vector<PublicKnowledge::Sum>
        adding_up;  ///< of the earlier release, of the times, of what was corrected
    std::vector<EarlierLink> links;
};

/// Puts the present release beside the numbers that an earlier one told of the theme. A link is made of each that is of
/// places that are told now and of days that both count.
[[nodiscard]] BothReleases both_releases(const PresentRelease& present, const PublicTheme& theme,
                                         std::span<const PublishedNumber> previous);

[[nodiscard]] PublicKnowledge put_together(const PublicKnowledge& known, std::span<const EarlierLink> links);

/// With the true counts of today in the place of what is told of them.
[[nodiscard]] PublicKnowledge with_true_counts(PublicKnowledge known, std::span<const ToldNumber> told);

/// The links that can be true together beside what is known, as sets: a number whose link cannot was of records that
/// were corrected since, and says nothing against the others. The first set takes the links one by one in their order
/// and leaves out each that nothing could satisfy together with those before it. Each further set begins with the links
/// that no set before has, and then takes the others in the same way; so every link that is possible beside what is
/// known stands in a set, and no wrong one alone keeps another one out of sight.
/// At least one set, which may be empty. O(log n) looks at all that is known for each link that is left out.
[[nodiscard]] std::vector<std::vector<EarlierLink>> sets_that_can_be_true(const PublicKnowledge& known,
                                                                          std::span<const EarlierLink> links);

}  // namespace wardmap::protection
