#include "ogr_layers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "ogr_geometry.hpp"

namespace wardmap::formats {

namespace {

OGRFieldType ogr_field_type(FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return OFTInteger64;
        case FieldType::real:
            return OFTReal;
        case FieldType::boolean:
            return OFTInteger;
        case FieldType::text:
            break;
    }
    return OFTString;
}

struct SetValue {
    OGRFeatureH feature;
    int index;
    void operator()(std::monostate) const { OGR_F_SetFieldNull(feature, index); }
    void operator()(std::int64_t value) const { OGR_F_SetFieldInteger64(feature, index, value); }
    void operator()(double value) const
    {
        // "No value" is all that a file can say of NaN and infinity in the same way in every format.
        if (std::isfinite(value)) {
            OGR_F_SetFieldDouble(feature, index, value);
        } else {
            OGR_F_SetFieldNull(feature, index);
        }
    }
    void operator()(const std::string& value) const { OGR_F_SetFieldString(feature, index, value.c_str()); }
    void operator()(bool value) const { OGR_F_SetFieldInteger(feature, index, value ? 1 : 0); }
};

}  // namespace

void create_fields(OGRLayerH target, const FeatureTable& table)
{
    for (const Field& field : table.fields) {
        const OwnedField definition(OGR_Fld_Create(field.name.c_str(), ogr_field_type(field.type)));
        if (field.type == FieldType::boolean) {
            OGR_Fld_SetSubType(definition.get(), OFSTBoolean);
        }
        OGR_L_CreateField(target, definition.get(), 0);
    }
}

void write_features(OGRLayerH target, const FeatureStream& stream)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(target);
    const OwnedFeature row(OGR_F_Create(definition));  // one for all: each row sets all of its fields
    bool failed = false;
    stream.for_each([&](const Feature& feature) {
        if (failed) {
            return;  // the collector has the reason
        }
        OGR_F_SetFID(row.get(), OGRNullFID);
        for (std::size_t i = 0; i < feature.values.size(); ++i) {
            std::visit(SetValue{row.get(), static_cast<int>(i)}, feature.values[i]);
        }
        const bool has_place = !std::holds_alternative<std::monostate>(feature.geometry);
        OGR_F_SetGeometryDirectly(row.get(), has_place ? ogr_geometry(feature.geometry).release() : nullptr);
        failed = OGR_L_CreateFeature(target, row.get()) != OGRERR_NONE;
    });
}

std::string alias_of(const Field& field)
{
    const std::string& label = field.label.empty() ? field.name : field.label;
    return field.unit.empty() ? label : fmt::format("{} ({})", label, field.unit);
}

void require_new(const std::string& file)
{
    std::error_code trouble;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, trouble))) {
        throw Error(ErrorKind::output, file, "there is something at this place already",
                    "write into a new folder");
    }
}

void require_same(const std::string& file, const std::string& what, const std::string& found,
                  const std::string& expected)
{
    if (found == expected) {
        return;
    }
    throw Error(ErrorKind::output, file,
                fmt::format("reading it back, {} is '{}' and not '{}'", what, found, expected),
                "check that the disk has space and is sound, then run again");
}

void verify_layer(const std::string& file, OGRLayerH layer, const ExpectedLayer& expected)
{
    const FeatureTable& table = expected.stream.header;
    require_same(file, "the layer", layer != nullptr ? OGR_L_GetName(layer) : "missing", table.name);
    require_same(file, "the number of features", fmt::format("{}", OGR_L_GetFeatureCount(layer, 1)),
                 fmt::format("{}", expected.stream.count));
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    require_same(file, "the number of fields", fmt::format("{}", OGR_FD_GetFieldCount(definition)),
                 fmt::format("{}", table.fields.size()));
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const Field& field = table.fields[i];
        require_same(file, "a field",
                     OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, static_cast<int>(i))),
                     expected.names == FieldNames::full ? field.name : field.short_name);
    }
    if (table.kind == GeometryKind::none) {
        return;
    }
    OGRSpatialReferenceH found = OGR_L_GetSpatialRef(layer);
    const bool same = found != nullptr && OSRIsSame(found, expected.reference) != 0;
    require_same(file, "the coordinate system", same ? "the study's" : "another", "the study's");
}

std::string query_text(GDALDatasetH dataset, const std::string& sql)
{
    OGRLayerH result = GDALDatasetExecuteSQL(dataset, sql.c_str(), nullptr, nullptr);
    if (result == nullptr) {
        return "";
    }
    std::string text;
    if (const OwnedFeature row{OGR_L_GetNextFeature(result)}; row) {
        text = OGR_F_GetFieldAsString(row.get(), 0);
    }
    GDALDatasetReleaseResultSet(dataset, result);
    return text;
}

}  // namespace wardmap::formats
