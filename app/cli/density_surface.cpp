#include "density_surface.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

/// The points that take part: those whose kernel reaches the map, and with edge correction those inside.
std::size_t used_count(const PointSet& points, const Scope& scope, const DensityOptions& options)
{
    if (options.edge == EdgeCorrection::none) {
        return count_in(points, scope.box.grown(kernel_reach_m(options)));
    }
    return scope.boundary ? points_in(points, scope.box, scope.boundary).size() : count_in(points, scope.box);
}

Surface surface_of(const std::string& name, const PointFile& file, const Scope& scope,
                   const MapRequest& request)
{
    const DensityUse use = use_of(name, file, scope, request.options);
    return {kernel_density(file.points, request.grid, request.options), use, metadata_of(request.options)};
}

Surface compared(const DensityArguments& arguments, const DensityOptions& options, Surface surface,
                 Surface base)
{
    const UnitChoice unit = unit_of(arguments);
    const Comparison comparison = *comparison_named(arguments.compare);
    // As shares of their own sum two surfaces differ by different factors: less than one point's worth of the smaller
    // one says nothing of either.
    const double factor = std::max(convert(surface.raster, unit), convert(base.raster, unit));
    const double floor_per_m2 = lone_incident_per_m2(options);
    surface.raster = compare_density(surface.raster, base.raster, comparison, floor_per_m2 * factor);
    surface.use.comparison = comparison;
    if (comparison == Comparison::difference) {
        surface.use.unit = unit_text(unit) + ", difference";
    } else {
        surface.use.unit = comparison == Comparison::ratio ? "ratio" : "log ratio";
        if (unit.kind == UnitChoice::Kind::probability) {
            surface.use.unit += " of shares";
            surface.metadata["FLOOR_SHARE"] = shortest_text(floor_per_m2 * factor);
        } else {
            surface.metadata["FLOOR_PER_KM2"] = shortest_text(floor_per_m2 * 1e6);
        }
    }
    surface.metadata["AGAINST"] = std::filesystem::path(arguments.against).filename().string();
    surface.metadata["AGAINST_USED"] = std::to_string(base.use.used);
    surface.metadata["COMPARISON"] = arguments.compare;
    return surface;
}

}  // namespace

DensityUse use_of(const std::string& name, const PointFile& file, const Scope& scope,
                  const DensityOptions& options)
{
    DensityUse use;
    use.used = used_count(file.points, scope, options);
    use.left_out = file.rows - use.used;
    if (use.used == 0) {
        throw Error(ErrorKind::quality, name,
                    "none of its " + grouped_text(static_cast<std::int64_t>(file.points.size())) +
                        " points lies in the area of the map",
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

UnitChoice unit_of(const DensityArguments& arguments)
{
    UnitChoice unit = unit_choice(arguments.units, arguments.years);
    unit.what_counts = arguments.points.weight.empty() ? "incidents" : arguments.points.weight;
    return unit;
}

Surface asked_surface(const DensityArguments& arguments, const PointFile& file, const Scope& scope,
                      const MapRequest& request)
{
    Surface surface = surface_of(arguments.file, file, scope, request);
    if (arguments.against.empty()) {
        const UnitChoice unit = unit_of(arguments);
        convert(surface.raster, unit);
        surface.use.unit = unit_text(unit);
        return surface;
    }
    PointFileOptions same_system = arguments.points;
    same_system.to_crs = file.crs;
    same_system.date.clear();
    const PointFile other = read_points_aloud(arguments.against, same_system);
    return compared(arguments, request.options, std::move(surface),
                    surface_of(arguments.against, other, scope, request));
}

}  // namespace wardmap::cli
