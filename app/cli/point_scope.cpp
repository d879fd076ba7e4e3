#include "point_scope.hpp"

#include <algorithm>
#include <iostream>
#include <numeric>
#include <span>
#include <vector>

#include "density_choices.hpp"
#include "notice_text.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/error.hpp"
#include "wardmap/main_body.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::cli {

namespace {

/// Points farther than this from all others do not stretch a map.
constexpr double stray_gap_m = 5000;

void warn(const std::string& text) { std::cerr << "warning: " << text << '\n'; }

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

MultiPolygon read_boundary(const ScopeOptions& options, const std::string& crs)
{
    ReadOptions reading = options.boundary_options;
    reading.study_crs = crs;
    Diagnostics diagnostics;
    std::vector<MultiPolygon> shapes;
    for (const Feature& feature : read_features(options.boundary, reading).features) {
        if (const auto* const shape = std::get_if<MultiPolygon>(&feature.geometry)) {
            shapes.push_back(valid_shape(*shape, options.boundary, diagnostics));
        }
    }
    if (shapes.empty()) {
        throw Error(ErrorKind::input, options.boundary, "no polygon in this layer",
                    "name a layer of polygons");
    }
    for (const Notice& notice : diagnostics.notices()) {
        std::cerr << notice_text(notice) << '\n';
    }
    return union_of(shapes);
}

}  // namespace

Scope scope_of(const ScopeOptions& options, const std::string& name, const PointFile& file)
{
    Scope scope;
    if (!options.boundary.empty()) {
        scope.boundary = read_boundary(options, file.crs);
        scope.box = bounds(*scope.boundary);
        scope.is_given = true;
    }
    if (!options.extent.empty()) {
        scope.box = extent_of(options.extent);
        scope.is_given = true;
    }
    if (!scope.is_given) {
        const std::vector<PointM> body = main_body_of(file.points.positions, stray_gap_m);
        for (const PointM p : body) {
            scope.box.include(p);
        }
        if (const std::size_t strays = file.points.size() - body.size(); strays > 0) {
            warn(name + ": " + count_text(strays) + (strays == 1 ? " point lies" : " points lie") +
                 " more than " + shortest_text(stray_gap_m / 1000) +
                 " km from all others; the map is not stretched to them. Look at their coordinates");
        }
    }
    return scope;
}

std::size_t count_in(const PointSet& points, const BoxM& box)
{
    constexpr std::size_t points_per_chunk = 262'144;
    std::vector<std::ptrdiff_t> counts(points.size() / points_per_chunk + 1, 0);
    parallel_chunks(points.size(), points_per_chunk, 0, [&](std::size_t begin, std::size_t end) {
        counts[begin / points_per_chunk] =
            std::ranges::count_if(std::span(points.positions).subspan(begin, end - begin),
                                  [&](PointM p) { return box.contains(p); });
    });
    return static_cast<std::size_t>(std::reduce(counts.begin(), counts.end()));
}

PointSet points_in(const PointSet& points, const BoxM& box, const std::optional<MultiPolygon>& boundary)
{
    std::vector<std::int32_t> area(points.size(), 0);
    if (boundary) {
        AreaSet set;
        set.areas.push_back({"boundary", "boundary", std::nullopt, *boundary});
        area = AreaIndex(set).find(points.positions);
    }
    PointSet inside;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (box.contains(points.positions[i]) && area[i] != AreaIndex::outside) {
            inside.positions.push_back(points.positions[i]);
            if (!points.weights.empty()) {
                inside.weights.push_back(points.weights[i]);
            }
        }
    }
    return inside;
}

void declare_scope_options(CLI::App& parser, ScopeOptions& options)
{
    parser.add_option(
        "--extent", options.extent,
        "West,south,east,north of the map in metres (default: the points, and room for the kernel)");
    parser.add_option("--boundary", options.boundary, "Polygons of the study area; outside there is no data");
    parser.add_option("--boundary-layer", options.boundary_options.layer,
                      "Its layer, where there are several");
    parser.add_option("--boundary-crs", options.boundary_options.crs, "Its system, where it states none");
}

}  // namespace wardmap::cli
