#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

#include "wardmap/geometry.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_points.hpp"

namespace wardmap::cli {

/// What part of the world is meant, as options say it.
struct ScopeOptions {
    std::string extent;
    std::string boundary;
    ReadOptions boundary_options;
};
/// Declares --extent, --boundary, --boundary-layer and --boundary-crs on the parser.
void declare_scope_options(CLI::App& parser, ScopeOptions& options);

struct Scope {
    BoxM box;  ///< without extent and boundary that of the points but for strays, which are warned of
    bool is_given = false;
    std::optional<MultiPolygon> boundary;
};
[[nodiscard]] Scope scope_of(const ScopeOptions& options, const std::string& name, const PointFile& file);

/// How many points lie in the box.
[[nodiscard]] std::size_t count_in(const PointSet& points, const BoxM& box);

/// Those in the box and in the boundary, where there is one.
[[nodiscard]] PointSet points_in(const PointSet& points, const BoxM& box,
                                 const std::optional<MultiPolygon>& boundary);

}  // namespace wardmap::cli
