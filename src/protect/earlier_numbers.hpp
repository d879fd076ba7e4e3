#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/public_release.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap::protection {

/// A number of the present release, under the names that "published_numbers" has for it.
struct ToldNumber {
    std::string part;
    std::string name;
    std::size_t at = 0;      ///< index into the ranges of what is known
    std::int64_t count = 0;  ///< true
};

/// What a number of an earlier release says of the present ones.
struct EarlierNumber {
    std::size_t index = 0;           ///< of the number in the earlier release
    CountRange range;                ///< of its count
    std::vector<std::size_t> parts;  ///< indices of the present numbers of its places
    /// `equal`: it is their sum; `at_least`: they hold it, its period lies inside theirs; `at_most`: it holds them.
    PublicKnowledge::Relation relation = PublicKnowledge::Relation::equal;
    bool agrees = false;  ///< with the true counts of today
};

/// Those of the earlier numbers that are of the theme, of places that are told now, and of the same period, one inside
/// it or one around it, in their order. A month is the same month in every release.
[[nodiscard]] std::vector<EarlierNumber> earlier_numbers(const PublicTheme& theme,
                                                         std::span<const ToldNumber> told,
                                                         std::span<const PublishedNumber> previous);

[[nodiscard]] PublicKnowledge put_together(const PublicKnowledge& present,
                                           std::span<const EarlierNumber> earlier);

/// The earlier numbers that can be true together with the present ones, as sets: an earlier number that cannot be true
/// was of records that were corrected since, and says nothing against the others. The first set takes the numbers one
/// by one in their order and leaves out each that nothing could satisfy together with those before it. Each further
/// set begins with the numbers that no set before has, and then takes the others in the same way; so every number that
/// is possible beside the present ones stands in a set, and no wrong number alone keeps another one out of sight.
/// At least one set, which may be empty. Made from what everybody may know, so it tells nothing itself.
/// O(log n) looks at all that is known for each number that is left out.
[[nodiscard]] std::vector<std::vector<EarlierNumber>> sets_that_can_be_true(
    const PublicKnowledge& present, std::span<const EarlierNumber> earlier);

}  // namespace wardmap::protection
