#include "density_map.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <utility>

#include "density_choices.hpp"
#include "density_rows.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

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

UnitChoice unit_of(const DensityArguments& arguments)
{
    UnitChoice unit = unit_choice(arguments.units, arguments.years);
    unit.what_counts = arguments.points.weight.empty() ? "incidents" : arguments.points.weight;
    return unit;
}

Surface compare(const DensityArguments& arguments, const PointFile& file, const Scope& scope,
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

ContourChoice class_choice(const DensityArguments& arguments)
{
    return contour_choice(arguments.contours.empty() ? "quantile:5" : arguments.contours);
}

/// Where the surface's classes begin.
std::vector<double> class_breaks_of(const Raster& raster, const DensityArguments& arguments)
{
    return breaks_of(raster, class_choice(arguments));
}

void write(const DensityArguments& arguments, Surface surface, const DensityOptions& options,
           const std::string& crs)
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
        write_file(file, layers, arguments.threads);
    }
}

double peak_of(const Raster& raster)
{
    std::array<double, 4> peaks{};  // one alone would make each value wait for the one before
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        double& peak = peaks[i % peaks.size()];
        peak = std::max(peak, raster.values[i]);  // never NaN: std::max keeps its first argument then
    }
    return std::ranges::max(peaks);
}

}  // namespace

bool has_ending(const std::string& file, const char* ending)
{
    return std::filesystem::path(file).extension() == ending;
}

void print_summary(const DensityArguments& arguments, const Summary& summary, const DensityOptions& options)
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

Summary make_in_rows(const DensityArguments& arguments, const PointFile& file, const Scope& scope,
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

Summary make_in_memory(const DensityArguments& arguments, const PointFile& file, const Scope& scope,
                       const MapRequest& request)
{
    Surface surface = compare(arguments, file, scope, request);
    Summary summary{request.grid, surface.use, arguments.quiet ? 0 : peak_of(surface.raster),
                    surface.metadata};
    write(arguments, std::move(surface), request.options, file.crs);
    return summary;
}

}  // namespace wardmap::cli
