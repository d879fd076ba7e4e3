#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command_list.hpp"
#include "density_choices.hpp"
#include "density_map.hpp"
#include "density_rows.hpp"
#include "held_out_months.hpp"
#include "point_options.hpp"
#include "point_scope.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"
#include "wardmap/memory_estimate.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

// Measured at 4 and 16 million pixels, written as GeoTIFF, which takes the most; rounded up.
constexpr std::uint64_t bytes_per_pixel = 16;
constexpr std::uint64_t bytes_per_compared_pixel = 24;

/// What the rule says.
double ruled_bandwidth_m(BandwidthChoice::Rule rule, const PointFile& file, const Scope& scope,
                         const MapRequest& request)
{
    const DensityOptions& options = request.options;
    if (rule == BandwidthChoice::Rule::predictive) {
        const HeldOut months = hold_out_months(file, scope);
        const RasterGrid grid = raster_grid_over(scope.box, request.grid.cell_m);
        return predictive_bandwidth(months.train, months.test, grid, options).bandwidth_m;
    }
    const PointSet inside = points_in(file.points, scope.box, scope.boundary);
    if (rule == BandwidthChoice::Rule::scott) {
        return scott_bandwidth_m(inside, options.kernel);
    }
    const LikelihoodBandwidth found = likelihood_bandwidth(inside, options.kernel, options.threads);
    if (found.is_at_end) {
        std::cerr << "warning: the likelihood finds no best bandwidth; look at wardmap bandwidth\n";
    }
    return found.bandwidth_m;
}

/// A rule's answer to 10 m, as in a study: a tenth of a metre would claim what a rule cannot know.
double bandwidth_m_of(const BandwidthChoice& choice, const PointFile& file, const Scope& scope,
                      const MapRequest& request)
{
    if (choice.rule == BandwidthChoice::Rule::fixed) {
        return choice.bandwidth_m;
    }
    const double exact_m = ruled_bandwidth_m(choice.rule, file, scope, request);
    return std::max(request.grid.cell_m, std::round(exact_m / 10) * 10);
}

/// Around the points, where nothing else says how large the map is: room for what a kernel adds. Of the Gaussian
/// for all but 0.03 % of it.
double room_m(const DensityOptions& options)
{
    return options.kernel == Kernel::gaussian ? kernel_reach_m(options) / 2 : kernel_reach_m(options);
}

bool can_be_made_in_rows(const DensityArguments& arguments)
{
    return arguments.against.empty() &&
           std::ranges::all_of(arguments.out, [](const auto& file) { return has_ending(file, ".tif"); });
}

void check_files(const DensityArguments& arguments)
{
    for (const std::string& file : arguments.out) {
        if (!has_ending(file, ".tif") && !has_ending(file, ".csv") && !has_ending(file, ".gpkg")) {
            throw Error(ErrorKind::usage, file, "this ending is not that of a format to write",
                        "use .tif, .csv or .gpkg");
        }
        require_writable_file(file);
    }
    const bool has_place = std::ranges::any_of(arguments.out, [](const std::string& file) {
        return has_ending(file, ".gpkg") || has_ending(file, ".tif");
    });
    if (!arguments.contours.empty() && !has_place) {
        throw Error(ErrorKind::usage, "--contours", "no file that could hold them",
                    "add --out NAME.gpkg for the polygons, or NAME.tif for the legend");
    }
}

/// All that can be refused without reading a file.
void check_words(const DensityArguments& arguments)
{
    if (bandwidth_choice(arguments.bandwidth).rule == BandwidthChoice::Rule::predictive &&
        arguments.dates.column.empty()) {
        refuse_to_foretell_without_dates();
    }
    static_cast<void>(unit_choice(arguments.units, arguments.years));
    if (!arguments.scope.extent.empty()) {
        static_cast<void>(extent_of(arguments.scope.extent));
    }
    if (!arguments.contours.empty()) {
        static_cast<void>(contour_choice(arguments.contours));
    }
    if (!(arguments.cell_m > 0 && std::isfinite(arguments.cell_m))) {
        throw Error(ErrorKind::usage, "--cell", "a cell of " + shortest_text(arguments.cell_m) + " m",
                    "give a cell size in metres that is greater than 0");
    }
    if (arguments.adaptive && !arguments.against.empty()) {
        throw Error(ErrorKind::usage, "--adaptive", "a comparison needs the same bandwidth for both",
                    "leave out --adaptive or --against");
    }
    const bool is_share = arguments.contours.starts_with("share");
    if (is_share && !arguments.against.empty()) {
        throw Error(ErrorKind::usage, "--contours",
                    "a comparison has no mass that contours could hold a share of",
                    "give quantile:5 or breaks:1,2,5, or leave it out");
    }
    check_files(arguments);
}

