#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "bandwidth_chart.hpp"
#include "command_list.hpp"
#include "held_out_months.hpp"
#include "point_options.hpp"
#include "point_scope.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string file;
    PointFileOptions points;
    DateArguments dates;
    double cell_m = 50;
    ScopeOptions scope;
    std::string kernel = "quartic";
    unsigned threads = 0;
    std::vector<std::string> out;
};

std::string metres(double length_m) { return fixed_text(length_m, length_m < 10 ? 1 : 0) + " m"; }

/// What a bandwidth means on the ground, in a sentence or two.
std::string in_words(Kernel kernel, double bandwidth_m)
{
    constexpr double walking_m_per_minute = 80;  // 4.8 km/h
    const double half_m = half_weight_radius_m(kernel, bandwidth_m);
    const double minutes = half_m / walking_m_per_minute;
    return "half of what an incident adds to the map lies within " + metres(half_m) + " of it (" +
           (minutes < 1 ? "under a minute" : "about " + fixed_text(minutes, 0) + " min") + " on foot), on " +
           fixed_text(std::numbers::pi * half_m * half_m / 1e4, 1) + " ha";
}

void print_rule(const std::string& name, Kernel kernel, double bandwidth_m, const std::string& meaning)
{
    std::cout << "  " << name << metres(bandwidth_m) << '\n'
              << "      " << meaning << '\n'
              << "      On the ground: " << in_words(kernel, bandwidth_m) << '\n';
}

/// Both curves, by bandwidth; what the other rule tried is left empty.
FeatureTable curve_table(const BandwidthRules& rules)
{
    FeatureTable table;
    table.name = "bandwidths";
    for (const char* name :
         {"bandwidth_m", "mean_log_density", "pai", "pai_lower", "pai_upper", "hit_rate"}) {
        table.fields.push_back(
            {.name = name, .short_name = {}, .type = FieldType::real, .label = {}, .unit = {}});
    }
    for (const LikelihoodStep& step : rules.likelihood.curve) {
        table.features.push_back({{}, {step.bandwidth_m, step.mean_log_density, {}, {}, {}, {}}});
    }
    if (rules.predictive) {
        for (const auto& [bandwidth_m, score] : rules.predictive->curve) {
            table.features.push_back({{},
                                      {bandwidth_m,
                                       {},
                                       score.pai,
                                       score.pai_interval.lower,
                                       score.pai_interval.upper,
                                       score.hit_rate}});
        }
    }
    // By bandwidth; the likelihood's row first where both have one, as it has no PAI.
    std::ranges::sort(table.features, {}, [](const Feature& feature) {
        return std::pair(*value_number(feature.values.front()), value_number(feature.values[2]).has_value());
    });
    return table;
}

bool is_svg(const std::string& file) { return std::filesystem::path(file).extension() == ".svg"; }

void check_files(const std::vector<std::string>& files)
{
    for (const std::string& file : files) {
        if (!is_svg(file) && std::filesystem::path(file).extension() != ".csv") {
            throw Error(ErrorKind::usage, file, "this ending is not that of a format to write",
                        "use .csv or .svg");
        }
        require_writable_file(file);
    }
}

/// The third rule, printed.
PredictiveBandwidth foretell(const Arguments& arguments, const PointFile& file, const Scope& scope)
{
    const Kernel kernel = *kernel_named(arguments.kernel);
    const HeldOut months = hold_out_months(file, scope);
    DensityOptions options{.kernel = kernel, .threads = arguments.threads};
    options.boundary = scope.boundary ? &*scope.boundary : nullptr;
    options.edge = scope.boundary ? EdgeCorrection::diggle : EdgeCorrection::none;
    PredictiveBandwidth found = predictive_bandwidth(months.train, months.test,
                                                     raster_grid_over(scope.box, arguments.cell_m), options);
    const auto chosen = std::ranges::find(found.curve, found.bandwidth_m, &PredictiveStep::bandwidth_m);
    print_rule("Predictive    ", kernel, found.bandwidth_m,
               "The widest that foretells later months as well as the best, " + fixed_text(found.best_m, 0) +
                   " m, within one standard error: made from " + british_period_text(months.train_months) +
                   ", its densest " + fixed_text(100 * found.land, 0) + " % of the land held " +
                   fixed_text(100 * chosen->score.hit_rate, 1) + " % of the points of " +
                   british_period_text(months.test_months) + " (PAI " + fixed_text(chosen->score.pai, 1) +
                   ", 95 % interval " + fixed_text(chosen->score.pai_interval.lower, 1) + " to " +
                   fixed_text(chosen->score.pai_interval.upper, 1) +
                   "). These months chose it: expect a little less of months to come.");
    return found;
}

void compare_rules(const Arguments& arguments)
{
    ::umask(077);
    const ThreadLimit limit(arguments.threads);
    check_files(arguments.out);
    const Kernel kernel = *kernel_named(arguments.kernel);
    PointFileOptions reading = arguments.points;
    arguments.dates.apply(reading);
    const PointFile file = read_points_aloud(arguments.file, reading);
    const Scope scope = scope_of(arguments.scope, arguments.file, file);
    const PointSet points = points_in(file.points, scope.box, scope.boundary);
    BandwidthRules rules;
    rules.scott_m = scott_bandwidth_m(points, kernel);
    rules.likelihood = likelihood_bandwidth(points, kernel, arguments.threads);

    std::cout << arguments.file << ": " << grouped_text(static_cast<std::int64_t>(points.size()))
              << " points; bandwidths of the " << arguments.kernel << " kernel\n";
    print_rule(
        "Scott         ", kernel, rules.scott_m,
        "From the spread of all points and their number, as if they were one cloud: the broad picture.");
    print_rule("Likelihood    ", kernel, rules.likelihood.bandwidth_m,
               "Foretells each incident best from those at other places: the detail that the points bear.");
    if (rules.likelihood.is_at_end) {
        std::cout
            << "      No bandwidth tried was the best: the points stand closer together than maps show.\n";
    }
    if (!arguments.dates.column.empty()) {
        rules.predictive = foretell(arguments, file, scope);
    }
    std::cout << "  A bandwidth in between is as honest; say which was used.\n";
    for (const std::string& name : arguments.out) {
        if (is_svg(name)) {
            publish_text(name, bandwidth_chart(rules));
        } else {
            write_file(name, {.crs = file.crs, .rasters = {}, .layers = {}, .tables = {curve_table(rules)}});
        }
        std::cout << "Written: " << name << '\n';
    }
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("POINTS", arguments->file, "CSV with coordinates, or vector layer of points")
        ->required();
    declare_point_options(parser, arguments->points);
    declare_date_options(parser, arguments->dates);
    parser.add_option("--cell", arguments->cell_m, "Pixel of the predictive rule's maps in metres")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    declare_scope_options(parser, arguments->scope);
    parser.add_option("--kernel", arguments->kernel)
        ->check(CLI::IsMember({"quartic", "epanechnikov", "triweight", "triangular", "uniform", "gaussian"}))
        ->capture_default_str();
    parser.add_option("--threads", arguments->threads, "Threads, 0 to 256 (0: all cores)")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_option("--out", arguments->out, "File for the curves: .csv or .svg; may be repeated");
    return [arguments] { compare_rules(*arguments); };
}

}  // namespace

Command bandwidth_command()
{
    return {"bandwidth", "Compare the rules that choose a bandwidth for points", declare};
}

}  // namespace wardmap::cli
