#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/areas.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/public_release.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap::protection {

/// A place or a time with its true count. Never leaves this stage.
struct CountedPart {
    std::string name;
    std::int64_t count = 0;
    std::size_t ward = no_ward;  ///< of a block, where its point lies in one
    static constexpr std::size_t no_ward = static_cast<std::size_t>(-1);
};

/// All that a release may tell of one theme, as true counts.
struct ThemeCounts {
    std::int64_t total = 0;
    std::vector<CountedPart> wards;  ///< in the order of the layer of wards
    std::vector<std::size_t>
        together;  ///< indices of wards of which only the sum is told; none, or two and more
    std::vector<CountedPart> months;    ///< or quarters, ascending; every one from the first to the last
    std::vector<std::int64_t> squares;  ///< in the order of the squares
    std::vector<CountedPart> blocks;    ///< those that may be told
    std::int64_t left_out = 0;          ///< of sensitive categories
};

[[nodiscard]] inline bool is_told_together(const ThemeCounts& counts, std::size_t ward)
{
    return std::ranges::find(counts.together, ward) != counts.together.end();
}
/// In published_numbers, of the sum of wards; their names stand in its name.
inline constexpr std::string_view part_of_wards_together = "wards together";
inline constexpr std::string_view between_wards = " + ";

/// The layer of that name; nullptr where the result has none.
[[nodiscard]] const Layer* layer_named(const LayerSet& set, const std::string& name);

/// The layer's polygons, in its order.
[[nodiscard]] AreaSet areas_of(const Layer* wards);
/// What a release calls the wards, in the layer's order.
[[nodiscard]] std::vector<std::string> ward_names(const Layer& wards);

/// Counts the points of "incidents_<theme>".
[[nodiscard]] ThemeCounts count_theme(const LayerSet& internal, const PublicTheme& theme,
                                      const std::vector<ProtectedCell>& squares);

}  // namespace wardmap::protection
