#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/canary_scan.hpp"
#include "wardmap/disclosure.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/public_release.hpp"

namespace wardmap {

/// An internal result, and what has to be known of it to make a public one.
struct PublicSource {
    LayerSet internal;
    std::string area_name;
    std::string period;         ///< in words
    std::string period_dates;   ///< "2025-07-01/2026-06-30"
    bool area_is_hull = false;  ///< the study area was drawn around the incidents
    bool has_snap_points = false;
    std::vector<PublicTheme> themes;
    std::vector<std::string> sources;
    std::string made_from;  ///< SHA-256 of the internal result's manifest; empty: made by the run itself
    bool geopackage = true, geojson = true, shapefile = true, report = true, qgis = true;
};

/// What people decided: who approved the release, and what it holds.
struct Approval {
    std::string by;
    PublicChoices choices;
};

/// Every file of a public result, the manifest last, then the canary scan over all of them.
/// Throws Error (disclosure) where the intruder check or the scan refuse.
[[nodiscard]] ProtectReport write_public_result(const PublicSource& source, const Approval& approval,
                                                CanaryScan& scan, const std::filesystem::path& folder);

}  // namespace wardmap
