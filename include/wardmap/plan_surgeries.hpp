#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"
#include "wardmap/plan_patrol.hpp"

namespace wardmap {

struct SurgeryReport {
    FeatureTable venues;  ///< attributes of the layer "surgeries", by rank
    std::vector<Notice> notices;
    std::filesystem::path output_folder;
    std::vector<std::string> files;  ///< relative to the output folder, sorted
};

/// Ranks the study's venues (without them, its tower blocks) for resident surgeries by the incidents of its themes
/// (of PlanOptions::themes only, where given), and writes them as CSV and a styled GeoPackage. Throws as plan_patrol
/// does; Error (usage) for a study without venues and tower blocks.
[[nodiscard]] SurgeryReport plan_surgeries(const Study& study, const PlanOptions& options);

/// The ranking as people read it.
[[nodiscard]] std::string surgery_text(const SurgeryReport& report);

}  // namespace wardmap
