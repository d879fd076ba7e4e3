#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/evaluation.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

struct EvaluationOptions {
    std::filesystem::path data_folder;  ///< empty: the study file's folder
    std::uint32_t test_months = 0;      ///< of each hold-out; 0: a third of the study's months, at least one
    std::uint32_t windows = 1;          ///< hold-outs, each before the other, from the period's end
    unsigned threads = 0;
    bool accept_hit_rate = false;
};

/// A train and test split: half-open, the test begins where the training ends.
struct HoldoutWindow {
    Period train;
    Period test;
};

/// One method on one share of the land, over all windows.
struct EvaluationRow {
    std::string method;
    double land = 0;         ///< share of the study area, 0 to 1
    bool as_patrol = false;  ///< the land of the study's patrol places
    HoldoutCounts counts;
    HoldoutScore score;
};

struct ThemeEvaluation {
    std::string id;
    std::string title;
    std::vector<EvaluationRow> rows;  ///< by land, then method; empty when a window holds nothing
    std::string recommendation;       ///< one sentence
};

struct Evaluation {
    std::vector<HoldoutWindow> windows;
    std::vector<ThemeEvaluation> themes;
    std::vector<Notice> notices;
};

/// How well maps of earlier months told where incidents of later ones were (methods §9): density at several
/// bandwidths, Gi*, counts in cells of half, the same and twice the study's size, and, as baseline, the cells of the last months alone, on the study's grid, at
/// 0.5, 1, 2, 5 and 10 % of the land and at that of the study's patrol places, and the patrol places.
/// Throws as run() does before it maps; Error (usage) when the period has too few months for the windows.
[[nodiscard]] Evaluation evaluate(const Study& study, const EvaluationOptions& options);

/// The evaluation as Markdown tables with the recommendations.
[[nodiscard]] std::string evaluation_text(const Evaluation& evaluation);

}  // namespace wardmap
