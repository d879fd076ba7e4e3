#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command_list.hpp"
#include "density_choices.hpp"
#include "density_rows.hpp"
#include "held_out_months.hpp"
#include "point_options.hpp"
#include "point_scope.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/error.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string file;
    PointFileOptions points;
    DateArguments dates;
    std::string against;
    std::string compare = "log-ratio";
    double cell_m = 0;
    std::string bandwidth;
    std::string kernel = "quartic";
    bool adaptive = false;
    ScopeOptions scope;
    std::string edge;
    std::string units = "per-km2";
    double years = 0;
    std::string contours;
    unsigned threads = 0;
    std::vector<std::string> out;
    bool quiet = false;
};

struct MapRequest {
    RasterGrid grid;
    DensityOptions options;
};

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

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

/// A surface with what is to be said about it.
struct Surface {
    Raster raster;
    DensityUse use;
    std::map<std::string, std::string> metadata;
};

/// The points that take part: those whose kernel reaches the map, and with edge correction those inside.
std::size_t used_count(const PointSet& points, const Scope& scope, const DensityOptions& options)
{
    if (options.edge == EdgeCorrection::none) {
        return count_in(points, scope.box.grown(kernel_reach_m(options)));
    }
    return scope.boundary ? points_in(points, scope.box, scope.boundary).size() : count_in(points, scope.box);
}

DensityUse use_of(const std::string& name, const PointFile& file, const Scope& scope,
                  const DensityOptions& options)
{
    DensityUse use;
    use.used = used_count(file.points, scope, options);
    use.left_out = file.rows - use.used;
    if (use.used == 0) {
        throw Error(ErrorKind::quality, name,
                    "none of its " + count_text(file.points.size()) + " points lies in the area of the map",
                    "Check --extent, --boundary and the coordinate system of the points");
    }
    return use;
}

std::map<std::string, std::string> metadata_of(const DensityOptions& options)
{
    return options.is_adaptive
               ? std::map<std::string, std::string>{{"ADAPTIVE", "Abramson; BANDWIDTH_M is the pilot's"}}
               : std::map<std::string, std::string>{};
}

Surface surface_of(const std::string& name, const PointFile& file, const Scope& scope,
                   const MapRequest& request)
{
    const DensityUse use = use_of(name, file, scope, request.options);
    return {kernel_density(file.points, request.grid, request.options), use, metadata_of(request.options)};
}

UnitChoice unit_of(const Arguments& arguments)
{
    UnitChoice unit = unit_choice(arguments.units, arguments.years);
    unit.what_counts = arguments.points.weight.empty() ? "incidents" : arguments.points.weight;
    return unit;
}

Surface compare(const Arguments& arguments, const PointFile& file, const Scope& scope,
                const MapRequest& request)
{
    Surface surface = surface_of(arguments.file, file, scope, request);
    const UnitChoice unit = unit_of(arguments);
    if (arguments.against.empty()) {
        convert(surface.raster, unit);
        surface.use.unit = unit_text(unit);
        return surface;
    }
    PointFileOptions same_system = arguments.points;
    same_system.to_crs = file.crs;
    same_system.date.clear();
    const Surface base =
        surface_of(arguments.against, read_points_aloud(arguments.against, same_system), scope, request);
    const Comparison comparison = *comparison_named(arguments.compare);
    const double floor_per_m2 = lone_incident_per_m2(request.options);
    surface.raster = compare_density(surface.raster, base.raster, comparison, floor_per_m2);
    if (comparison == Comparison::difference) {
        convert(surface.raster, unit);
        surface.use.unit = unit_text(unit) + ", difference";
    } else {
        surface.use.unit = comparison == Comparison::ratio ? "ratio" : "log ratio";
        surface.metadata["FLOOR_PER_KM2"] = shortest_text(floor_per_m2 * 1e6);
    }
    surface.metadata["AGAINST"] = std::filesystem::path(arguments.against).filename().string();
    surface.metadata["AGAINST_USED"] = std::to_string(base.use.used);
    surface.metadata["COMPARISON"] = arguments.compare;
    return surface;
}

ContourChoice class_choice(const Arguments& arguments)
{
    return contour_choice(arguments.contours.empty() ? "quantile:5" : arguments.contours);
}

/// Where the surface's classes begin.
std::vector<double> class_breaks_of(const Raster& raster, const Arguments& arguments)
{
    return breaks_of(raster, class_choice(arguments));
}

bool has_ending(const std::string& file, const char* ending)
{
    return std::filesystem::path(file).extension() == ending;
}

