#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "wardmap/geometry.hpp"
#include "wardmap/read_points.hpp"

namespace wardmap::cli {

/// What the commands have in common that analyse one file of points: where it is and how to read it.
struct PointArguments {
    std::string file;
    PointFileOptions options;
    std::string out;  ///< GeoPackage to write

    void declare(CLI::App& parser);
    /// Reads the points; tells on stderr what was left out. Throws Error (quality) when more than 5 % of the rows
    /// are rejected.
    [[nodiscard]] PointFile read() const;
    /// Reads the file that incidents are spread over, in columns named like the points'; tells what was left out.
    [[nodiscard]] CountedPlaces read_counts(const std::string& counted, const std::string& field,
                                            const std::string& to_crs) const;
};

/// Where incidents could have been: the polygons of `boundary_file`, or without one the points' convex hull and a
/// cell of margin. Throws Error (input) when the points have no hull.
[[nodiscard]] MultiPolygon area_around(const PointFile& points, const std::string& boundary_file,
                                       double cell_m);

}  // namespace wardmap::cli
