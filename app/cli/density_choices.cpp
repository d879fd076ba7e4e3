#include "density_choices.hpp"

#include <cmath>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

constexpr double max_bandwidth_m = 100'000;  // as the library's
constexpr double max_classes = 100;

[[noreturn]] void refuse(const std::string& option, const std::string& text, const std::string& advice)
{
    throw Error(ErrorKind::usage, option, "\"" + text + "\" says nothing here", advice);
}

/// Numbers between commas; none if one of them is no number.
std::vector<double> numbers_in(const std::string& text)
{
    std::vector<double> numbers;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto number = parse_double(text.substr(begin, end - begin));
        if (!number) {
            return {};
        }
        numbers.push_back(*number);
        begin = end + 1;
    }
    return numbers;
}

}  // namespace

BandwidthChoice bandwidth_choice(const std::string& text)
{
    if (text == "scott") {
        return {BandwidthChoice::Rule::scott, 0};
    }
    if (text == "likelihood") {
        return {BandwidthChoice::Rule::likelihood, 0};
    }
    if (text == "predictive") {
        return {BandwidthChoice::Rule::predictive, 0};
    }
    const auto bandwidth_m = parse_double(text);
    if (!bandwidth_m) {
        refuse("--bandwidth", text, "give metres, scott, likelihood or predictive");
    }
    const bool is_bandwidth = *bandwidth_m > 0 && *bandwidth_m <= max_bandwidth_m;
    if (!is_bandwidth) {
        throw Error(ErrorKind::limit, "--bandwidth", "a bandwidth of " + shortest_text(*bandwidth_m) + " m",
                    "give a bandwidth greater than 0 and at most " +
                        grouped_text(static_cast<std::int64_t>(max_bandwidth_m)) + " m");
    }
    return {BandwidthChoice::Rule::fixed, *bandwidth_m};
}

BoxM extent_of(const std::string& text)
{
    const std::vector<double> at = numbers_in(text);
    if (at.size() != 4) {
        refuse("--extent", text,
               "give west, south, east and north in metres: --extent 523000,224000,533000,234000");
    }
    const BoxM box{at[0], at[1], at[2], at[3]};
    if (box.is_empty() || box.width_m() <= 0 || box.height_m() <= 0) {
        throw Error(ErrorKind::usage, "--extent",
                    "an extent whose east is not east of its west, or north of south",
                    "give west, south, east and north, in this order");
    }
    return box;
}

ContourChoice contour_choice(const std::string& text)
{
    const char* const advice = "give quantile:5, breaks:1,2,5 or share:0.25,0.5,0.75";
    const std::size_t colon = text.find(':');
    const std::string kind = text.substr(0, colon);
    const std::vector<double> numbers =
        colon == std::string::npos ? std::vector<double>{} : numbers_in(text.substr(colon + 1));
    if (numbers.empty()) {
        refuse("--contours", text, advice);
    }
    if (kind == "breaks") {
        return {ContourChoice::Kind::breaks, numbers};
    }
    if (kind == "share") {
        return {ContourChoice::Kind::share, numbers};
    }
    const double classes = numbers.front();
    const bool is_count =
        numbers.size() == 1 && classes >= 1 && classes <= max_classes && classes == std::floor(classes);
    if (kind != "quantile" || !is_count) {
        refuse("--contours", text, advice);
    }
    return {ContourChoice::Kind::quantile, numbers};
}

std::vector<double> breaks_of(const Raster& raster, const ContourChoice& choice)
{
    switch (choice.kind) {
        case ContourChoice::Kind::breaks:
            return choice.numbers;
        case ContourChoice::Kind::share:
            return share_breaks(raster, choice.numbers);
        case ContourChoice::Kind::quantile:
            break;
    }
    return quantile_breaks(raster, static_cast<int>(choice.numbers.front()));
}

std::vector<double> breaks_of(const PixelRanks& ranks, const ContourChoice& choice)
{
    switch (choice.kind) {
        case ContourChoice::Kind::breaks:
            return choice.numbers;
        case ContourChoice::Kind::share:
            return ranks.share_breaks(choice.numbers);
        case ContourChoice::Kind::quantile:
            break;
    }
    return ranks.quantile_breaks(static_cast<int>(choice.numbers.front()));
}

UnitChoice unit_choice(const std::string& text, double years)
{
    using Kind = UnitChoice::Kind;
    const Kind kind = text == "per-km2-year"  ? Kind::per_km2_year
                      : text == "per-cell"    ? Kind::per_cell
                      : text == "probability" ? Kind::probability
                                              : Kind::per_km2;
    const bool has_years = years > 0;
    if ((kind == Kind::per_km2_year) != has_years) {
        throw Error(ErrorKind::usage, "--units",
                    has_years ? "--years goes with --units per-km2-year"
                              : "per-km2-year needs to know how many years the points cover",
                    "give both: --units per-km2-year --years 1.5");
    }
    return {kind, years, "incidents"};
}

double unit_factor(const UnitChoice& unit, double cell_m, double total_per_m2)
{
    constexpr double m2_per_km2 = 1e6;
    switch (unit.kind) {
        case UnitChoice::Kind::per_km2:
            return m2_per_km2;
        case UnitChoice::Kind::per_km2_year:
            return m2_per_km2 / unit.years;
        case UnitChoice::Kind::per_cell:
            return cell_m * cell_m;
        case UnitChoice::Kind::probability:
            break;
    }
    return total_per_m2 > 0 ? 1 / total_per_m2 : 1;
}

double convert(Raster& per_m2, const UnitChoice& unit)
{
    double total = 0;
    if (unit.kind == UnitChoice::Kind::probability) {
        for (const double value : per_m2.values) {
            total += std::isnan(value) ? 0 : value;
        }
    }
    const double factor = unit_factor(unit, per_m2.grid.cell_m, total);
    scale(per_m2, factor);
    return factor;
}

std::string unit_text(const UnitChoice& unit)
{
    switch (unit.kind) {
        case UnitChoice::Kind::per_km2:
            return unit.what_counts + " per km²";
        case UnitChoice::Kind::per_km2_year:
            return unit.what_counts + " per km² and year";
        case UnitChoice::Kind::per_cell:
            return unit.what_counts + " per cell";
        case UnitChoice::Kind::probability:
            break;
    }
    return "share of all " + unit.what_counts + " on the map, per cell";
}

}  // namespace wardmap::cli
