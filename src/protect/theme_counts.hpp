#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

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
    std::vector<CountedPart> wards;     ///< in the order of the layer of wards
    std::vector<CountedPart> months;    ///< or quarters, ascending; every one from the first to the last
    std::vector<std::int64_t> squares;  ///< in the order of the squares
    std::vector<CountedPart> blocks;    ///< those that may be told
    std::int64_t left_out = 0;          ///< of sensitive categories
};

/// The layer of that name; nullptr where the result has none.
[[nodiscard]] const Layer* layer_named(const LayerSet& set, const std::string& name);

/// Counts the points of "incidents_<theme>".
[[nodiscard]] ThemeCounts count_theme(const LayerSet& internal, const PublicTheme& theme,
                                      const std::vector<ProtectedCell>& squares);

}  // namespace wardmap::protection
