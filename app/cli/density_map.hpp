#pragma once

#include <limits>
#include <map>
#include <string>
#include <vector>

#include "point_options.hpp"
#include "point_scope.hpp"
#include "wardmap/density.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap::cli {

/// What the command was asked for.
struct DensityArguments {
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

/// What the arguments mean for a file of points.
struct MapRequest {
    RasterGrid grid;
    DensityOptions options;
};

/// Whether a file has this ending, with its dot.
[[nodiscard]] bool has_ending(const std::string& file, const char* ending);

struct ValueRange {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();
};

/// What to tell of a map that was made.
struct Summary {
    RasterGrid grid;
    DensityUse use;
    ValueRange values;
    std::map<std::string, std::string> metadata;
};

/// Makes the surface, compared where that was asked for, and writes its files.
[[nodiscard]] Summary make_in_memory(const DensityArguments& arguments, const PointFile& file,
                                     const Scope& scope, const MapRequest& request);
/// The same without ever holding the surface.
[[nodiscard]] Summary make_in_rows(const DensityArguments& arguments, const PointFile& file,
                                   const Scope& scope, const MapRequest& request);
void print_summary(const DensityArguments& arguments, const Summary& summary, const DensityOptions& options);

}  // namespace wardmap::cli
