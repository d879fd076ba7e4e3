#include "wardmap/read_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "wardmap/column_names.hpp"
#include "wardmap/coordinate_text.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

/// Coordinate columns that exports have, with the system that their names mean.
struct KnownColumns {
    const char* x;
    const char* y;
    const char* crs;  ///< empty: must be stated
};
constexpr std::array<KnownColumns, 7> known_columns = {{{"longitude", "latitude", "EPSG:4326"},
                                                        {"lon", "lat", "EPSG:4326"},
                                                        {"lng", "lat", "EPSG:4326"},
                                                        {"long", "lat", "EPSG:4326"},
                                                        {"easting", "northing", "EPSG:27700"},
                                                        {"eastings", "northings", "EPSG:27700"},
                                                        {"x", "y", ""}}};

std::string lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

std::optional<std::size_t> column_named(const std::vector<std::string>& header, const std::string& name)
{
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (lower(header[i]) == lower(name)) {
            return i;
        }
    }
    return std::nullopt;
}

std::size_t required_column(const RowSource& rows, const std::string& name, const char* option)
{
    const auto column = column_named(rows.header(), name);
    if (!column) {
        throw Error(ErrorKind::input, rows.name(),
                    fmt::format("there is no column \"{}\"; {}", name, columns_text(rows.header())),
                    fmt::format("Name the right one with {}", option));
    }
    return *column;
}

struct CoordinateColumns {
    std::size_t x = 0;
    std::size_t y = 0;
    std::string crs;
};

CoordinateColumns coordinate_columns(const RowSource& rows, const PointFileOptions& options)
{
    if (options.x.empty() != options.y.empty()) {
        const bool has_x = options.y.empty();
        throw Error(ErrorKind::usage, rows.name(),
                    has_x ? "--x is given, but not --y" : "--y is given, but not --x",
                    "Name both columns, or neither");
    }
    if (!options.x.empty()) {
        return {required_column(rows, options.x, "--x"), required_column(rows, options.y, "--y"),
                options.crs};
    }
    for (const KnownColumns& known : known_columns) {
        const auto x = column_named(rows.header(), known.x);
        const auto y = column_named(rows.header(), known.y);
        if (x && y) {
            return {*x, *y, options.crs.empty() ? known.crs : options.crs};
        }
    }
    throw Error(ErrorKind::input, rows.name(),
                "no coordinate columns were recognised; " + columns_text(rows.header()),
                "Name two of them with --x and --y");
}

/// The system to analyse in.
std::string analysis_crs(const std::string& file, const std::string& crs, const PointFileOptions& options)
{
    if (crs.empty()) {
        throw Error(ErrorKind::input, file, "nothing says which coordinate system the points are in",
                    "State it with --crs, such as --crs EPSG:27700");
    }
    const std::string target = options.to_crs.empty() ? crs : options.to_crs;
    if (!is_projected_in_metres(target)) {
        throw Error(ErrorKind::input, file, fmt::format("{} is not a projected system in metres", target),
                    "Distances need one: name it with --to-crs, such as --to-crs EPSG:27700");
    }
    return target;
}

/// A weight, or why there is none.
std::optional<double> usable_weight(std::optional<double> weight)
{
    return weight && std::isfinite(*weight) && *weight >= 0 ? weight : std::nullopt;
}

/// Rows of a CSV, before they are projected: so many at a time, for memory's sake.
constexpr std::size_t rows_per_batch = 65'536;
struct RawPoints {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weights;
    std::vector<std::uint64_t> lines;
};

class CsvPoints {
public:
    CsvPoints(CsvSource& rows, const PointFileOptions& options, PointFile& file, Diagnostics& diagnostics)
        : m_rows(rows), m_columns(coordinate_columns(rows, options)), m_file(file), m_diagnostics(diagnostics)
    {
        if (!options.weight.empty()) {
            m_weight = required_column(rows, options.weight, "--weight");
        }
        file.crs = analysis_crs(rows.name(), m_columns.crs, options);
        if (m_columns.crs != file.crs) {
            m_projection.emplace(m_columns.crs, file.crs);
        }
        if (m_projection && is_in_degrees(m_columns.crs)) {
            m_area.emplace(file.crs);
        }
    }

    void read()
    {
        for (auto step = m_rows.next(); step != RowSource::Step::end; step = m_rows.next()) {
            ++m_file.rows;
            if (step == RowSource::Step::rejected) {
                reject(m_rows.reject_reason());
            } else {
                take_row();
            }
            if (m_raw.x.size() == rows_per_batch) {
                project();
            }
        }
        project();
    }

private:
    void reject(const std::string& reason) { m_diagnostics.reject(m_rows.name(), m_rows.line(), reason); }

    void take_row()
    {
        const std::string_view x_text = m_rows.cells()[m_columns.x];
        const std::string_view y_text = m_rows.cells()[m_columns.y];
        if (x_text.empty() && y_text.empty()) {
            ++m_file.without_place;
            return;
        }
        const auto [x, y, fault] = read_coordinates(x_text, y_text);
        const auto weight = m_weight ? usable_weight(parse_double(m_rows.cells()[*m_weight])) : 1.0;
        if (!fault.empty()) {
            reject(std::string(fault));
        } else if (!weight) {
            reject("unusable-weight");
        } else if (m_area && !m_area->contains(x, y) && m_area->contains(y, x)) {
            reject("swapped-coordinates");
        } else {
            m_raw.x.push_back(x);
            m_raw.y.push_back(y);
            m_raw.lines.push_back(m_rows.line());
            if (m_weight) {
                m_raw.weights.push_back(*weight);
            }
        }
    }

    void project()
    {
        if (m_projection) {
            m_projection->forward(m_raw.x, m_raw.y);
        }
        for (std::size_t i = 0; i < m_raw.x.size(); ++i) {
            if (!std::isfinite(m_raw.x[i]) || !std::isfinite(m_raw.y[i])) {
                m_diagnostics.reject(m_rows.name(), m_raw.lines[i], "unprojectable-coordinates");
                continue;
            }
            m_file.points.positions.push_back({m_raw.x[i], m_raw.y[i]});
            if (m_weight) {
                m_file.points.weights.push_back(m_raw.weights[i]);
            }
        }
        m_raw = {};
    }

    CsvSource& m_rows;
    CoordinateColumns m_columns;
    std::optional<Projection> m_projection;  ///< none where the coordinates are those to work in
    std::optional<AreaOfUse> m_area;         ///< of the system to work in, where the coordinates are degrees
    std::optional<std::size_t> m_weight;
    PointFile& m_file;
    Diagnostics& m_diagnostics;
    RawPoints m_raw;
};

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
    if (options.to_crs.empty()) {
        throw Error(ErrorKind::input, path.string(), "no projected system is named",
                    "Name the one to analyse in with --to-crs, such as --to-crs EPSG:27700");
    }
    file.crs = analysis_crs(path.string(), options.to_crs, options);
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

bool is_csv(const std::filesystem::path& path)
{
    const std::string ending = lower(path.extension().string());
    return ending == ".csv" || ending == ".txt" || ending == ".tsv";
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
    if (is_csv(path) && !options.date.empty()) {
        read_dated_csv(*open_csv(path), options, file, diagnostics);
    } else if (is_csv(path)) {
        const auto rows = open_csv(path);
        CsvPoints(*rows, options, file, diagnostics).read();
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
    if (is_csv(path)) {
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
