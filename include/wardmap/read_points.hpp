#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/exposure.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

/// How to read a file of points for one analysis outside a study.
struct PointFileOptions {
    std::string x;       ///< CSV: column of longitude or easting; empty: recognised by name
    std::string y;       ///< CSV: column of latitude or northing
    std::string crs;     ///< of the coordinates; empty: recognised from the columns or the layer
    std::string to_crs;  ///< system in metres to analyse in; empty: that of the coordinates, if it is one
    std::string layer;   ///< of a vector file with several
    std::string weight;  ///< field of the weights; empty: every point counts 1
    std::string date;    ///< field of the dates; empty: none are read. Not together with `weight`
    std::optional<DateOrder> date_order;  ///< of 3/5/2021 in a CSV; nullopt: as read_incidents finds out
};

/// Points in metres, and what became of the file's rows.
struct PointFile {
    PointSet points;
    std::vector<TimeSpan> times;    ///< one per point where dates were asked for
    std::string crs;                ///< of the points
    std::size_t rows = 0;           ///< read, those left out included
    std::size_t without_place = 0;  ///< rows whose coordinates are blank
};

/// Reads a CSV with coordinates or any vector layer of points. Dates of a CSV are read as read_incidents does, those
/// of a layer as ISO 8601 or its 2021/05/03; rows without one are rejected. Rows with unreadable or zero coordinates,
/// with longitude and latitude that are swapped (outside the area of use of `to_crs`, and inside the other way round),
/// or with weights that are negative or not numbers are rejected in `diagnostics`, never used.
/// Throws Error (input) for a missing column (lists those there are), a geographic system without a projected
/// one named, a layer of anything but points, and a file without a usable point.
[[nodiscard]] PointFile read_points(const std::filesystem::path& path, const PointFileOptions& options,
                                    Diagnostics& diagnostics);

/// Reads counts of dwellings, residents …: points as read_points does, or a layer of polygons, whose `weight` is the
/// count of the whole polygon. Throws Error (input) as read_points does, and for a file without any.
[[nodiscard]] CountedPlaces read_counted_places(const std::filesystem::path& path,
                                                const PointFileOptions& options, Diagnostics& diagnostics);

}  // namespace wardmap
