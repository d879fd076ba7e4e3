#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/cell_grid.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

/// Mann–Kendall's test for a trend (Mann 1945; Kendall 1975), normal approximation, corrected for ties.
struct MannKendall {
    double s = 0;         ///< Σ sign(x_j - x_i), i < j
    double variance = 0;  ///< (n(n-1)(2n+5) - Σ t(t-1)(2t+5)) / 18, t the sizes of the ties
    double z = 0;         ///< (S ∓ 1)/√variance (continuity); 0 where S or the variance is 0
    double p = 1;         ///< two-sided
};
[[nodiscard]] MannKendall mann_kendall(std::span<const double> series);

/// Esri's patterns, hot (persistent here asks the last step to be hot, or it would take historical's place); the cold ones mirror them. In the order in which they are tried.
enum class EmergingPattern {
    none,
    new_hot,       ///< hot in the last step, never before
    consecutive,   ///< one run of two or more hot steps up to the last, never hot before, hot in under 90 %
    intensifying,  ///< hot in 90 % of the steps and the last, with a rising trend
    persistent,    ///< hot in 90 % of the steps and the last, without a trend
    diminishing,   ///< hot in 90 % of the steps and the last, with a falling trend
    sporadic,      ///< hot in the last step, on and off before, never cold, hot in under 90 %
    oscillating,   ///< hot in the last step, cold in one before, hot in under 90 %
    historical,    ///< not hot in the last step, but hot in 90 % of them
};
/// "new", "consecutive" …; "none".
[[nodiscard]] std::string_view emerging_text(EmergingPattern pattern) noexcept;

/// The five words for reports.
enum class SimplePattern {
    none,          ///< never hot
    persistent,    ///< hot in at least 90 % of the steps, the last among them
    emerging,      ///< hot in the last step, and in no step of the first half
    intermittent,  ///< hot in some steps, neither of the others
    former,        ///< hot in some steps, in none of the last quarter
};
[[nodiscard]] std::string_view simple_text(SimplePattern pattern) noexcept;

/// Patterns of one cell from its classes (-3 … 3, 2 or more is hot, -2 or less cold) and its trend.
[[nodiscard]] EmergingPattern emerging_pattern(std::span<const std::int8_t> bins, const MannKendall& trend);
[[nodiscard]] SimplePattern simple_pattern(std::span<const std::int8_t> bins);

struct EmergingCell {
    EmergingPattern hot = EmergingPattern::none;
    EmergingPattern cold = EmergingPattern::none;  ///< the same patterns of cold steps, trend reversed
    SimplePattern simple = SimplePattern::none;
    MannKendall trend;  ///< of Gi*'s z over the steps, as Esri
    std::vector<std::int8_t> bins;
    std::vector<double> counts;
    std::vector<double> neighbourhood;
    std::vector<double> z;
};

/// Fewest time steps; a trend over fewer says nothing.
inline constexpr std::size_t least_steps = 10;

/// Gi* with exact p and false-discovery correction in each step, among all cells of the same step, and the patterns
/// over the steps. `grid` is laid out by count_cells; `step_of_point` is each point's step, 0 … steps-1 (negative: left
/// out). Throws Error (usage) for fewer than 10 steps.
[[nodiscard]] std::vector<EmergingCell> emerging_hotspots(const CellGrid& grid,
                                                          std::span<const std::int32_t> step_of_point,
                                                          std::size_t steps, const GiStarOptions& options);

}  // namespace wardmap
