#include "wardmap/export_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "vector_source.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"
#include "write_foreign.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

constexpr const char* wgs84 = "EPSG:4326";

constexpr std::array<std::pair<std::string_view, ExportFormat>, 7> format_names = {
    {{"geojson", ExportFormat::geojson},
     {"shapefile", ExportFormat::shapefile},
     {"gpkg", ExportFormat::gpkg},
     {"csv", ExportFormat::csv},
     {"kml", ExportFormat::kml},
     {"gpx", ExportFormat::gpx},
     {"xlsx", ExportFormat::xlsx}}};

bool is_wgs84_only(ExportFormat format)
{
    return format == ExportFormat::geojson || format == ExportFormat::kml || format == ExportFormat::gpx;
}

std::string own_crs(const fs::path& file, const std::string& layer)
{
    const formats::VectorSource source = formats::open_vector(file, layer);
    OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(source.layer);
    const char* authority = reference == nullptr ? nullptr : OSRGetAuthorityName(reference, nullptr);
    const char* code = reference == nullptr ? nullptr : OSRGetAuthorityCode(reference, nullptr);
    if (authority == nullptr || code == nullptr) {
        throw Error(ErrorKind::input, file.string(),
                    fmt::format("the layer '{}' has no coordinate system with a code", layer),
                    "name a layer with places; tables are in the result's folder tables/");
    }
    return fmt::format("{}:{}", authority, code);
}

/// In which coordinates the layers are read: the writer of GeoJSON projects by itself.
std::string target_crs(const fs::path& file, const ExportOptions& options)
{
    if (options.format == ExportFormat::kml || options.format == ExportFormat::gpx) {
        return wgs84;
    }
    return options.crs.empty() || options.format == ExportFormat::geojson
               ? own_crs(file, options.layers.front())
               : options.crs;
}

/// The dictionary's field where it has the name: short name, label, unit, decimals.
void restore_fields(FeatureTable& table)
{
    for (Field& field : table.fields) {
        const FieldEntry* entry = find_field(field.name);
        if (entry != nullptr && entry->field.type == field.type) {
            field = entry->field;
        } else {
            field.short_name = field.name.substr(0, 10);
        }
    }
}

LayerSet read_layers(const fs::path& file, const ExportOptions& options)
{
    LayerSet set;
    set.crs = target_crs(file, options);
    for (const std::string& name : options.layers) {
        Layer layer;
        layer.table = read_features(file, {.layer = name, .crs = {}, .study_crs = set.crs});
        if (layer.table.kind == GeometryKind::none) {
            throw Error(ErrorKind::input, file.string(),
                        fmt::format("'{}' holds no feature with a place", name), "leave it out");
        }
        restore_fields(layer.table);
        layer.title = name;
        set.layers.push_back(std::move(layer));
    }
    return set;
}

void append_xy(FeatureTable& table)
{
    for (const char* name : {"x", "y"}) {
        Field field;
        field.name = name;
        field.type = FieldType::real;
        table.fields.push_back(field);
    }
    for (Feature& feature : table.features) {
        const auto* point = std::get_if<PointM>(&feature.geometry);
        feature.values.resize(feature.values.size() + 2);
        if (point != nullptr) {
            feature.values.end()[-2] = point->x_m;
            feature.values.end()[-1] = point->y_m;
        }
    }
}

/// OGR takes text that begins so for a formula of a sheet.
void disarm_formulas(FeatureTable& table)
{
    for (Feature& feature : table.features) {
        for (Value& value : feature.values) {
            auto* text = std::get_if<std::string>(&value);
            if (text != nullptr && text->starts_with("of:=")) {
                text->insert(0, "'");
            }
        }
    }
}

std::vector<FeatureTable> attribute_tables(const LayerSet& set)
{
    std::vector<FeatureTable> tables;
    for (const Layer& layer : set.layers) {
        FeatureTable table = layer.table;
        if (table.kind == GeometryKind::point) {
            append_xy(table);
        }
        table.kind = GeometryKind::none;
        for (Feature& feature : table.features) {
            feature.geometry = std::monostate{};
        }
        disarm_formulas(table);
        tables.push_back(std::move(table));
    }
    return tables;
}

void write_each_foreign(const LayerSet& set, const fs::path& folder, ExportFormat format)
{
    for (const Layer& layer : set.layers) {
        const bool gpx = format == ExportFormat::gpx;
        const fs::path file = folder / (layer.table.name + (gpx ? ".gpx" : ".kml"));
        formats::write_foreign({.driver = gpx ? "GPX" : "KML",
                                .path = formats::plain_local_path(file, ErrorKind::output),
                                .crs = wgs84,
                                .options = {}},
                               {gpx ? formats::waypoints_of(layer.table) : layer.table});
    }
}

void write_format(LayerSet& set, const fs::path& folder, ExportFormat format)
{
    switch (format) {
        case ExportFormat::geojson:
            return write_geojson(folder, set);
        case ExportFormat::shapefile:
            return write_shapefiles(folder, set);
        case ExportFormat::gpkg:
            return write_geopackage(folder / "layers.gpkg", set);
        case ExportFormat::csv:
            set.tables = attribute_tables(set);
            return write_tables(folder, set);
        case ExportFormat::xlsx:
            return formats::write_foreign(
                {.driver = "XLSX",
                 .path = formats::plain_local_path(folder / "layers.xlsx", ErrorKind::output),
                 .crs = set.crs,
                 .options = {}},
                attribute_tables(set));
        case ExportFormat::kml:
        case ExportFormat::gpx:
            return write_each_foreign(set, folder, format);
    }
}

void check(const ExportOptions& options)
{
    if (options.layers.empty()) {
        throw Error(ErrorKind::usage, "layers", "no layer is named", "name one, such as hotspots_asb");
    }
    const bool other = !options.crs.empty() && options.crs != wgs84;
    if (other && is_wgs84_only(options.format)) {
        throw Error(ErrorKind::usage, options.crs,
                    "this format has WGS 84 longitude and latitude and no other",
                    "leave the CRS out, or choose gpkg or shapefile");
    }
}

}  // namespace

std::optional<ExportFormat> export_format_named(std::string_view name) noexcept
{
    const auto* const at =
        std::ranges::find(format_names, name, &std::pair<std::string_view, ExportFormat>::first);
    return at == format_names.end() ? std::nullopt : std::optional(at->second);
}

std::vector<fs::path> export_layers(const fs::path& result, const fs::path& folder,
                                    const ExportOptions& options)
{
    check(options);
    LayerSet set = read_layers(result / "wardmap.gpkg", options);
    std::error_code trouble;
    const bool there = fs::exists(folder, trouble);
    if (there && !fs::is_empty(folder, trouble)) {
        throw Error(ErrorKind::output, folder.string(), "the folder is not empty", "name a new one");
    }
    fs::create_directories(folder, trouble);
    if (trouble) {
        throw Error(ErrorKind::output, folder.string(), trouble.message(), "name a folder that can be made");
    }
    try {
        write_format(set, folder, options.format);
    } catch (...) {
        for (const auto& entry : fs::directory_iterator(folder, trouble)) {
            fs::remove(entry.path(), trouble);
        }
        if (!there) {
            fs::remove(folder, trouble);
        }
        throw;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace wardmap
