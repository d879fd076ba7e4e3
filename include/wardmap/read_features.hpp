#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/row_source.hpp"

namespace wardmap {

struct ReadOptions {
    std::string layer;  ///< empty: the only one; several = Error (input) that lists them
    std::string crs;    ///< of a layer that states none; empty: such a layer is an Error (input)
    std::string study_crs = "EPSG:27700";
    std::vector<UsedOperation>* operations =
        nullptr;  ///< where given: gets the one that moved the coordinates, if any did
};

/// Reads a GeoJSON, GeoPackage or shapefile (by the file's ending, with that one GDAL driver) and
/// projects it to the study's CRS. Paths with "/vsi", "://" or a driver prefix are refused. Throws Error
/// (input) for a file that cannot be read, coordinates that are not finite, and a ballpark projection.
[[nodiscard]] FeatureTable read_features(const std::filesystem::path& path, const ReadOptions& options);

/// Of a layer of points.
struct PointLayer {
    std::string crs;  ///< of the positions
    std::vector<PointM> positions;
};

/// Reads a layer of points a feature at a time, so that memory does not grow with anything but the positions. `takes` sees
/// every feature, in order, with the values of `fields`, in that order, and its geometry in the layer's own
/// coordinates, if it has one; it says whether the position counts. An empty options.study_crs leaves the points in the layer's
/// own system. Throws Error (input) as read_features does, for a layer of another kind, and for a field that is not there.
[[nodiscard]] PointLayer read_point_layer(const std::filesystem::path& path, const ReadOptions& options,
                                          const std::vector<std::string>& fields,
                                          const std::function<bool(const Feature&)>& takes);

/// An OpenStreetMap extract, by its ending: .osm.pbf or .osm.
[[nodiscard]] bool is_osm_extract(const std::filesystem::path& path);
/// What of an OpenStreetMap extract has a name or an address: its points, named roads and areas as one table, their
/// tags as fields ("other_tags" holds those that have no field of their own), projected to the study's CRS. Throws
/// Error (input) as read_features does. Memory: that of the features kept.
[[nodiscard]] FeatureTable read_osm_extract(const std::filesystem::path& path, const std::string& study_crs);

/// Rows of an XLSX, ODS or GeoPackage table as text (the first sheet, or `layer`), for incidents.
[[nodiscard]] std::unique_ptr<RowSource> open_table(const std::filesystem::path& path,
                                                    const std::string& layer = {});

}  // namespace wardmap
