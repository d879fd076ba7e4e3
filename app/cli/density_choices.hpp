#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wardmap/contours.hpp"
#include "wardmap/density.hpp"
#include "wardmap/place.hpp"

/// What the options of `wardmap density` say, from their text. Each throws Error (usage) for text that says
/// nothing, Error (limit) for a number beyond its limits.
namespace wardmap::cli {

/// A bandwidth in metres, or the rule that is to choose it.
struct BandwidthChoice {
    enum class Rule { fixed, scott, likelihood, predictive };
    Rule rule = Rule::fixed;
    double bandwidth_m = 0;
};
[[nodiscard]] BandwidthChoice bandwidth_choice(const std::string& text);

/// "x0,y0,x1,y1".
[[nodiscard]] BoxM extent_of(const std::string& text);

/// "quantile:5", "breaks:1,2,5" or "share:0.5,0.75".
struct ContourChoice {
    enum class Kind { quantile, breaks, share };
    Kind kind = Kind::quantile;
    std::vector<double> numbers;
};
[[nodiscard]] ContourChoice contour_choice(const std::string& text);
[[nodiscard]] std::vector<double> breaks_of(const Raster& raster, const ContourChoice& choice);
[[nodiscard]] std::vector<double> breaks_of(const PixelRanks& ranks, const ContourChoice& choice);

/// Brings a surface in incidents per m² to a unit.
struct UnitChoice {
    enum class Kind { per_km2, per_km2_year, per_cell, probability };
    Kind kind = Kind::per_km2;
    double years = 0;         ///< that the points cover; for per_km2_year
    std::string what_counts;  ///< "incidents", or the field of the weights
};
[[nodiscard]] UnitChoice unit_choice(const std::string& text, double years);
/// What incidents per m² are multiplied with. `total_per_m2`: the sum of all pixels, for the probability.
[[nodiscard]] double unit_factor(const UnitChoice& unit, double cell_m, double total_per_m2);
/// What it was multiplied with.
double convert(Raster& per_m2, const UnitChoice& unit);
[[nodiscard]] std::string unit_text(const UnitChoice& unit);

}  // namespace wardmap::cli
