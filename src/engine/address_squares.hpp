#pragma once

#include <vector>

#include "theme_analysis.hpp"
#include "wardmap/published_counts.hpp"

/// What an internal result keeps so that a public one can be made from it later, without the study.
namespace wardmap {

/// The gazetteer's postal addresses over the study area.
[[nodiscard]] std::vector<PointM> postal_addresses(const StudyInputs& inputs, const LocatedSet& located);
/// The finest squares of them.
[[nodiscard]] std::vector<ProtectedCell> address_squares(const std::vector<PointM>& addresses,
                                                         const LocatedSet& located);
/// How finely a public release may tell the theme.
[[nodiscard]] PublicDetail public_detail(const StudyInputs& inputs, const LocatedSet& located,
                                         const ThemeAnalysis& analysis, const std::vector<PointM>& addresses);

}  // namespace wardmap
