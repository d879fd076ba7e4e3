#pragma once

#include <string>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// In a report for partners instead of the findings, whose sentences hold counts as they are.
inline constexpr const char* findings_for_partners =
    "Not told to partners in sentences: the tables and maps have what they may know.";

/// What of a study is for partners.
struct PartnerScope {
    std::vector<std::string> theme_ids;
    std::vector<std::string> context_kinds;  ///< "roads": what the study lets them have of what lies beneath
};

[[nodiscard]] PartnerScope partner_scope(const Study& study);

/// What of an internal result's layers, tables and rasters partners may have, by name: whatever is not known to be for
/// them is left out, so that a new table of few incidents does not leave the house by default.
[[nodiscard]] LayerSet layers_for_partners(LayerSet layers, const PartnerScope& scope);

}  // namespace wardmap
