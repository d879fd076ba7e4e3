#include "feature_reader.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "ogr_geometry.hpp"
#include "ogr_values.hpp"

namespace wardmap::formats {

namespace {

Field field_of(OGRFieldDefnH definition)
{
    Field field;
    field.name = OGR_Fld_GetNameRef(definition);
    field.type = field_type_of(definition);
    const std::string alias = OGR_Fld_GetAlternativeNameRef(definition);
    field.label = alias.empty() ? field.name : alias;
    return field;
}

Projection projection_between(const std::string& from_crs, const std::string& to_crs,
                              const std::string& where)
{
    try {
        return {from_crs, to_crs};
    } catch (const Error& error) {
        throw Error(error.kind(), where, fmt::format("{} ({})", error.found(), error.where().substr(0, 200)),
                    error.advice());
    }
}

/// Spares GDAL the work, where the format lets it.
void ignore_other_fields(OGRLayerH layer, const std::vector<int>& kept)
{
    if (OGR_L_TestCapability(layer, OLCIgnoreFields) == 0) {
        return;
    }
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<const char*> ignored;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        if (std::ranges::find(kept, i) == kept.end()) {
            ignored.push_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        }
    }
    ignored.push_back(nullptr);
    OGR_L_SetIgnoredFields(layer, ignored.data());
}

}  // namespace

FeatureReader::FeatureReader(VectorSource source, std::string where)
    : m_source(std::move(source)), m_where(std::move(where)), m_place(m_where)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source.layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        if (OGR_Fld_GetType(field) != OFTBinary) {  // binary ones are not for us
            m_columns.push_back(i);
            m_fields.push_back(field_of(field));
        }
    }
    OGR_L_ResetReading(m_source.layer);
}

void FeatureReader::keep_only(const std::vector<std::string>& names)
{
    const FeatureTable header{.name = {}, .kind = {}, .fields = std::move(m_fields), .features = {}};
    std::vector<int> columns;
    m_fields.clear();
    for (const std::string& name : names) {
        const auto index = header.field_index(name);
        if (!index) {
            std::vector<std::string> there;
            std::ranges::transform(header.fields, std::back_inserter(there), &Field::name);
            throw Error(ErrorKind::input, m_where, fmt::format("there is no field \"{}\"", name),
                        fmt::format("the layer has: {}",
                                    there.empty() ? "none" : fmt::format("{}", fmt::join(there, ", "))));
        }
        columns.push_back(m_columns[*index]);
        m_fields.push_back(header.fields[*index]);
    }
    m_columns = std::move(columns);
    ignore_other_fields(m_source.layer, m_columns);
}

bool FeatureReader::next(Feature& feature)
{
    const ComplaintCollector complaints;
    const OwnedFeature source(OGR_L_GetNextFeature(m_source.layer));
    complaints.throw_on_failure(ErrorKind::input, m_where, "check that the file is whole");
    if (!source) {
        return false;
    }
    ++m_count;
    m_place.resize(m_where.size());  // "FILE, feature 7"
    m_place += ", feature ";
    m_place += std::to_string(m_count);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source.layer);
    feature.values.clear();
    feature.values.reserve(m_columns.size());
    for (const int column : m_columns) {
        feature.values.push_back(
            value_of(source.get(), column, OGR_FD_GetFieldDefn(definition, column), m_place));
    }
    feature.geometry = geometry_of(OGR_F_GetGeometryRef(source.get()), m_place);
    const GeometryKind found = kind_of(feature.geometry);
    if (m_kind == GeometryKind::none) {
        m_kind = found;
    }
    if (found != GeometryKind::none && found != m_kind) {
        throw Error(ErrorKind::input, m_place,
                    fmt::format("the layer mixes {} with {}", kind_words(m_kind), kind_words(found)),
                    "save each kind as a layer of its own");
    }
    return true;
}

FeatureProjection::FeatureProjection(const std::string& from_crs, std::string to_crs, std::string where)
    : m_from(from_crs),
      m_between(fmt::format("from {} to {}", from_crs.substr(0, 60), to_crs)),
      m_where(std::move(where)),
      m_projection(projection_between(from_crs, to_crs, m_where))
{
}

void FeatureProjection::apply(Feature& feature)
{
    ++m_count;
    m_x.clear();
    m_y.clear();
    for_each_vertex(feature.geometry, [&](const PointM& p) {
        m_x.push_back(p.x_m);
        m_y.push_back(p.y_m);
    });
    if (m_projection.forward(m_x, m_y) > 0) {
        refuse(m_count);
    }
    std::size_t i = 0;
    for_each_vertex(feature.geometry, [&](PointM& p) {
        p = {m_x[i], m_y[i]};
        ++i;
    });
}

void FeatureProjection::apply(FeatureTable& table)
{
    m_count = 0;
    for (Feature& feature : table.features) {
        apply(feature);
    }
}

void FeatureProjection::apply(std::span<PointM> positions,
                              const std::function<std::size_t(std::size_t)>& feature_of)
{
    constexpr std::size_t at_a_time = 65'536;
    for (std::size_t begin = 0; begin < positions.size(); begin += at_a_time) {
        const std::span some = positions.subspan(begin, std::min(at_a_time, positions.size() - begin));
        m_x.resize(some.size());
        m_y.resize(some.size());
        std::ranges::transform(some, m_x.begin(), &PointM::x_m);
        std::ranges::transform(some, m_y.begin(), &PointM::y_m);
        if (m_projection.forward(m_x, m_y) > 0) {
            const auto lost = std::ranges::find_if(m_x, [](double x) { return std::isnan(x); });
            refuse(feature_of(begin + static_cast<std::size_t>(lost - m_x.begin())));
        }
        for (std::size_t i = 0; i < some.size(); ++i) {
            some[i] = {m_x[i], m_y[i]};
        }
    }
}

void FeatureProjection::refuse(std::size_t feature) const
{
    throw Error(ErrorKind::input, fmt::format("{}, feature {}", m_where, feature),
                fmt::format("coordinates cannot be projected {}", m_between),
                "check the layer's coordinate system (key `crs` of a study, else --crs)");
}

UsedOperation FeatureProjection::used() const
{
    return {m_from, m_projection.operation(), m_projection.accuracy_m()};
}

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

}  // namespace wardmap::formats
