#include "shapefile_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

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
void require_values_fit(const FeatureTable& header, const Feature& feature, std::uint64_t number,
                        const std::string& where)
{
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        if (!fits(feature.values[i], header.fields[i])) {
            throw Error(ErrorKind::output, where,
                        fmt::format("the value of field '{}' of feature {} is too long for a shapefile",
                                    header.fields[i].name, number),
                        other_format);
        }
    }
}

void require_size_fits(std::uint64_t bytes, const std::string& where)
{
    constexpr std::uint64_t limit = std::uint64_t{1} << 31U;
    if (bytes >= limit) {
        throw Error(ErrorKind::output, where, "the layer is larger than the 2 GiB that a shapefile can have",
                    other_format);
    }
}

/// The header holds it in two bytes.
void require_row_fits(const FeatureTable& header, const std::string& where)
{
    constexpr std::uint64_t most_bytes = 65'535;
    constexpr std::size_t most_fields = 255;
    if (header.fields.size() > most_fields || dbf_row_bytes(header) > most_bytes) {
        throw Error(ErrorKind::output, where,
                    fmt::format("{} fields are more than a shapefile can have", header.fields.size()),
                    other_format);
    }
}

}  // namespace

ShapeExtent extent_fitting_shapefile(const FeatureStream& stream, const std::string& where)
{
    require_short_names(stream.header, where);
    require_row_fits(stream.header, where);
    require_size_fits(dbf_bytes(stream.header, stream.count), where);
    ShapeExtent extent;
    stream.for_each([&](const Feature& feature) {
        ++extent.features;
        require_values_fit(stream.header, feature, extent.features, where);
        extent.box.include(bounds(feature.geometry));
        extent.shp_bytes += shape_record_bytes(feature.geometry);
        require_size_fits(extent.shp_bytes, where);
    });
    return extent;
}

}  // namespace wardmap::formats
