#include "point_arguments.hpp"

#include <fmt/format.h>

#include <iostream>
#include <vector>

#include "notice_text.hpp"
#include "wardmap/error.hpp"
#include "wardmap/main_body.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::cli {

namespace {

constexpr double most_rejected = 0.05;

void tell_notices(const Diagnostics& diagnostics)
{
    for (const Notice& notice : diagnostics.notices()) {
        std::cerr << notice_text(notice) << '\n';
    }
}

void tell_rejected(const std::string& file, const Diagnostics& diagnostics, const PointFile& points)
{
    tell_notices(diagnostics);
    if (points.without_place > 0) {
        std::cerr << fmt::format("warning: {}: {} of {} rows have no coordinates\n", file,
                                 points.without_place, points.rows);
    }
    for (const auto& [reason, rows] : diagnostics.rejected_by_reason()) {
        std::cerr << fmt::format("warning: {}: {} of {} rows rejected: {}\n", file, rows, points.rows,
                                 reason);
    }
}

/// One coordinate with a digit too many would make an area of half the globe.
std::vector<PointM> without_strays(const std::vector<PointM>& positions)
{
    constexpr double stray_gap_m = 5000;  // as in a run: wider than the gaps between the villages of a county
    std::vector<PointM> body = main_body_of(positions, stray_gap_m);
    if (body.size() < positions.size()) {
        std::cerr << fmt::format(
            "warning: {} points lie more than 5 km from all others and are left out of the study area; look "
            "at their "
            "coordinates\n",
            positions.size() - body.size());
    }
    return body;
}

}  // namespace

void PointArguments::declare(CLI::App& parser)
{
    parser.add_option("POINTS", file, "CSV with coordinates, or a vector layer of points")->required();
    parser.add_option("--x", options.x, "CSV: column of easting or longitude (default: by name)");
    parser.add_option("--y", options.y, "CSV: column of northing or latitude");
    parser.add_option("--crs", options.crs, "Coordinate system of the points, such as EPSG:27700");
    parser.add_option("--to-crs", options.to_crs, "Projected system in metres to analyse in");
    parser.add_option("--layer", options.layer, "Layer of a file that has several");
    parser.add_option("--out", out, "GeoPackage to write; one that is there is replaced")->required();
}

CountedPlaces PointArguments::read_counts(const std::string& counted, const std::string& field,
                                          const std::string& to_crs) const
{
    PointFileOptions how = options;
    how.layer.clear();  // that of the points
    how.date.clear();
    how.weight = field;
    how.to_crs = to_crs;
    Diagnostics diagnostics;
    CountedPlaces places = read_counted_places(counted, how, diagnostics);
    tell_notices(diagnostics);
    for (const auto& [reason, rows] : diagnostics.rejected_by_reason()) {
        std::cerr << fmt::format("warning: {}: rows rejected: {} ({})\n", counted, rows, reason);
    }
    return places;
}

PointFile PointArguments::read() const
{
    Diagnostics diagnostics;
    PointFile points = read_points(file, options, diagnostics);
    tell_rejected(file, diagnostics, points);
    const std::size_t rejected = diagnostics.rejected_rows();
    if (static_cast<double>(rejected) > most_rejected * static_cast<double>(points.rows)) {
        throw Error(ErrorKind::quality, file,
                    fmt::format("{} of {} rows were rejected, more than 5 %", rejected, points.rows),
                    "Mend the file, or name the right columns");
    }
    return points;
}

MultiPolygon area_around(const PointFile& points, const std::string& boundary_file, double cell_m)
{
    if (boundary_file.empty()) {
        const MultiPolygon hull = convex_hull_of(without_strays(points.points.positions));
        if (hull.parts.empty()) {
            throw Error(
                ErrorKind::input, "study area",
                "all points lie at one place or on one line, so nothing says where others could have been",
                "State the area with --boundary");
        }
        std::cerr
            << "note: no boundary given: the study area is the points' convex hull and a cell of margin\n";
        return buffer_of(hull, cell_m);
    }
    const FeatureTable table =
        read_features(boundary_file, {.layer = {}, .crs = {}, .study_crs = points.crs});
    std::vector<MultiPolygon> parts;
    Diagnostics diagnostics;
    for (const Feature& feature : table.features) {
        if (const auto* const shape = std::get_if<MultiPolygon>(&feature.geometry)) {
            parts.push_back(valid_shape(*shape, boundary_file, diagnostics));
        }
    }
    if (parts.empty()) {
        throw Error(ErrorKind::input, boundary_file, "this layer holds no polygon",
                    "Name a layer of polygons");
    }
    return union_of(parts);
}

}  // namespace wardmap::cli
