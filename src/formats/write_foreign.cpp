#include "write_foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <utility>

#include "gdal_session.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* advice = "check that the disk has space and the folder can be written to";

/// Some drivers give every layer columns of their own (KML a name, GPX all that a waypoint may have):
/// the values go to the columns of their names.
FeatureStream in_columns_of(OGRLayerH target, const FeatureStream& stream)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(target);
    const auto width = static_cast<std::size_t>(OGR_FD_GetFieldCount(definition));
    std::vector<std::size_t> column;
    column.reserve(stream.header.fields.size());
    for (const Field& field : stream.header.fields) {
        column.push_back(static_cast<std::size_t>(OGR_FD_GetFieldIndex(definition, field.name.c_str())));
    }
    FeatureStream arranged = stream;
    arranged.for_each = [pass = stream.for_each, column, width](const FeatureSink& sink) {
        pass([&](const Feature& feature) {
            Feature moved{feature.geometry, std::vector<Value>(width)};
            for (std::size_t i = 0; i < column.size(); ++i) {
                moved.values.at(column[i]) = feature.values[i];
            }
            sink(moved);
        });
    };
    return arranged;
}

/// Creates the table's columns that the driver has not made already.
void create_missing_fields(OGRLayerH target, const FeatureTable& table)
{
    FeatureTable missing;
    missing.fields.reserve(table.fields.size());
    for (const Field& field : table.fields) {
        if (OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(target), field.name.c_str()) < 0) {
            missing.fields.push_back(field);
        }
    }
    create_fields(target, missing);
}

void write_rows(const ForeignFile& file, const FeatureStream& stream)
{
    const ComplaintCollector complaints;
    const OwnedReference reference = spatial_reference(file.crs);
    OptionList options(file.options);
    OwnedDataset dataset(GDALCreate(driver_named(file.driver.c_str()), file.path.c_str(), 0, 0, 0,
                                    GDT_Unknown, options.get()));
    complaints.throw_on_failure(ErrorKind::output, file.path, advice);
    const FeatureTable& table = stream.header;
    OGRLayerH target = GDALDatasetCreateLayer(dataset.get(), table.name.c_str(), reference.get(),
                                              ogr_type_of(table.kind), nullptr);
    complaints.throw_on_failure(ErrorKind::output, file.path, advice);
    create_missing_fields(target, table);
    complaints.throw_on_failure(ErrorKind::output, file.path, advice);
    write_features(target, in_columns_of(target, stream));
    complaints.throw_on_failure(ErrorKind::output, file.path, advice);
    GDALFlushCache(dataset.get());
    dataset.reset();
    complaints.throw_on_failure(ErrorKind::output, file.path, advice);
}

/// How often the file says `word`, read in pieces, and whether it ends with `end`. Whoever writes a text escapes its
/// "<", so a value cannot be taken for an element.
std::uint64_t count_elements(const ForeignFile& file, std::string_view word, std::string_view end)
{
    constexpr std::size_t block_bytes = std::size_t{1} << 20U;
    std::ifstream input(file.path, std::ios::binary);
    std::string text;
    std::string block(block_bytes, '\0');
    std::uint64_t count = 0;
    while (input.read(block.data(), static_cast<std::streamsize>(block.size())) || input.gcount() > 0) {
        text.append(block, 0, static_cast<std::size_t>(input.gcount()));
        std::size_t next = 0;
        for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++count) {
            at += word.size();
            next = at;
        }
        text.erase(0, std::max(next, text.size() - std::min(text.size(), word.size() + end.size())));
    }
    while (!text.empty() && text.back() <= ' ') {
        text.pop_back();
    }
    require_same(file.path, "the end", text.ends_with(end) ? "there" : "missing", "there");
    return count;
}

/// GDAL's own readers of the two hold the whole file in memory and take longer than the writing did.
void verify(const ForeignFile& file, const FeatureStream& stream)
{
    const bool gpx = file.driver == "GPX";
    const std::uint64_t found = count_elements(file, gpx ? "<wpt " : "<Placemark", gpx ? "</gpx>" : "</kml>");
    require_same(file.path, stream.header.name + ", the number of features", fmt::format("{}", found),
                 fmt::format("{}", stream.count));
}

/// What people call a feature: the first of these fields that it has.
std::string name_of(const FeatureTable& table, const Feature& feature)
{
    for (const char* field : {"block_name", "ward_name", "hotspot_id", "name", "ref", "rank"}) {
        const auto index = table.field_index(field);
        if (index && !value_text(feature.values[*index]).empty()) {
            return value_text(feature.values[*index]);
        }
    }
    return {};
}

std::string description_of(const FeatureTable& table, const Feature& feature)
{
    std::string text;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const std::string value = value_text(feature.values[i]);
        if (!value.empty()) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", alias_of(table.fields[i]), value);
        }
    }
    return text;
}

}  // namespace

void write_foreign(const ForeignFile& file, const FeatureStream& stream)
{
    require_new(file.path);
    write_rows(file, stream);
    verify(file, stream);
}

FeatureStream waypoints_of(const FeatureStream& stream)
{
    const FeatureTable& table = stream.header;
    if (table.kind == GeometryKind::line) {
        throw Error(ErrorKind::output, table.name, "a layer of lines has no waypoints",
                    "choose gpkg, geojson, kml or shapefile for it");
    }
    FeatureStream points;
    points.header.name = "waypoints";
    points.header.kind = GeometryKind::point;
    points.header.fields.resize(2);
    points.header.fields[0].name = "name";
    points.header.fields[1].name = "desc";
    points.count = stream.count;
    points.for_each = [pass = stream.for_each, header = table](const FeatureSink& sink) {
        pass([&](const Feature& feature) {
            Geometry place = feature.geometry;
            if (const auto* shape = std::get_if<MultiPolygon>(&place)) {
                place = centroid(*shape);
            }
            sink({place, {name_of(header, feature), description_of(header, feature)}});
        });
    };
    return points;
}

}  // namespace wardmap::formats
