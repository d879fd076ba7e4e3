#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "layer_qml.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "output_date.hpp"
#include "spatial_index.hpp"
#include "wardmap/write_layers.hpp"
#include "write_geopackage.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::FeatureStream;
using formats::OptionList;
using formats::OwnedDataset;
using formats::OwnedFeature;
using formats::OwnedReference;

constexpr const char* styles_table = "layer_styles";
constexpr const char* geometry_column = "geom";
constexpr const char* create_extensions =
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT "
    "NULL, "
    "definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, "
    "extension_name))";
constexpr const char* advice = "check that the disk has space and the folder can be written to";

/// A table of a layer's name holds that layer's attributes, which are in the file with the layer.
std::vector<FeatureStream> streams_of(const LayerSet& layers)
{
    std::vector<FeatureStream> streams;
    std::set<std::string_view> names;
    for (const Layer& layer : layers.layers) {
        streams.push_back(formats::stream_of(layer.table));
        streams.back().title = layer.title;
        streams.back().description = layer.description;
        names.insert(layer.table.name);
    }
    for (const FeatureTable& table : layers.tables) {
        if (names.insert(table.name).second) {
            streams.push_back(formats::stream_of(table));
        }
    }
    return streams;
}

/// What goes into one file.
struct Content {
    std::string crs;
    const std::vector<FeatureStream>& streams;
    std::span<const Layer> styled;
};

/// Of nothing but tables no system is known, and none is needed.
OwnedReference reference_of(const Content& content)
{
    return content.crs.empty() ? OwnedReference() : formats::spatial_reference(content.crs);
}

