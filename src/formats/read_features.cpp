#include "wardmap/read_features.hpp"

#include <string>
#include <utility>

#include "feature_source.hpp"
#include "ogr_geometry.hpp"
#include "study_crs.hpp"

namespace wardmap {

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
            "such as "
            "crs = \"EPSG:27700\", else with --crs"};
}

/// What one pass over the layer gives, still in the layer's CRS.
FeatureTable whole_table(formats::FeatureReader& reader)
{
    FeatureTable table{
        .name = OGR_L_GetName(reader.layer()), .kind = {}, .fields = reader.fields(), .features = {}};
    for (Feature feature; reader.next(feature);) {
        table.features.push_back(std::move(feature));
    }
    table.kind = reader.kind();
    return table;
}

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
        formats::orient_rings(feature.geometry);
    }
}

}  // namespace

namespace formats {

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

FeatureSource::FeatureSource(std::filesystem::path path, std::string study_crs)
    : m_path(std::move(path)), m_study_crs(std::move(study_crs))
{
}

FeatureTable FeatureSource::read(const std::string& layer, const std::string& crs)
{
    const std::string where = m_path.string();
    if (!m_source) {
        m_source = open_vector(m_path, layer);
    } else {
        choose_layer(*m_source, m_path, layer);
    }
    FeatureReader reader({.dataset = {}, .layer = m_source->layer}, where);
    FeatureTable table = whole_table(reader);
    if (table.kind == GeometryKind::none) {
        return table;
    }
    const std::string from = crs_of(stated_crs(reader.layer()), box_of(table),
                                    {.layer = layer, .crs = crs, .study_crs = m_study_crs}, where);
    if (from != m_study_crs) {
        projection_from(from).apply(table);
    }
    orient_all(table);
    return table;
}

FeatureProjection& FeatureSource::projection_from(const std::string& crs)
{
    if (!m_projection || m_from != crs) {
        m_projection.emplace(crs, m_study_crs, m_path.string());
        m_from = crs;
    }
    return *m_projection;
}

}  // namespace formats

FeatureTable read_features(const std::filesystem::path& path, const ReadOptions& options)
{
    formats::FeatureSource source(path, options.study_crs);
    FeatureTable table = source.read(options.layer, options.crs);
    if (const auto used = source.used(); used && options.operations != nullptr) {
        options.operations->push_back(*used);
    }
    return table;
}

}  // namespace wardmap
