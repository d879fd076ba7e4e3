#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"

/// Counts by month with their control limits, as words and as a drawing.
namespace wardmap::report {

/// One row of a table "monthly_THEME".
struct TrendMonth {
    int number = 0;               ///< 12·year + month − 1
    std::optional<double> count;  ///< nullopt: hidden
    std::optional<double> expected, low, high;
    int signal = 0;  ///< +1 above the limits, −1 below
};
/// The months of the ward with that id, or of the study area for "", in order of time.
[[nodiscard]] std::vector<TrendMonth> trend_of(const FeatureTable& monthly, const std::string& ward_id);

/// "Incidents by month, January 2025 to June 2026: 5 to 34 a month, 21 in the last. …"
[[nodiscard]] std::string trend_words(const std::vector<TrendMonth>& months);

struct TrendOptions {
    std::string id;  ///< begins the ids of the drawing, unique on the page
    std::string title;
    double width_px = 640;
    double height_px = 150;
};
/// A figure: counts as a line with dots, limits as a grey band between dashed lines, months beyond them as
/// triangles with their counts. Told apart without colour. Empty for fewer than two months.
[[nodiscard]] std::string trend_html(const std::vector<TrendMonth>& months, const TrendOptions& options);

}  // namespace wardmap::report
