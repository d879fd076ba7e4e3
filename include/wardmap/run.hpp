#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

struct RunOptions {
    std::filesystem::path data_folder;    ///< empty: the study file's folder
    std::filesystem::path output_folder;  ///< empty: the study's
    unsigned threads = 0;
    bool accept_hit_rate = false;
    /// Called at the start of each step with its name; may be empty.
    std::function<void(std::string_view step)> on_step;
};

/// What a run found, in the order that it is told.
struct ThemeFindings {
    std::string id;
    std::string title;
    std::size_t incidents = 0;  ///< of the theme, located, inside the study area and the period
    std::size_t outside_area = 0;
    std::size_t outside_period = 0;
    std::size_t unlocated = 0;
    std::vector<std::string> sentences;  ///< plain words, each with its number
};

struct RunReport {
    Ledger ledger;
    std::vector<std::pair<MatchLevel, std::size_t>> located_by_level;
    std::vector<ThemeFindings> themes;
    std::vector<Notice> notices;
    std::filesystem::path output_folder;
    std::vector<std::string> files;  ///< relative to the output folder, sorted
};

/// read → classify → project → locate → per theme: density, grid hotspots, wards, blocks, times →
/// layers → protect → files, staged and published as one. Throws Error; on any error the output
/// folder is as it was.
[[nodiscard]] RunReport run(const Study& study, const RunOptions& options);

/// Checks the study and everything it points to (files, columns, layers, CRS, grid size) without
/// running. Throws Error at the first fault; returns what should be told besides.
[[nodiscard]] std::vector<Notice> validate(const Study& study, const RunOptions& options);

}  // namespace wardmap