DensityOptions options_of(const DensityArguments& arguments, const Scope& scope)
{
    DensityOptions options;
    options.kernel = *kernel_named(arguments.kernel);
    options.is_adaptive = arguments.adaptive;
    options.threads = arguments.threads;
    options.boundary = scope.boundary ? &*scope.boundary : nullptr;
    const std::string by_default = scope.boundary ? "diggle" : "none";
    options.edge = (arguments.edge.empty() ? by_default : arguments.edge) == "diggle" ? EdgeCorrection::diggle
                                                                                      : EdgeCorrection::none;
    return options;
}

void map_density(const DensityArguments& arguments)
{
    ::umask(077);  // a density surface gives its points away
    const ThreadLimit limit(arguments.threads);
    check_words(arguments);
    PointFileOptions reading = arguments.points;
    arguments.dates.apply(reading);
    const PointFile file = read_points_aloud(arguments.file, reading);
    const Scope scope = scope_of(arguments.scope, arguments.file, file);

    MapRequest request{{{}, arguments.cell_m, 0, 0}, options_of(arguments, scope)};
    DensityOptions& options = request.options;
    options.bandwidth_m = bandwidth_m_of(bandwidth_choice(arguments.bandwidth), file, scope, request);
    if (options.bandwidth_m < arguments.cell_m) {
        std::cerr << "warning: the bandwidth (" + shortest_text(options.bandwidth_m) +
                         " m) is smaller than the cell (" + shortest_text(arguments.cell_m) +
                         " m): the map shows single points\n";
    }
    request.grid =
        raster_grid_over(scope.is_given ? scope.box : scope.box.grown(room_m(options)), arguments.cell_m);
    const bool is_in_rows = request.grid.size() > most_pixels_in_memory && can_be_made_in_rows(arguments);
    if (!is_in_rows) {
        refuse_grid_beyond_memory(static_cast<double>(request.grid.size()),
                                  arguments.against.empty() ? bytes_per_pixel : bytes_per_compared_pixel,
                                  memory_limit_bytes(), "pixels");
    }
    const Summary summary = (is_in_rows ? make_in_rows : make_in_memory)(arguments, file, scope, request);
    if (!arguments.quiet) {
        print_summary(arguments, summary, options);
    }
}

void declare_kernel_options(CLI::App& parser, DensityArguments& arguments)
{
    parser.add_option("--cell", arguments.cell_m, "Pixel in metres, greater than 0")->required();
    parser
        .add_option(
            "--bandwidth", arguments.bandwidth,
            "Kernel radius in metres (Gaussian: sigma), up to 100,000; or scott, likelihood or predictive")
        ->required();
    parser.add_option("--kernel", arguments.kernel)
        ->check(CLI::IsMember({"quartic", "epanechnikov", "triweight", "triangular", "uniform", "gaussian"}))
        ->capture_default_str();
    parser.add_flag("--adaptive", arguments.adaptive,
                    "Abramson's rule: smaller bandwidths where points are dense, larger where sparse");
    parser
        .add_option("--edge", arguments.edge,
                    "Edge correction (default: diggle with a boundary, none without)")
        ->check(CLI::IsMember({"none", "diggle"}));
    parser.add_option("--against", arguments.against, "Points to compare with, in a file of the same kind");
    parser.add_option("--compare", arguments.compare, "How to compare")
        ->check(CLI::IsMember({"log-ratio", "ratio", "difference"}))
        ->capture_default_str();
    parser
        .add_option("--threads", arguments.threads,
                    "Threads, 0 to 256 (0: all cores); the result is the same for any number")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
}

void declare_map_options(CLI::App& parser, DensityArguments& arguments)
{
    declare_scope_options(parser, arguments.scope);
    parser.add_option("--units", arguments.units, "Unit of the surface")
        ->check(CLI::IsMember({"per-km2", "per-km2-year", "per-cell", "probability"}))
        ->capture_default_str();
    parser.add_option("--years", arguments.years, "Years that the points cover, for per-km2-year")
        ->check(CLI::PositiveNumber);
    parser.add_option("--contours", arguments.contours,
                      "quantile:N, breaks:A,B,C or share:0.5,0.75 (default: quantile:5)");
    parser
        .add_option("--out", arguments.out,
                    "File to write: .tif or .csv for the surface, .gpkg for the contours; may be repeated")
        ->required();
    parser.add_flag("--quiet", arguments.quiet, "Print nothing but warnings and errors");
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<DensityArguments>();
    parser.add_option("POINTS", arguments->file, "CSV with coordinates, or vector layer of points")
        ->required();
    declare_point_options(parser, arguments->points);
    declare_date_options(parser, arguments->dates);
    declare_kernel_options(parser, *arguments);
    declare_map_options(parser, *arguments);
    return [arguments] { map_density(*arguments); };
}

}  // namespace

Command density_command()
{
    return {"density", "Map the density of points: a surface in units, with contours", declare};
}

}  // namespace wardmap::cli
