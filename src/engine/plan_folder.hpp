#pragma once

#include <functional>

#include "located_set.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/plan_patrol.hpp"

namespace wardmap {

/// The study with only the themes that were asked for. Throws Error (usage) for one that it does not have, Error
/// (disclosure) when its profile is not `internal`.
[[nodiscard]] Study planned_study(const Study& study, const PlanOptions& options);

/// A plan with what it was made from.
struct PlanOutput {
    const Study& study;
    const StudyInputs& inputs;
    const LocatedSet& located;
    const LayerSet& layers;
    std::string name;  ///< of the GeoPackage
};

/// Writes tables as CSV, layers and tables as one GeoPackage, whatever `write_more` adds, and the manifest; publishes
/// them together and returns the files, sorted. Nothing without a folder.
[[nodiscard]] std::vector<std::string> publish_plan(
    const PlanOutput& output, const std::filesystem::path& folder,
    const std::function<void(const std::filesystem::path& stage)>& write_more);

}  // namespace wardmap
