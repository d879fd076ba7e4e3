#include "wardmap/read_features.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "feature_source.hpp"
#include "ogr_geometry.hpp"
#include "ogr_values.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OwnedFeature;
using formats::VectorSource;

struct Column {
    int index = 0;
    OGRFieldDefnH definition = nullptr;
};

/// The columns that can be read; binary ones are not for us.
std::vector<Column> readable_columns(OGRLayerH layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<Column> columns;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        if (OGR_Fld_GetType(field) != OFTBinary) {
            columns.push_back({i, field});
        }
    }
    return columns;
}

Field field_of(OGRFieldDefnH definition)
{
    Field field;
    field.name = OGR_Fld_GetNameRef(definition);
    field.type = formats::field_type_of(definition);
    const std::string alias = OGR_Fld_GetAlternativeNameRef(definition);
    field.label = alias.empty() ? field.name : alias;
    return field;
}

/// The layer's own CRS as "AUTHORITY:CODE" or WKT; empty if it states none.
std::string stated_crs(OGRLayerH layer)
{
    OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer);
    if (reference == nullptr || OSRIsLocal(reference) != 0) {
        return "";
    }
    // A GeoPackage has a code for "undefined"; GDAL makes a system of that name of it.
    const char* name = OSRGetName(reference);
    if (name != nullptr && std::string_view(name).starts_with("Undefined")) {
        return "";
    }
    const char* authority = OSRGetAuthorityName(reference, nullptr);
    const char* code = OSRGetAuthorityCode(reference, nullptr);
    if (authority != nullptr && code != nullptr) {
        return fmt::format("{}:{}", authority, code);
    }
    char* wkt = nullptr;
    std::string text;
    if (OSRExportToWkt(reference, &wkt) == OGRERR_NONE && wkt != nullptr) {
        text = wkt;
    }
    CPLFree(wkt);
    return text;
}

bool is_longitude_latitude(const BoxM& box)
{
    return box.min_x_m >= -180 && box.max_x_m <= 180 && box.min_y_m >= -90 && box.max_y_m <= 90;
}

bool is_wgs84(const std::string& crs) { return crs == "EPSG:4326" || crs == "OGC:CRS84"; }

Error no_crs(const std::string& where, const std::string& found)
{
    return {ErrorKind::input, where, found,
            "state its coordinate system with the key `crs` in the section of the study that names this "
            "file, such as "
            "crs = \"EPSG:27700\""};
}

/// GeoJSON without a CRS is WGS 84 by RFC 7946, but many files hold metres all the same: only the
/// numbers tell, and then the user has to say what they are.
std::string crs_of(OGRLayerH layer, const BoxM& box, const ReadOptions& options, const std::string& where)
{
    std::string stated = stated_crs(layer);
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

/// What one pass over the layer gives, still in the layer's CRS.
class TableReader {
public:
    TableReader(const VectorSource& source, std::string where) : m_source(source), m_where(std::move(where))
    {
    }

    [[nodiscard]] FeatureTable read()
    {
        FeatureTable table;
        table.name = OGR_L_GetName(m_source.layer);
        const std::vector<Column> columns = readable_columns(m_source.layer);
        for (const Column& column : columns) {
            table.fields.push_back(field_of(column.definition));
        }
        const ComplaintCollector complaints;
        OGR_L_ResetReading(m_source.layer);
        while (const OwnedFeature feature{OGR_L_GetNextFeature(m_source.layer)}) {
            table.features.push_back(read_one(feature.get(), columns, table.kind));
        }
        complaints.throw_on_failure(ErrorKind::input, m_where, "check that the file is whole");
        return table;
    }

private:
    [[nodiscard]] Feature read_one(OGRFeatureH source, const std::vector<Column>& columns, GeometryKind& kind)
    {
        ++m_count;
        const std::string where = fmt::format("{}, feature {}", m_where, m_count);
        Feature feature;
        for (const Column& column : columns) {
            feature.values.push_back(formats::value_of(source, column.index, column.definition, where));
        }
        feature.geometry = formats::geometry_of(OGR_F_GetGeometryRef(source), where);
        const GeometryKind found = formats::kind_of(feature.geometry);
        if (found == GeometryKind::none) {
            return feature;
        }
        if (kind == GeometryKind::none) {
            kind = found;
        }
        if (found != kind) {
            throw Error(ErrorKind::input, where,
                        fmt::format("the layer mixes {} with {}", formats::kind_words(kind),
                                    formats::kind_words(found)),
                        "save each kind as a layer of its own");
        }
        return feature;
    }

    const VectorSource& m_source;
    std::string m_where;
    std::size_t m_count = 0;
};

BoxM box_of(const FeatureTable& table)
{
    BoxM box;
    for (const Feature& feature : table.features) {
        box.include(bounds(feature.geometry));
    }
    return box;
}

Projection projection_between(const std::string& crs, const std::string& study_crs, const std::string& where)
{
    try {
        return {crs, study_crs};
    } catch (const Error& error) {
        throw Error(error.kind(), where, fmt::format("{} ({})", error.found(), error.where().substr(0, 200)),
                    error.advice());
    }
}

/// What a projection is between, and where the coordinates stand, for those who read of a fault.
struct ProjectionWords {
    const std::string& crs;
    const std::string& study_crs;
    const std::string& where;
};

void project(FeatureTable& table, const Projection& projection, const ProjectionWords& words)
{
    std::vector<double> x;
    std::vector<double> y;
    std::size_t count = 0;
    for (Feature& feature : table.features) {
        ++count;
        x.clear();
        y.clear();
        formats::for_each_vertex(feature.geometry, [&](PointM& p) {
            x.push_back(p.x_m);
            y.push_back(p.y_m);
        });
        if (projection.forward(x, y) > 0) {
            throw Error(ErrorKind::input, fmt::format("{}, feature {}", words.where, count),
                        fmt::format("coordinates cannot be projected from {} to {}", words.crs.substr(0, 60),
                                    words.study_crs),
                        "check the layer's coordinate system (key `crs`)");
        }
        std::size_t i = 0;
        formats::for_each_vertex(feature.geometry, [&](PointM& p) {
            p = {x[i], y[i]};
            ++i;
        });
    }
}

}  // namespace

namespace formats {

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
    FeatureTable table = TableReader(*m_source, where).read();
    if (table.kind == GeometryKind::none) {
        return table;
    }
    const std::string from =
        crs_of(m_source->layer, box_of(table), {.layer = layer, .crs = crs, .study_crs = m_study_crs}, where);
    if (from != m_study_crs) {
        project(table, projection_from(from), {from, m_study_crs, where});
    }
    for (Feature& feature : table.features) {
        orient_rings(feature.geometry);
    }
    return table;
}

const Projection& FeatureSource::projection_from(const std::string& crs)
{
    if (!m_projection || m_from != crs) {
        m_projection = projection_between(crs, m_study_crs, m_path.string());
        m_from = crs;
    }
    return *m_projection;
}

}  // namespace formats

FeatureTable read_features(const std::filesystem::path& path, const ReadOptions& options)
{
    return formats::FeatureSource(path, options.study_crs).read(options.layer, options.crs);
}

}  // namespace wardmap
