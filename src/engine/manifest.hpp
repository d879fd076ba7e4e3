#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "theme_analysis.hpp"

namespace wardmap {

/// manifest.json: what the result was made of and with, and what it holds; two runs on the same inputs give
/// the same bytes. The time it was made is in it only when SOURCE_DATE_EPOCH states it. `layers`: as written.
[[nodiscard]] std::string manifest_text(const AnalysedStudy& analysed, const LayerSet& layers,
                                        const std::filesystem::path& folder);

/// The same for a plan without maps: all but what the themes' layers hold.
[[nodiscard]] std::string plan_manifest_text(const Study& study, const StudyInputs& inputs,
                                             const LocatedSet& located, const std::filesystem::path& folder);

/// Every file under `folder`, relative to it, sorted.
[[nodiscard]] std::vector<std::string> files_under(const std::filesystem::path& folder);

}  // namespace wardmap
