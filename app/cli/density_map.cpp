#include "density_map.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <optional>
#include <utility>

#include "density_choices.hpp"
#include "density_rows.hpp"
#include "density_surface.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

ContourChoice class_choice(const DensityArguments& arguments)
{
    return contour_choice(arguments.contours.empty() ? "quantile:5" : arguments.contours);
}

/// Where the surface's classes begin.
std::vector<double> class_breaks_of(const Surface& surface, const DensityArguments& arguments)
{
    const ContourChoice choice = class_choice(arguments);
    if (!surface.use.comparison || choice.kind == ContourChoice::Kind::breaks) {
        return breaks_of(surface.raster, choice);
    }
    std::optional<int> classes;
    if (!arguments.contours.empty()) {
        classes = static_cast<int>(choice.numbers.front());
    }
    return comparison_breaks(surface.raster, *surface.use.comparison, classes);
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
        breaks = class_breaks_of(surface, arguments);
    }
    std::vector<ContourBand> bands;
    if (is_wanted(".gpkg")) {
        bands = contour_bands(surface.raster, breaks);
    }
    surface.use.breaks = breaks;
    LayerSet layers;
    layers.crs = crs;
    layers.layers.push_back(density_layer(bands, context, surface.use));
    layers.rasters.push_back(density_raster_layer(std::move(surface.raster), options, surface.use, context));
    layers.rasters.front().metadata.merge(surface.metadata);
    for (const std::string& file : arguments.out) {
        write_file(file, layers, arguments.threads);
    }
}

ValueRange range_of(const Raster& raster)
{
    std::array<ValueRange, 4> ranges{};  // one alone would make each value wait for the one before
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        ValueRange& range = ranges[i % ranges.size()];
        range.lowest =
            std::min(range.lowest, raster.values[i]);  // never NaN: they keep their first argument then
        range.highest = std::max(range.highest, raster.values[i]);
    }
    for (const ValueRange& range : ranges) {
        ranges[0].lowest = std::min(ranges[0].lowest, range.lowest);
        ranges[0].highest = std::max(ranges[0].highest, range.highest);
    }
    return ranges[0];
}

std::string range_text(const Summary& summary)
{
    const ValueRange& values = summary.values;
    if (values.lowest > values.highest) {
        return "no pixel with data";
    }
    const std::string highest = significant_text(values.highest, 4) + ' ' + summary.use.unit;
    return summary.use.comparison ? "from " + significant_text(values.lowest, 4) + " to " + highest
                                  : "highest " + highest;
}

/// Below what a density says nothing in a ratio, and whether a ratio of numbers is what was meant.
void print_about_ratio(const Summary& summary)
{
    const auto number = [&](const char* key) {
        const auto found = summary.metadata.find(key);
        return found == summary.metadata.end() ? 0 : parse_double(found->second).value_or(0);
    };
    if (const double share = number("FLOOR_SHARE"); share > 0) {
        std::cout
            << "Below a share of " << significant_text(share, 4)
            << " in a cell a density counts as that: it is less than one point's worth of the smaller file\n";
    }
    if (const double per_km2 = number("FLOOR_PER_KM2"); per_km2 > 0) {
        std::cout << "Below " << fixed_text(per_km2, 3)
                  << " per km² a density counts as that: it is less than one point's worth\n";
        constexpr double many_times = 3;  // the last class of the map begins there
        const auto used = static_cast<double>(summary.use.used);
        const double against = number("AGAINST_USED");
        if (std::max(used, against) > many_times * std::min(used, against)) {
            std::cout << "With " << count_text(summary.use.used) << " against "
                      << count_text(static_cast<std::size_t>(against)) << " most of the map is "
                      << (used < against ? "less" : "more")
                      << ": --units probability compares where they are, not how many\n";
        }
    }
}

}  // namespace

bool has_ending(const std::string& file, const char* ending)
{
    return std::filesystem::path(file).extension() == ending;
}

void print_summary(const DensityArguments& arguments, const Summary& summary, const DensityOptions& options)
{
    const RasterGrid& grid = summary.grid;
    std::cout << arguments.file << ": " << count_text(summary.use.used)
              << (summary.use.used == 1 ? " point used, " : " points used, ")
              << count_text(summary.use.left_out) << " left out\n"
              << "Kernel " << kernel_name(options.kernel) << ", bandwidth "
              << shortest_text(options.bandwidth_m) << " m" << (options.is_adaptive ? ", adaptive" : "")
              << (arguments.bandwidth == shortest_text(options.bandwidth_m)
                      ? ""
                      : " (" + arguments.bandwidth + ")")
              << "; " << grid.cols << " by " << grid.rows << " pixels of " << shortest_text(grid.cell_m)
              << " m; " << range_text(summary) << '\n';
    print_about_ratio(summary);
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
        summary.values = {0, write_large_map(name, {.points = file.points,
                                                    .grid = request.grid,
                                                    .options = request.options,
                                                    .unit = unit,
                                                    .classes = class_choice(arguments),
                                                    .use = summary.use,
                                                    .metadata = metadata_of(request.options),
                                                    .crs = file.crs,
                                                    .is_quiet = arguments.quiet})};
    }
    return summary;
}

Summary make_in_memory(const DensityArguments& arguments, const PointFile& file, const Scope& scope,
                       const MapRequest& request)
{
    Surface surface = asked_surface(arguments, file, scope, request);
    Summary summary{.grid = request.grid, .use = surface.use, .values = {}, .metadata = surface.metadata};
    if (!arguments.quiet) {
        summary.values = range_of(surface.raster);
    }
    write(arguments, std::move(surface), request.options, file.crs);
    return summary;
}

}  // namespace wardmap::cli
