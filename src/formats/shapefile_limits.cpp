#include "shapefile_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* other_format = "use the GeoPackage or the GeoJSON, which hold it whole";

/// Throws Error (output) unless the short names are names that a DBF can hold, each once.
void require_short_names(const FeatureTable& table, const std::string& where)
{
    std::set<std::string> seen;
    for (const Field& field : table.fields) {
        const std::string& name = field.short_name;
        const bool plain =
            !name.empty() && name.size() <= 10 && std::ranges::all_of(name, [](unsigned char c) {
                return c < 0x80 && (std::isalnum(c) != 0 || c == '_');
            });
        std::string folded = name;
        std::ranges::transform(folded, folded.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (!plain || !seen.insert(folded).second) {
            throw Error(
                ErrorKind::output, where,
                fmt::format("field '{}' has the short name '{}', which is not usable or not the only one",
                            field.name, name),
                "give it a name of its own in the dictionary of fields");
        }
    }
}

/// Digits before the point that a real column has room for beside sign, point and decimals.
bool fits(double value, const Field& field)
{
    constexpr double surely = 1e6;  // 7 digits, sign, point and 15 decimals make 24
    if (std::abs(value) < surely) {
        return true;
    }
    const int decimals = field.decimals >= 0 ? field.decimals : dbf_real_decimals;
    return !std::isfinite(value) || static_cast<int>(fixed_text(value, decimals).size()) <= dbf_real_digits;
}

bool fits(const Value& value, const Field& field)
{
    constexpr std::int64_t most = 99'999'999'999'999'999;  // 17 digits and the sign
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->size() <= std::size_t{dbf_text_bytes};
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return *number <= most && *number >= -most;
    }
    if (const auto* number = std::get_if<double>(&value)) {
        return fits(*number, field);
    }
    return true;
}

/// A DBF has no room for longer values, and cutting them would be a lie.
void require_values_fit(const FeatureTable& table, const std::string& where)
{
    for (std::size_t f = 0; f < table.features.size(); ++f) {
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            if (fits(table.features[f].values[i], table.fields[i])) {
                continue;
            }
            throw Error(ErrorKind::output, where,
                        fmt::format("the value of field '{}' of feature {} is too long for a shapefile",
                                    table.fields[i].name, f + 1),
                        other_format);
        }
    }
}

std::uint64_t row_bytes(const FeatureTable& table)
{
    std::uint64_t bytes = 1;
    for (const Field& field : table.fields) {
        switch (field.type) {
            case FieldType::text:
                bytes += dbf_text_bytes;
                break;
            case FieldType::integer:
                bytes += dbf_integer_digits;
                break;
            case FieldType::real:
                bytes += dbf_real_digits;
                break;
            case FieldType::boolean:
                bytes += 1;
                break;
        }
    }
    return bytes;
}

void require_size_fits(const FeatureTable& table, const std::string& where)
{
    constexpr std::uint64_t limit = std::uint64_t{1} << 31U;
    const ShapefileSize size = shapefile_size(table);
    if (size.shp_bytes < limit && size.dbf_bytes < limit) {
        return;
    }
    throw Error(ErrorKind::output, where, "the layer is larger than the 2 GiB that a shapefile can have",
                other_format);
}

}  // namespace

// Sizes of headers and records: ESRI Shapefile Technical Description (1998), pp. 4-9.
ShapefileSize shapefile_size(const FeatureTable& table)
{
    constexpr std::uint64_t record = 8 + 4 + 32 + 8;  // header, type, box, numbers of parts and points
    ShapefileSize size{.shp_bytes = 100, .dbf_bytes = 32 + 32 * table.fields.size() + 2};
    for (const Feature& feature : table.features) {
        std::uint64_t vertices = 0;
        for_each_vertex(feature.geometry, [&](const PointM&) { ++vertices; });
        size.shp_bytes +=
            record + vertices * 16 + vertices * 2;  // a part takes 4 and has two vertices or more
    }
    size.dbf_bytes += row_bytes(table) * table.features.size();
    return size;
}

void require_fits_shapefile(const FeatureTable& table, const std::string& where)
{
    require_short_names(table, where);
    require_values_fit(table, where);
    require_size_fits(table, where);
}

}  // namespace wardmap::formats
