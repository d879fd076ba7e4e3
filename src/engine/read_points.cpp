#include "wardmap/read_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

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
    if (!options.to_crs.empty()) {  // before anything is read
        file.crs = analysis_crs(path.string(), options.to_crs, options);
    }
    const bool has_dates = !options.date.empty();
    const bool has_weights = !options.weight.empty();
    std::vector<std::string> fields;
    if (has_dates || has_weights) {
        fields.push_back(has_dates ? options.date : options.weight);
    }
    const auto takes = [&](const Feature& feature) {
        ++file.rows;
        const auto date = has_dates ? layer_date(feature.values.front()) : TimeSpan{};
        const auto weight = has_weights ? usable_weight(value_number(feature.values.front())) : 1.0;
        if (!std::holds_alternative<PointM>(feature.geometry)) {
            ++file.without_place;
            return false;
        }
        if (!weight || !date) {
            diagnostics.reject(path.string(), file.rows, weight ? "unreadable-date" : "unusable-weight");
            return false;
        }
        if (has_dates) {
            file.times.push_back(*date);
        }
        if (has_weights) {
            file.points.weights.push_back(*weight);
        }
        return true;
    };
    PointLayer layer = read_point_layer(path, {options.layer, options.crs, file.crs}, fields, takes);
    if (file.crs.empty()) {
        file.crs = analysis_crs(path.string(), layer.crs, options);
    }
    file.points.positions = std::move(layer.positions);
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
