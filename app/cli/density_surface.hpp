#pragma once

#include <map>
#include <string>

#include "density_choices.hpp"
#include "density_map.hpp"

/// The surface that was asked for: of one file of points, or of two compared.
namespace wardmap::cli {

/// A surface with what is to be said about it.
struct Surface {
    Raster raster;
    DensityUse use;
    std::map<std::string, std::string> metadata;
};

/// How many points take part. Throws Error (quality) where none does.
[[nodiscard]] DensityUse use_of(const std::string& name, const PointFile& file, const Scope& scope,
                                const DensityOptions& options);
[[nodiscard]] std::map<std::string, std::string> metadata_of(const DensityOptions& options);
[[nodiscard]] UnitChoice unit_of(const DensityArguments& arguments);

/// In the unit that was asked for, compared where that was.
[[nodiscard]] Surface asked_surface(const DensityArguments& arguments, const PointFile& file,
                                    const Scope& scope, const MapRequest& request);

}  // namespace wardmap::cli
