#include "wardmap/export_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "feature_reader.hpp"
#include "feature_stream.hpp"
#include "vector_source.hpp"
#include "wardmap/list_folder.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"
#include "write_geopackage.hpp"
#include "write_postgis.hpp"
#include "write_shapefile.hpp"
#include "write_text_layers.hpp"
#include "write_workbook.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

using formats::FeatureSink;
using formats::FeatureStream;

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

bool holds_tables(ExportFormat format)
{
    return format == ExportFormat::gpkg || format == ExportFormat::csv || format == ExportFormat::xlsx;
}

void require_held(const std::vector<std::string>& names, const std::vector<std::string>& held,
                  const fs::path& file)
{
    for (const std::string& name : names) {
        if (std::ranges::find(held, name) == held.end()) {
            throw Error(
                ErrorKind::input, file.string(),
                fmt::format("there is no layer '{}'; the layers are: {}", name, fmt::join(held, ", ")),
                "name one of them with --layers, or all");
        }
    }
}

/// "all" alone becomes the names that the file has.
std::vector<std::string> chosen_names(const fs::path& file, const ExportOptions& options, bool with_tables)
{
    const std::vector<std::string> held = formats::layer_names(file);
    if (options.layers != std::vector<std::string>{"all"}) {
        require_held(options.layers, held, file);
        return options.layers;
    }
    std::vector<std::string> names;
    for (const std::string& name : held) {
        if (with_tables || formats::stream_of_result(file, name, "").header.kind != GeometryKind::none) {
            names.push_back(name);
        }
    }
    return names;
}

/// The system of the first layer that has one, which all of a result share; empty if there are only tables.
std::string own_crs(const fs::path& file, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const formats::VectorSource source = formats::open_vector(file, name);
        if (OGR_L_GetGeomType(source.layer) == wkbNone) {
            continue;
        }
        const std::string crs = formats::stated_crs(source.layer);
        if (crs.empty() || crs.size() > 20) {
            throw Error(ErrorKind::input, file.string(),
                        fmt::format("the layer '{}' has no coordinate system with a code", name),
                        "export from a result as wardmap wrote it");
        }
        return crs;
    }
    return {};
}

FeatureStream told(FeatureStream stream, const ExportOptions& options)
{
    if (!options.on_progress) {
        return stream;
    }
    const std::string name = stream.header.name;
    const std::uint64_t count = stream.count;
    return formats::with_progress(std::move(stream),
                                  [tell = options.on_progress, name, count](std::uint64_t done) {
                                      constexpr std::uint64_t every = 4096;
                                      if (done % every == 0) {
                                          tell(name, done, count);
                                      }
                                  });
}

std::vector<FeatureStream> streams_of(const fs::path& file, const std::vector<std::string>& names,
                                      const std::string& crs, const ExportOptions& options)
{
    std::vector<FeatureStream> streams;
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
        if (seen.insert(name).second) {
            streams.push_back(told(formats::stream_of_result(file, name, crs), options));
        }
    }
    return streams;
}

void require_places(const std::vector<FeatureStream>& streams, ExportFormat format, const fs::path& file)
{
    for (const FeatureStream& stream : streams) {
        if (stream.header.kind == GeometryKind::none && !holds_tables(format)) {
            throw Error(ErrorKind::input, file.string(),
                        fmt::format("'{}' holds no feature with a place", stream.header.name),
                        "leave it out, or choose gpkg, csv or xlsx");
        }
    }
}

/// The attributes alone, and of points x and y.
FeatureStream attributes_of(FeatureStream stream)
{
    const bool points = std::exchange(stream.header.kind, GeometryKind::none) == GeometryKind::point;
    if (!points) {
        return stream;
    }
    for (const char* name : {"x", "y"}) {
        if (stream.header.field_index(name)) {
            throw Error(ErrorKind::output, stream.header.name,
                        fmt::format("the layer has a field '{}' beside the coordinate of that name", name),
                        "choose gpkg, geojson or shapefile for it");
        }
        Field& field = stream.header.fields.emplace_back();
        field.name = name;
        field.short_name = name;
        field.type = FieldType::real;
        field.label = name;
    }
    stream.for_each = [pass = std::move(stream.for_each)](const FeatureSink& sink) {
        pass([&](const Feature& feature) {
            Feature wider{std::monostate{}, feature.values};
            const auto* point = std::get_if<PointM>(&feature.geometry);
            wider.values.resize(wider.values.size() + 2);
            if (point != nullptr) {
                wider.values.end()[-2] = point->x_m;
                wider.values.end()[-1] = point->y_m;
            }
            sink(wider);
        });
    };
    return stream;
}

