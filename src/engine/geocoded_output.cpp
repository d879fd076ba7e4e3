#include "geocoded_output.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "review_file.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

constexpr const char* layer_name = "located";

struct MatchColumn {
    const char* name;
    FieldType type;
    int decimals;
    const char* unit;
};
// Degrees of 7 decimals are a centimetre.
constexpr std::array<MatchColumn, 10> match_columns = {{{"match_level", FieldType::text, -1, ""},
                                                        {"precision_m", FieldType::real, 0, "m"},
                                                        {"score", FieldType::real, 2, ""},
                                                        {"reason", FieldType::text, -1, ""},
                                                        {"matched_uprn", FieldType::text, -1, ""},
                                                        {"matched_address", FieldType::text, -1, ""},
                                                        {"x", FieldType::real, 1, "m"},
                                                        {"y", FieldType::real, 1, "m"},
                                                        {"lon", FieldType::real, 7, "degrees"},
                                                        {"lat", FieldType::real, 7, "degrees"}}};

std::string lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

std::vector<Field> fields_of(const std::vector<std::string>& header, OutputFormat format)
{
    std::vector<Field> fields;
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](const Field& field) { return lower(field.name) == lower(name); });
    };
    for (const std::string& name : header) {
        // The two columns that every GeoPackage table has.
        const bool is_reserved =
            format == OutputFormat::geopackage && (lower(name) == "fid" || lower(name) == "geom");
        fields.push_back({.name = is_reserved ? name + "_given" : name, .label = name});
    }
    for (const MatchColumn& column : match_columns) {
        std::string name = column.name;
        while (is_taken(name)) {
            name.insert(0, "located_");
        }
        fields.push_back({.name = name,
                          .type = column.type,
                          .label = column.name,
                          .unit = column.unit,
                          .decimals = column.decimals});
    }
    return fields;
}

/// Longitude and latitude of every place that was found.
struct Degrees {
    std::vector<double> lon;
    std::vector<double> lat;
};

Degrees degrees_of(const Geocoded& geocoded)
{
    Degrees out;
    for (const LocatedIncident& place : geocoded.places) {
        const bool is_placed = place.state == MatchState::located;
        out.lon.push_back(is_placed ? place.position.x_m : std::nan(""));
        out.lat.push_back(is_placed ? place.position.y_m : std::nan(""));
    }
    static_cast<void>(Projection(geocoded.gazetteer.crs(), "EPSG:4326").forward(out.lon, out.lat));
    return out;
}

void append_match(const LocatedIncident& place, const Gazetteer& gazetteer, std::vector<Value>& values)
{
    if (place.state != MatchState::located) {
        values.emplace_back(std::string(match_state_name(place.state)));
        values.emplace_back();
        values.emplace_back(place.score);
        values.emplace_back(place.reason);
        values.resize(values.size() + 6);
        return;
    }
    std::string address;
    if (place.entry >= 0) {
        address = matched_text(gazetteer.entry(static_cast<std::uint32_t>(place.entry)), place.level);
    }
    values.emplace_back(std::string(match_level_name(place.level)));
    values.emplace_back(place.precision_m);
    values.emplace_back(place.score);
    values.emplace_back(place.reason);
    values.emplace_back(place.uprn);
    values.emplace_back(std::move(address));
    values.emplace_back(place.position.x_m);
    values.emplace_back(place.position.y_m);
}

std::vector<Value> values_of(const Geocoded& geocoded, const Degrees& degrees, std::size_t row)
{
    const LocatedIncident& place = geocoded.places[row];
    const std::vector<std::string>& cells = geocoded.input.cells[row];
    std::vector<Value> values(cells.begin(), cells.end());
    append_match(place, geocoded.gazetteer, values);
    if (place.state == MatchState::located) {
        values.emplace_back(degrees.lon[row]);
        values.emplace_back(degrees.lat[row]);
    }
    return values;
}

std::string csv_text(const Geocoded& geocoded, const std::vector<Field>& fields)
{
    const Degrees degrees = degrees_of(geocoded);
    std::string text;
    std::vector<std::string> cells;
    cells.reserve(fields.size());
    for (const Field& field : fields) {
        cells.push_back(field.name);
    }
    append_csv_row(text, cells);
    for (std::size_t row = 0; row < geocoded.places.size(); ++row) {
        const std::vector<Value> values = values_of(geocoded, degrees, row);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto* number = std::get_if<double>(&values[i]);
            cells[i] = number != nullptr ? fixed_text(*number, fields[i].decimals) : value_text(values[i]);
        }
        append_csv_row(text, cells);
    }
    return text;
}

LayerSet layer_of(const Geocoded& geocoded, std::vector<Field> fields)
{
    const Degrees degrees = degrees_of(geocoded);
    Layer layer;
    layer.table = {layer_name, GeometryKind::point, std::move(fields), {}};
    layer.title = "Located records";
    layer.style.classes.push_back({.label = "Record", .fill = {215, 48, 39, 255}});
    for (std::size_t row = 0; row < geocoded.places.size(); ++row) {
        Feature feature;
        if (geocoded.places[row].state == MatchState::located) {
            feature.geometry = geocoded.places[row].position;
        }
        feature.values = values_of(geocoded, degrees, row);
        layer.table.features.push_back(std::move(feature));
    }
    LayerSet set;
    set.crs = geocoded.gazetteer.crs();
    set.layers.push_back(std::move(layer));
    return set;
}

}  // namespace

OutputFormat output_format_of(const fs::path& file)
{
    const std::string ending = lower(file.extension().string());
    if (ending == ".csv") {
        return OutputFormat::csv;
    }
    if (ending == ".gpkg") {
        return OutputFormat::geopackage;
    }
    if (ending == ".geojson") {
        return OutputFormat::geojson;
    }
    throw Error(ErrorKind::usage, file.string(), "the ending of the output file is not known",
                "It may be .csv, .gpkg or .geojson");
}

void write_geocoded(const Geocoded& geocoded, const PublishedFile& file, OutputFormat format)
{
    std::vector<Field> fields = fields_of(geocoded.input.header, format);
    if (format == OutputFormat::csv) {
        write_new_text(file.path(), csv_text(geocoded, fields));
    } else if (format == OutputFormat::geojson) {
        LayerSet located = layer_of(geocoded, std::move(fields));
        located.layers.front().table.name = file.path().stem().string();  // which names the file
        write_geojson(file.folder(), located);
    } else {
        write_geopackage(file.path(), layer_of(geocoded, std::move(fields)));
    }
}

}  // namespace wardmap
