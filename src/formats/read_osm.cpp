#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ogr_geometry.hpp"
#include "vector_source.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OwnedFeature;
using formats::VectorSource;

/// The tags that say what a named thing is; all others, the addresses among them, are in other_tags.
constexpr auto kept_tags =
    std::to_array<const char*>({"name", "highway", "place", "amenity", "shop", "leisure", "tourism", "office",
                                "historic", "building", "other_tags"});

struct OsmLayer {
    const char* name;
    const char* filter;  ///< what of it can become an entry of a gazetteer
};
constexpr auto osm_layers =
    std::to_array<OsmLayer>({{"points", "name IS NOT NULL OR other_tags LIKE '%\"addr:%'"},
                             {"lines", "name IS NOT NULL AND highway IS NOT NULL"},
                             {"multipolygons", "name IS NOT NULL OR other_tags LIKE '%\"addr:%'"}});

/// GDAL reads the file once for each layer, and would keep the features of the others meanwhile.
void read_this_layer_only(const VectorSource& source, const OsmLayer& layer)
{
    const std::string sql = fmt::format("SET interest_layers = {}", layer.name);
    OGRLayerH result = GDALDatasetExecuteSQL(source.dataset.get(), sql.c_str(), nullptr, nullptr);
    if (result != nullptr) {
        GDALDatasetReleaseResultSet(source.dataset.get(), result);
    }
    OGR_L_SetAttributeFilter(source.layer, layer.filter);
    OGR_L_ResetReading(source.layer);
}

/// Where each kept tag stands in the layer; -1: it has no such field.
std::vector<int> fields_of(OGRLayerH layer)
{
    std::vector<int> fields;
    fields.reserve(std::size(kept_tags));
    for (const char* tag : kept_tags) {
        fields.push_back(OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), tag));
    }
    return fields;
}

Feature feature_of(OGRFeatureH source, const std::vector<int>& fields, const std::string& where)
{
    Feature feature;
    for (const int field : fields) {
        const bool is_set = field >= 0 && OGR_F_IsFieldSetAndNotNull(source, field) != 0;
        feature.values.emplace_back(is_set ? Value(std::string(OGR_F_GetFieldAsString(source, field)))
                                           : Value());
    }
    feature.geometry = formats::geometry_of(OGR_F_GetGeometryRef(source), where);
    return feature;
}

void read_layer(const std::filesystem::path& path, const OsmLayer& layer, FeatureTable& table)
{
    const VectorSource source = formats::open_vector(path, layer.name);
    const ComplaintCollector complaints;
    read_this_layer_only(source, layer);
    const std::vector<int> fields = fields_of(source.layer);
    while (const OwnedFeature feature{OGR_L_GetNextFeature(source.layer)}) {
        const std::string where =
            fmt::format("{}, {} {}", path.string(), layer.name, OGR_F_GetFieldAsString(feature.get(), 0));
        table.features.push_back(feature_of(feature.get(), fields, where));
    }
    complaints.throw_on_failure(ErrorKind::input, path.string(), "check that the file is whole");
}

void project(FeatureTable& table, const std::string& study_crs)
{
    std::vector<double> x;
    std::vector<double> y;
    for (Feature& feature : table.features) {
        formats::for_each_vertex(feature.geometry, [&](const PointM& p) {
            x.push_back(p.x_m);
            y.push_back(p.y_m);
        });
    }
    const Projection projection("EPSG:4326", study_crs);
    if (projection.forward(x, y) > 0) {
        throw Error(ErrorKind::input, table.name,
                    fmt::format("coordinates cannot be projected to {}", study_crs),
                    "cut the extract to the study's land");
    }
    std::size_t i = 0;
    for (Feature& feature : table.features) {
        formats::for_each_vertex(feature.geometry, [&](PointM& p) {
            p = {x[i], y[i]};
            ++i;
        });
        formats::orient_rings(feature.geometry);
    }
}

}  // namespace

bool is_osm_extract(const std::filesystem::path& path)
{
    return path.extension() == ".pbf" || path.extension() == ".osm";
}

FeatureTable read_osm_extract(const std::filesystem::path& path, const std::string& study_crs)
{
    FeatureTable table;
    table.name = path.string();
    for (const char* tag : kept_tags) {
        table.fields.push_back({.name = tag, .short_name = tag, .type = FieldType::text, .label = tag});
    }
    for (const OsmLayer& layer : osm_layers) {
        read_layer(path, layer, table);
    }
    project(table, study_crs);
    return table;
}

}  // namespace wardmap