void write_shapefiles_of(const std::vector<FeatureStream>& streams, const fs::path& folder,
                         const std::string& crs)
{
    std::string names = formats::short_names_head();
    for (const FeatureStream& stream : streams) {
        formats::write_shapefile(folder, stream, crs);
        formats::append_short_names(names, stream.header);
    }
    write_new_text(folder / "fields.csv", names);
}

void write_format(std::vector<FeatureStream> streams, const fs::path& folder, ExportFormat format,
                  const std::string& crs)
{
    if (format == ExportFormat::csv || format == ExportFormat::xlsx) {
        std::ranges::transform(streams, streams.begin(), attributes_of);
    }
    const auto one_by_one = [&](const auto& write) {
        for (const FeatureStream& stream : streams) {
            write(stream);
        }
    };
    switch (format) {
        case ExportFormat::geojson:
            return one_by_one([&](const auto& stream) { formats::write_geojson(folder, stream, crs); });
        case ExportFormat::shapefile:
            return write_shapefiles_of(streams, folder, crs);
        case ExportFormat::gpkg:
            return formats::write_geopackage(folder / "layers.gpkg", crs, streams);
        case ExportFormat::csv:
            return one_by_one([&](const auto& stream) { formats::write_csv(folder, stream); });
        case ExportFormat::xlsx:
            return formats::write_workbook(folder / "layers.xlsx", streams);
        case ExportFormat::kml:
            return one_by_one([&](const auto& stream) { formats::write_kml(folder, stream, crs); });
        case ExportFormat::gpx:
            return one_by_one([&](const auto& stream) { formats::write_waypoints(folder, stream, crs); });
    }
}

void require_layers(const ExportOptions& options)
{
    if (options.layers.empty()) {
        throw Error(ErrorKind::usage, "layers", "no layer is named", "name one, such as hotspots_asb");
    }
}

void check(const ExportOptions& options)
{
    require_layers(options);
    const bool other = !options.crs.empty() && options.crs != wgs84;
    if (other && is_wgs84_only(options.format)) {
        throw Error(ErrorKind::usage, options.crs,
                    "this format has WGS 84 longitude and latitude and no other",
                    "leave the CRS out, or choose gpkg or shapefile");
    }
}

/// In which coordinates the layers are read: the writers of what is in WGS 84 only project by themselves.
std::string reading_crs(const fs::path& file, const std::vector<std::string>& names,
                        const ExportOptions& options)
{
    return options.crs.empty() || is_wgs84_only(options.format) ? own_crs(file, names) : options.crs;
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
    const fs::path source = result / "wardmap.gpkg";
    const auto names = chosen_names(source, options, holds_tables(options.format));
    const std::string crs = reading_crs(source, names, options);
    std::vector<FeatureStream> streams = streams_of(source, names, crs, options);
    require_places(streams, options.format, source);
    StagedFolder made(folder, Replaces::nothing);
    made.fill([&] { write_format(std::move(streams), made.path(), options.format, crs); });
    std::error_code unlisted;
    std::vector<fs::path> files = list_folder(made.path(), unlisted);
    for (fs::path& file : files) {
        file = folder / file.filename();
    }
    made.publish();  // the last step that can fail
    return files;
}

std::vector<std::string> export_to_database(const fs::path& result, const DatabaseTarget& target,
                                            const ExportOptions& options)
{
    require_layers(options);
    const formats::DatabaseAddress address = formats::database_address(target.address, ErrorKind::usage);
    const std::string schema = !target.schema.empty()    ? target.schema
                               : !address.schema.empty() ? address.schema
                                                         : "wardmap";
    const fs::path source = result / "wardmap.gpkg";
    const auto names = chosen_names(source, options, true);
    const std::string crs = options.crs.empty() ? own_crs(source, names) : options.crs;
    const std::vector<FeatureStream> streams = streams_of(source, names, crs, options);
    formats::write_postgis(address, schema, crs, streams);
    std::vector<std::string> tables;
    tables.reserve(streams.size());
    for (const FeatureStream& stream : streams) {
        tables.push_back(schema + "." + stream.header.name);
    }
    return tables;
}

}  // namespace wardmap