/// Writes the tables one after the other into a new file.
class GeoPackageWriter {
public:
    GeoPackageWriter(std::string file, const Content& content)
        : m_file(std::move(file)), m_content(content), m_reference(reference_of(content))
    {
        m_dataset.reset(
            GDALCreate(formats::driver_named("GPKG"), m_file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!m_dataset) {
            throw Error(ErrorKind::output, m_file, m_complaints.first_failure(), advice);
        }
    }

    void write()
    {
        for (const FeatureStream& stream : m_content.streams) {
            write_table(stream);
        }
        if (std::ranges::any_of(m_content.styled, formats::has_style)) {
            write_styles();
        }
        write_aliases();
        check();
    }

    /// The last bytes are written as the file is closed.
    void close()
    {
        GDALFlushCache(m_dataset.get());
        m_dataset.reset();
        check();
    }

private:
    void check() const { m_complaints.throw_on_failure(ErrorKind::output, m_file, advice); }

    void write_table(const FeatureStream& stream)
    {
        const FeatureTable& table = stream.header;
        OptionList options({fmt::format("GEOMETRY_NAME={}", geometry_column), "FID=fid", "SPATIAL_INDEX=NO",
                            fmt::format("IDENTIFIER={}", stream.title.empty() ? table.name : stream.title),
                            fmt::format("DESCRIPTION={}", stream.description)});
        OGRSpatialReferenceH reference = table.kind == GeometryKind::none ? nullptr : m_reference.get();
        OGRLayerH target = GDALDatasetCreateLayer(m_dataset.get(), table.name.c_str(), reference,
                                                  formats::ogr_type_of(table.kind), options.get());
        check();
        formats::create_fields(target, table);
        begin();
        formats::SpatialIndex index;
        formats::write_features(target, placed_in(index, stream));
        check();
        if (table.kind != GeometryKind::none) {
            write_index(table.name, index);
        }
        commit();
    }

    /// The stream, which tells the index of every row that has gone into the table.
    static FeatureStream placed_in(formats::SpatialIndex& index, const FeatureStream& stream)
    {
        FeatureStream placed = stream;
        placed.for_each = [&index, &stream](const formats::FeatureSink& sink) {
            stream.for_each([&](const Feature& feature) {
                sink(feature);
                index.add(feature.geometry);
            });
        };
        return placed;
    }

    void write_index(const std::string& table, formats::SpatialIndex& index)
    {
        execute(create_extensions);
        index.write(table, geometry_column, [this](const std::string& sql) { execute(sql); });
    }

    void write_styles()
    {
        OptionList options({"FID=id", "IDENTIFIER=", "DESCRIPTION=Styles of the layers, as QGIS keeps them"});
        OGRLayerH target =
            GDALDatasetCreateLayer(m_dataset.get(), styles_table, nullptr, wkbNone, options.get());
        check();
        constexpr std::pair<const char*, int> columns[] = {
            {"f_table_catalog", 256}, {"f_table_schema", 256},
            {"f_table_name", 256},    {"f_geometry_column", 256},
            {"styleName", 30},        {"styleQML", 0},
            {"styleSLD", 0}};
        for (const auto& [name, width] : columns) {
            add_column(target, name, OFTString, width);
        }
        add_column(target, "useAsDefault", OFTInteger, 0);
        add_column(target, "description", OFTString, 0);
        add_column(target, "owner", OFTString, 30);
        add_column(target, "ui", OFTString, 30);
        add_column(target, "update_time", OFTDateTime, 0);
        begin();
        for (const Layer& layer : m_content.styled) {
            if (formats::has_style(layer)) {
                write_style(target, layer);
            }
        }
        commit();
    }

    static void add_column(OGRLayerH target, const char* name, OGRFieldType type, int width)
    {
        const formats::OwnedField field(OGR_Fld_Create(name, type));
        if (type == OFTInteger) {
            OGR_Fld_SetSubType(field.get(), OFSTBoolean);
        }
        if (width > 0) {
            OGR_Fld_SetWidth(field.get(), width);
        }
        OGR_L_CreateField(target, field.get(), 0);
    }

    void write_style(OGRLayerH target, const Layer& layer) const
    {
        const OwnedFeature feature(OGR_F_Create(OGR_L_GetLayerDefn(target)));
        const auto set = [&](const char* column, const std::string& text) {
            OGR_F_SetFieldString(feature.get(), OGR_F_GetFieldIndex(feature.get(), column), text.c_str());
        };
        set("f_table_catalog", "");
        set("f_table_schema", "");
        set("f_table_name", layer.table.name);
        set("f_geometry_column", geometry_column);
        set("styleName", "wardmap");
        set("styleQML", formats::layer_qml(layer));
        set("styleSLD", "");
        set("description", layer.title);
        set("owner", "");
        set("update_time", formats::output_date());
        OGR_F_SetFieldInteger(feature.get(), OGR_F_GetFieldIndex(feature.get(), "useAsDefault"), 1);
        if (OGR_L_CreateFeature(target, feature.get()) != OGRERR_NONE) {
            check();
        }
    }

    /// The schema extension of the GeoPackage standard (1.2, annex F.9), in which GDAL and QGIS look for
    /// the names that people read. GDAL 3.6 reads it but does not write it.
    void write_aliases()
    {
        begin();
        execute(create_extensions);
        execute(
            "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT "
            "NULL, name "
            "TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc "
            "PRIMARY KEY "
            "(table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))");
        execute(
            "INSERT OR REPLACE INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', "
            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')");
        for (const FeatureStream& stream : m_content.streams) {
            for (const Field& field : stream.header.fields) {
                const std::string alias = sql_text(formats::alias_of(field));
                execute(fmt::format(
                    "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title) "
                    "VALUES ({}, {}, {}, {})",
                    sql_text(stream.header.name), sql_text(field.name), alias, alias));
            }
        }
        commit();
    }

    static std::string sql_text(const std::string& text)
    {
        std::string quoted = "'";
        for (const char c : text) {
            quoted += c == '\'' ? std::string("''") : std::string(1, c);
        }
        return quoted + "'";
    }

    void execute(const std::string& sql)
    {
        OGRLayerH result = GDALDatasetExecuteSQL(m_dataset.get(), sql.c_str(), nullptr, nullptr);
        if (result != nullptr) {
            GDALDatasetReleaseResultSet(m_dataset.get(), result);
        }
        check();
    }

    void begin()
    {
        GDALDatasetStartTransaction(m_dataset.get(), 0);
        check();
    }
    void commit()
    {
        check();
        GDALDatasetCommitTransaction(m_dataset.get());
        check();
    }

    ComplaintCollector m_complaints;
    std::string m_file;
    const Content& m_content;
    OwnedReference m_reference;
    OwnedDataset m_dataset;
};

/// Reopens the file: SQLite finds it sound, and every table is there with its rows, fields and CRS.
void verify(const std::string& file, const Content& content)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"GPKG", nullptr};
    const OwnedDataset dataset(GDALOpenEx(
        file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, file, complaints.first_failure(), advice);
    }
    formats::require_same(file, "quick_check", formats::query_text(dataset.get(), "PRAGMA quick_check"),
                          "ok");
    const OwnedReference reference = reference_of(content);
    for (const FeatureStream& stream : content.streams) {
        const std::string& name = stream.header.name;
        OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), name.c_str());
        formats::verify_layer(file, layer, {stream, formats::FieldNames::full, reference.get()});
        if (stream.header.kind != GeometryKind::none) {
            formats::require_same(
                file, "the spatial index",
                formats::query_text(dataset.get(),
                                    fmt::format("SELECT rtreecheck('rtree_{}_{}')", name, geometry_column)),
                "ok");
        }
        // The count that a GeoPackage states is not what a torn file holds: count the rows.
        formats::require_same(
            file, name, formats::query_text(dataset.get(), fmt::format("SELECT COUNT(*) FROM \"{}\"", name)),
            fmt::format("{}", stream.count));
    }
    complaints.throw_on_failure(ErrorKind::output, file, advice);
}

void write_content(const std::filesystem::path& file, const Content& content)
{
    const std::string local = formats::plain_local_path(file, ErrorKind::output);
    formats::require_new(local);
    const formats::ConfigScope date("OGR_CURRENT_DATE", formats::output_date());
    const formats::ConfigScope journal("OGR_SQLITE_JOURNAL", "DELETE");
    const formats::ConfigScope synchronous("OGR_SQLITE_SYNCHRONOUS",
                                           "OFF");  // who publishes the file syncs it
    {
        GeoPackageWriter writer(local, content);
        writer.write();
        writer.close();
    }
    verify(local, content);
}

}  // namespace

void write_geopackage(const std::filesystem::path& file, const LayerSet& layers)
{
    write_content(file, {layers.crs, streams_of(layers), layers.layers});
}

void formats::write_geopackage(const std::filesystem::path& file, const std::string& crs,
                               const std::vector<FeatureStream>& streams)
{
    write_content(file, {crs, streams, {}});
}

}  // namespace wardmap
