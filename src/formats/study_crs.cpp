#include "study_crs.hpp"

#include <string>

#include "feature_reader.hpp"
#include "ogr_geometry.hpp"

namespace wardmap::formats {

namespace {

bool is_longitude_latitude(const BoxM& box)
{
    return box.min_x_m >= -180 && box.max_x_m <= 180 && box.min_y_m >= -90 && box.max_y_m <= 90;
}

bool is_wgs84(const std::string& crs) { return crs == "EPSG:4326" || crs == "OGC:CRS84"; }

Error no_crs(const std::string& where, const std::string& found)
{
    return {ErrorKind::input, where, found,
            "state its coordinate system: in a study with the key `crs` in the section that names this file, "
            "such as crs = \"EPSG:27700\", else with --crs"};
}

}  // namespace

BoxM box_of(const FeatureTable& table)
{
    BoxM box;
    for (const Feature& feature : table.features) {
        box.include(bounds(feature.geometry));
    }
    return box;
}

void orient_all(FeatureTable& table)
{
    for (Feature& feature : table.features) {
        orient_rings(feature.geometry);
    }
}

std::string crs_of(std::string stated, const BoxM& box, const ReadOptions& options, const std::string& where)
{
    if (stated.empty()) {
        if (options.crs.empty()) {
            throw no_crs(where, "the layer states no coordinate system");
        }
        stated = options.crs;
    }
    if (is_wgs84(stated) && !box.is_empty() && !is_longitude_latitude(box)) {
        if (options.crs.empty() || is_wgs84(options.crs)) {
            throw no_crs(
                where, "the coordinates are not longitudes and latitudes, though the layer counts as WGS 84");
        }
        return options.crs;
    }
    return stated;
}

void put_into_study_crs(FeatureTable& table, const std::string& stated, const ReadOptions& options,
                        const std::string& where)
{
    const std::string crs = crs_of(stated, box_of(table), options, where);
    if (crs != options.study_crs) {
        FeatureProjection projection(crs, options.study_crs, where);
        projection.apply(table);
        if (options.operations != nullptr) {
            options.operations->push_back(projection.used());
        }
    }
    orient_all(table);
}

}  // namespace wardmap::formats
