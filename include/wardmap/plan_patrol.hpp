#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// For the commands that plan without mapping.
struct PlanOptions {
    std::filesystem::path data_folder;    ///< empty: the study file's folder
    std::filesystem::path output_folder;  ///< empty: nothing is written
    std::vector<std::string> themes;      ///< ids; empty: all of the study
    unsigned threads = 0;
    bool accept_hit_rate = false;
};

/// Patrol places and their rota, for one theme.
struct PatrolThemeReport {
    std::string id;
    std::string title;
    std::vector<std::string> sentences;  ///< what the plan claims, each with its number
    FeatureTable places;                 ///< attributes of the layer "patrol_THEME"
    FeatureTable rota;                   ///< "rota_THEME"
};

struct PatrolReport {
    std::vector<PatrolThemeReport> themes;
    std::vector<Notice> notices;
    std::filesystem::path output_folder;
    std::vector<std::string> files;  ///< relative to the output folder, sorted
};

/// Chooses each theme's patrol places, their busiest hours and a rota of visits, as run() does, and writes them as
/// CSV, GPX and a styled GeoPackage, staged and published as one. Throws as run() does before it maps; Error (usage)
/// for a theme that the study does not have, Error (disclosure) for a study whose profile is not `internal`: a
/// plan holds counts and times as they are.
[[nodiscard]] PatrolReport plan_patrol(const Study& study, const PlanOptions& options);

/// The claims and the places, as people read them.
[[nodiscard]] std::string patrol_text(const PatrolReport& report);

}  // namespace wardmap
