#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include "bandwidth_chart.hpp"
#include "command_list.hpp"
#include "point_options.hpp"
#include "point_scope.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string file;
    PointFileOptions points;
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

FeatureTable curve_table(const LikelihoodBandwidth& likelihood)
{
    FeatureTable table;
    table.name = "bandwidths";
    for (const char* name : {"bandwidth_m", "mean_log_density"}) {
        table.fields.push_back(
            {.name = name, .short_name = {}, .type = FieldType::real, .label = {}, .unit = {}});
    }
    for (const LikelihoodStep& step : likelihood.curve) {
        table.features.push_back({{}, {step.bandwidth_m, step.mean_log_density}});
    }
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

void compare_rules(const Arguments& arguments)
{
    ::umask(077);
    check_files(arguments.out);
    const Kernel kernel = *kernel_named(arguments.kernel);
    const PointFile file = read_points_aloud(arguments.file, arguments.points);
    const Scope scope = scope_of(arguments.scope, arguments.file, file);
    const PointSet points = points_in(file.points, scope.box, scope.boundary);
    const double scott_m = scott_bandwidth_m(points, kernel);
    const LikelihoodBandwidth likelihood = likelihood_bandwidth(points, kernel, arguments.threads);

    std::cout << arguments.file << ": " << grouped_text(static_cast<std::int64_t>(points.size()))
              << " points; bandwidths of the " << arguments.kernel << " kernel\n";
    print_rule(
        "Scott         ", kernel, scott_m,
        "From the spread of all points and their number, as if they were one cloud: the broad picture.");
    print_rule("Likelihood    ", kernel, likelihood.bandwidth_m,
               "Foretells each incident best from those at other places: the detail that the points bear.");
    if (likelihood.is_at_end) {
        std::cout
            << "      No bandwidth tried was the best: the points stand closer together than maps show.\n";
    }
    std::cout << "  A bandwidth in between is as honest; say which was used.\n";
    for (const std::string& name : arguments.out) {
        if (is_svg(name)) {
            publish_text(name, bandwidth_chart(likelihood, scott_m));
        } else {
            write_file(name,
                       {.crs = file.crs, .rasters = {}, .layers = {}, .tables = {curve_table(likelihood)}});
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
    declare_scope_options(parser, arguments->scope);
    parser.add_option("--kernel", arguments->kernel)
        ->check(CLI::IsMember({"quartic", "epanechnikov", "triweight", "triangular", "uniform", "gaussian"}))
        ->capture_default_str();
    parser.add_option("--threads", arguments->threads, "Threads, 0 to 256 (0: all cores)")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_option("--out", arguments->out,
                      "File for the likelihood's curve: .csv or .svg; may be repeated");
    return [arguments] { compare_rules(*arguments); };
}

}  // namespace

Command bandwidth_command()
{
    return {"bandwidth", "Compare the rules that choose a bandwidth for points", declare};
}

}  // namespace wardmap::cli
