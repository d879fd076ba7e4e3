#pragma once

#include <filesystem>
#include <string>

#include "theme_analysis.hpp"
#include "wardmap/protect_result.hpp"

namespace wardmap {

/// Throws Error (usage) for a public release that nobody has approved: to be asked before long work.
void refuse_unapproved_release(Profile profile, const std::string& approved_by);

/// Because the study says so, by its own name, or because it is made of such categories.
[[nodiscard]] bool is_sensitive(const Study& study, const ThemeRule& rule);

/// Writes the public result of a study that has just been analysed, scanned for all that its records hold.
[[nodiscard]] ProtectReport write_public_run(const AnalysedStudy& analysed,
                                             const std::filesystem::path& folder);

}  // namespace wardmap
