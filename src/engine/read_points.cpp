#include "wardmap/read_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "coordinate_columns.hpp"
#include "csv_points.hpp"
#include "open_rows.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

/// By the reader of incidents, which knows how people write dates.
void read_dated_csv(CsvSource& rows, const PointFileOptions& options, PointFile& file,
                    Diagnostics& diagnostics)
{
    const CoordinateColumns columns = coordinate_columns(rows, options);
    file.crs = analysis_crs(rows.name(), columns.crs, options);
    IncidentMapping mapping;
    mapping.columns.category = rows.header()[required_column(rows, options.date, "--date")];
    mapping.columns.from = mapping.columns.category;
    mapping.columns.x = rows.header()[columns.x];
    mapping.columns.y = rows.header()[columns.y];
    mapping.crs = columns.crs;
    mapping.date_order = options.date_order;
    IncidentSet incidents;
    read_incidents(rows, mapping, {.path = rows.name(), .crs = columns.crs}, incidents, diagnostics);
    file.rows = incidents.files.front().rows_read;
    (void)project_given(incidents, file.crs, diagnostics);
    for (const IncidentRecord& record : incidents.records) {
        if (record.position) {
            file.points.positions.push_back(*record.position);
            file.times.push_back(record.when);
        } else {
            ++file.without_place;
        }
    }
}

/// "2021-05-03…" or GDAL's "2021/05/03…".
std::optional<TimeSpan> layer_date(const Value& value)
{
    constexpr std::size_t iso_day = 10;
    std::string text = value_text(value).substr(0, iso_day);
    std::replace(text.begin(), text.end(), '/', '-');
    const std::optional<CivilDay> day = parse_iso_day(text);
    if (!day) {
        return std::nullopt;
    }
    const auto precision = text.size() == iso_day ? TimePrecision::day : TimePrecision::month;
    return TimeSpan{CivilSecond(*day), CivilSecond(*day), precision};
}

void read_layer_points(const std::filesystem::path& path, const PointFileOptions& options, PointFile& file,
                       Diagnostics& diagnostics)
{
    const std::string crs = options.to_crs.empty()
                                ? layer_crs(path, {.layer = options.layer, .crs = options.crs})
                                : options.to_crs;
    file.crs = analysis_crs(path.string(), crs, options);
    const FeatureTable table = read_features(path, {options.layer, options.crs, file.crs});
    if (table.kind != GeometryKind::point) {
        throw Error(ErrorKind::input, path.string(), "this layer does not hold points",
                    "Name a layer of points");
    }
    std::optional<std::size_t> weight_field;
    if (!options.weight.empty()) {
        weight_field = table.field_index(options.weight);
        if (!weight_field) {
            throw Error(ErrorKind::input, path.string(),
                        fmt::format("there is no field \"{}\"", options.weight),
                        "Name the field of the weights with --weight");
        }
    }
    std::optional<std::size_t> date_field;
    if (!options.date.empty()) {
        date_field = table.field_index(options.date);
        if (!date_field) {
            throw Error(ErrorKind::input, path.string(),
                        fmt::format("there is no field \"{}\"", options.date),
                        "Name the field of the dates with --date");
        }
    }
    for (const Feature& feature : table.features) {
        ++file.rows;
        const auto date = date_field ? layer_date(feature.values[*date_field]) : TimeSpan{};
        const auto* const position = std::get_if<PointM>(&feature.geometry);
        const auto weight = weight_field ? usable_weight(value_number(feature.values[*weight_field])) : 1.0;
        if (position == nullptr) {
            ++file.without_place;
        } else if (!weight) {
            diagnostics.reject(path.string(), file.rows, "unusable-weight");
        } else if (!date) {
            diagnostics.reject(path.string(), file.rows, "unreadable-date");
        } else {
            file.points.positions.push_back(*position);
            if (date_field) {
                file.times.push_back(*date);
            }
            if (weight_field) {
                file.points.weights.push_back(*weight);
            }
        }
    }
}

}  // namespace

PointFile read_points(const std::filesystem::path& path, const PointFileOptions& options,
                      Diagnostics& diagnostics)
{
    PointFile file;
    if (!options.date.empty() && !options.weight.empty()) {
        throw Error(ErrorKind::usage, path.string(), "dates and weights are not read together",
                    "Leave out one of them");
    }
    if (is_delimited_text(path) && !options.date.empty()) {
        read_dated_csv(*open_csv(path), options, file, diagnostics);
    } else if (is_delimited_text(path)) {
        const auto rows = open_csv(path);
        read_csv_points(*rows, options, file, diagnostics);
    } else {
        read_layer_points(path, options, file, diagnostics);
    }
    if (file.points.positions.empty()) {
        throw Error(ErrorKind::input, path.string(),
                    fmt::format("none of its {} rows gives a usable point", file.rows),
                    "Check the coordinate columns and their system");
    }
    return file;
}

CountedPlaces read_counted_places(const std::filesystem::path& path, const PointFileOptions& options,
                                  Diagnostics& diagnostics)
{
    if (is_delimited_text(path)) {
        return {read_points(path, options, diagnostics).points, {}};
    }
    const FeatureTable table = read_features(path, {options.layer, options.crs, options.to_crs});
    if (table.kind != GeometryKind::polygon) {
        return {read_points(path, options, diagnostics).points, {}};
    }
    const auto field = options.weight.empty() ? std::nullopt : table.field_index(options.weight);
    if (!options.weight.empty() && !field) {
        throw Error(ErrorKind::input, path.string(), fmt::format("there is no field \"{}\"", options.weight),
                    "Name the field of the counts");
    }
    CountedPlaces places;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        const Feature& feature = table.features[i];
        const std::string where = fmt::format("{}, feature {}", path.string(), i + 1);
        const auto count = field ? usable_weight(value_number(feature.values[*field])) : 1.0;
        const auto* const shape = std::get_if<MultiPolygon>(&feature.geometry);
        if (!count || shape == nullptr) {
            throw Error(ErrorKind::input, where,
                        shape == nullptr ? "this is not a polygon" : "its count is negative or not a number",
                        "Mend the layer, or leave the feature out");
        }
        places.areas.push_back({valid_shape(*shape, where, diagnostics), *count});
    }
    return places;
}

}  // namespace wardmap
