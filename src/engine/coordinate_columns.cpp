#include "coordinate_columns.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

#include "wardmap/column_names.hpp"
#include "wardmap/error.hpp"
#include "wardmap/projection.hpp"

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

}  // namespace

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

}  // namespace wardmap
