#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/report.hpp"
#include "wardmap/step_progress.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

struct RunOptions {
    std::filesystem::path data_folder;    ///< empty: the study file's folder
    std::filesystem::path output_folder;  ///< empty: the study's
    unsigned threads = 0;
    bool accept_hit_rate = false;
    /// Called at the start of each step with its name; may be empty.
    std::function<void(std::string_view step)> on_step;
    ProgressListener on_progress = {};
};

/// What a run found, in the order that it is told.
struct ThemeFindings {
    std::string id;
    std::string title;
    // Where the rows of the theme went; they add up to `rows`.
    std::size_t rows = 0;
    std::size_t used = 0;                ///< on the maps and in the tables
    std::size_t outside_period = 0;      ///< rows without a date included, if the study names a period
    std::size_t unlocated = 0;           ///< unmatched or ambiguous
    std::size_t too_coarse = 0;          ///< known to a postcode sector only
    std::size_t outside_area = 0;        ///< located, but not in the study area
    std::size_t outside_wards = 0;       ///< of `used`, in no ward; 0 without wards
    std::vector<std::string> sentences;  ///< plain words, each with its number
};

struct RunReport {
    Ledger ledger;
    std::vector<std::pair<MatchLevel, std::size_t>> located_by_level;
    std::vector<HitRate> hit_rates;
    std::vector<ThemeFindings> themes;
    std::vector<std::string> surgeries;  ///< where to meet residents first, in plain words
    std::vector<Notice> notices;
    std::filesystem::path output_folder;
    std::vector<std::string> files;        ///< relative to the output folder, sorted
    std::optional<ProtectReport> release;  ///< of the profile "public"
};

/// read → classify → project → locate → per theme: density, grid hotspots, wards, blocks, times →
/// layers → protect → files, staged and published as one. Throws Error; on any error the output
/// folder is as it was.
[[nodiscard]] RunReport run(const Study& study, const RunOptions& options);

/// Checks the study and everything it points to (files, columns, layers, CRS, grid size) without
/// running. Throws Error at the first fault; returns what should be told besides.
[[nodiscard]] std::vector<Notice> validate(const Study& study, const RunOptions& options);

}  // namespace wardmap