void write(const Arguments& arguments, Surface surface, const DensityOptions& options, const std::string& crs)
{
    LayerContext context;
    context.theme_title = std::filesystem::path(arguments.file).stem().string();
    const auto is_wanted = [&](const char* ending) {
        return std::ranges::any_of(arguments.out, [&](const auto& file) { return has_ending(file, ending); });
    };
    std::vector<double> breaks;
    if (is_wanted(".gpkg") || is_wanted(".tif")) {
        breaks = class_breaks_of(surface.raster, arguments);
    }
    std::vector<ContourBand> bands;
    if (is_wanted(".gpkg")) {
        bands = contour_bands(surface.raster, breaks);
    }
    surface.use.breaks = breaks;
    LayerSet layers;
    layers.crs = crs;
    layers.layers.push_back(density_layer(bands, context, surface.use.breaks, surface.use.unit));
    layers.rasters.push_back(density_raster_layer(std::move(surface.raster), options, surface.use, context));
    layers.rasters.front().metadata.merge(surface.metadata);
    for (const std::string& file : arguments.out) {
        write_file(file, layers);
    }
}

double peak_of(const Raster& raster)
{
    double peak = 0;
    for (const double value : raster.values) {
        peak = std::max(peak, value);  // never NaN: std::max keeps its first argument then
    }
    return peak;
}

struct Summary {
    RasterGrid grid;
    DensityUse use;
    double peak = 0;
    std::map<std::string, std::string> metadata;
};

void print_summary(const Arguments& arguments, const Summary& summary, const DensityOptions& options)
{
    const RasterGrid& grid = summary.grid;
    const double peak = summary.peak;
    std::cout << arguments.file << ": " << count_text(summary.use.used)
              << (summary.use.used == 1 ? " point used, " : " points used, ")
              << count_text(summary.use.left_out) << " left out\n"
              << "Kernel " << kernel_name(options.kernel) << ", bandwidth "
              << shortest_text(options.bandwidth_m) << " m" << (options.is_adaptive ? ", adaptive" : "")
              << (arguments.bandwidth == shortest_text(options.bandwidth_m)
                      ? ""
                      : " (" + arguments.bandwidth + ")")
              << "; " << grid.cols << " by " << grid.rows << " pixels of " << shortest_text(grid.cell_m)
              << " m; highest " << fixed_text(peak, peak < 10 ? 4 : 1) << ' ' << summary.use.unit << '\n';
    if (const auto floor = summary.metadata.find("FLOOR_PER_KM2"); floor != summary.metadata.end()) {
        std::cout << "Below " << fixed_text(parse_double(floor->second).value_or(0), 3)
                  << " per km² a density counts as that: it is less than one point's worth\n";
    }
    for (const std::string& file : arguments.out) {
        std::cout << "Written: " << file << '\n';
    }
}

/// Without ever holding the surface.
Summary make_in_rows(const Arguments& arguments, const PointFile& file, const Scope& scope,
                     const MapRequest& request)
{
    Summary summary{.grid = request.grid, .use = use_of(arguments.file, file, scope, request.options)};
    const UnitChoice unit = unit_of(arguments);
    summary.use.unit = unit_text(unit);
    for (const std::string& name : arguments.out) {
        summary.peak = write_large_map(name, {.points = file.points,
                                              .grid = request.grid,
                                              .options = request.options,
                                              .unit = unit,
                                              .classes = class_choice(arguments),
                                              .use = summary.use,
                                              .metadata = metadata_of(request.options),
                                              .crs = file.crs,
                                              .is_quiet = arguments.quiet});
    }
    return summary;
}

Summary make_in_memory(const Arguments& arguments, const PointFile& file, const Scope& scope,
                       const MapRequest& request)
{
    Surface surface = compare(arguments, file, scope, request);
    Summary summary{request.grid, surface.use, peak_of(surface.raster), surface.metadata};
    write(arguments, std::move(surface), request.options, file.crs);
    return summary;
}

bool can_be_made_in_rows(const Arguments& arguments)
{
    return arguments.against.empty() &&
           std::ranges::all_of(arguments.out, [](const auto& file) { return has_ending(file, ".tif"); });
}

void check_files(const Arguments& arguments)
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
void check_words(const Arguments& arguments)
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
    static_cast<void>(raster_grid_over({0, 0, 0, 0}, arguments.cell_m));
    if (arguments.adaptive && !arguments.against.empty()) {
        throw Error(ErrorKind::usage, "--adaptive", "a comparison needs the same bandwidth for both",
                    "leave out --adaptive or --against");
    }
    check_files(arguments);
}

DensityOptions options_of(const Arguments& arguments, const Scope& scope)
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

void map_density(const Arguments& arguments)
{
    ::umask(077);  // a density surface gives its points away
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
    const Summary summary = (is_in_rows ? make_in_rows : make_in_memory)(arguments, file, scope, request);
    if (!arguments.quiet) {
        print_summary(arguments, summary, options);
    }
}

void declare_kernel_options(CLI::App& parser, Arguments& arguments)
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

void declare_map_options(CLI::App& parser, Arguments& arguments)
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
    auto arguments = std::make_shared<Arguments>();
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
