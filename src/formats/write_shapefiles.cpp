#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "layer_qml.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "output_date.hpp"
#include "text_file.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OptionList;
using formats::OwnedDataset;

constexpr const char* advice = "check that the disk has space and the folder can be written to";
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
        std::ranges::transform(folded, folded.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
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
    const int decimals = field.decimals >= 0 ? field.decimals : formats::dbf_real_decimals;
    return !std::isfinite(value) ||
           static_cast<int>(fixed_text(value, decimals).size()) <= formats::dbf_real_digits;
}

bool fits(const Value& value, const Field& field)
{
    constexpr std::int64_t most = 99'999'999'999'999'999;  // 17 digits and the sign
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->size() <= std::size_t{formats::dbf_text_bytes};
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

std::uint64_t dbf_row_bytes(const FeatureTable& table)
{
    std::uint64_t bytes = 1;
    for (const Field& field : table.fields) {
        switch (field.type) {
            case FieldType::text:
                bytes += formats::dbf_text_bytes;
                break;
            case FieldType::integer:
                bytes += formats::dbf_integer_digits;
                break;
            case FieldType::real:
                bytes += formats::dbf_real_digits;
                break;
            case FieldType::boolean:
                bytes += 1;
                break;
        }
    }
    return bytes;
}

/// Each of the files may have 2 GiB. Sizes as in the ESRI Shapefile Technical Description (1998).
void require_size_fits(const FeatureTable& table, const std::string& where)
{
    constexpr std::uint64_t limit = std::uint64_t{1} << 31U;
    constexpr std::uint64_t header_of_record = 8 + 4 + 32 + 8;
    std::uint64_t shapes = 100;
    for (const Feature& feature : table.features) {
        std::uint64_t vertices = 0;
        formats::for_each_vertex(feature.geometry, [&](const PointM&) { ++vertices; });
        // A part takes four bytes and has at least two vertices.
        shapes += header_of_record + vertices * 16 + vertices * 2;
    }
    if (shapes < limit && dbf_row_bytes(table) * table.features.size() < limit) {
        return;
    }
    throw Error(ErrorKind::output, where, "the layer is larger than the 2 GiB that a shapefile can have",
                other_format);
}

void write_files(const std::string& path, const FeatureTable& table, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    OwnedDataset dataset(
        GDALCreate(formats::driver_named("ESRI Shapefile"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    complaints.throw_on_failure(ErrorKind::output, path, advice);
    OptionList options({"ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=" + formats::output_date().substr(0, 10)});
    OGRLayerH target = GDALDatasetCreateLayer(dataset.get(), table.name.c_str(), reference,
                                              formats::ogr_type_of(table.kind), options.get());
    complaints.throw_on_failure(ErrorKind::output, path, advice);
    formats::create_fields(target, table, formats::FieldNames::short_ones);
    formats::write_features(target, table);
    complaints.throw_on_failure(ErrorKind::output, path, advice);
    GDALFlushCache(dataset.get());
    dataset.reset();
    complaints.throw_on_failure(ErrorKind::output, path, advice);
}

void verify(const std::string& path, const FeatureTable& table, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"ESRI Shapefile", nullptr};
    const OwnedDataset dataset(GDALOpenEx(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, path, complaints.first_failure(), advice);
    }
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), 0);
    formats::verify_layer(path, layer, table, formats::FieldNames::short_ones, reference);
    // The header says how many; only reading every shape shows that they are all there.
    std::size_t read = 0;
    while (const formats::OwnedFeature feature{OGR_L_GetNextFeature(layer)}) {
        ++read;
    }
    formats::require_same(path, "the number of shapes", fmt::format("{}", read),
                          fmt::format("{}", table.features.size()));
    complaints.throw_on_failure(ErrorKind::output, path, advice);
}

/// What each short name stands for, since a shapefile cannot say it.
std::string field_list(const LayerSet& layers)
{
    std::string csv;
    append_csv_row(csv, {"layer", "short_name", "name", "label", "unit"});
    for (const Layer& layer : layers.layers) {
        for (const Field& field : layer.table.fields) {
            append_csv_row(csv, {layer.table.name, field.short_name, field.name, field.label, field.unit});
        }
    }
    return csv;
}

}  // namespace

void write_shapefiles(const std::filesystem::path& folder, const LayerSet& layers)
{
    const formats::OwnedReference reference = formats::spatial_reference(layers.crs);
    for (const Layer& layer : layers.layers) {
        const FeatureTable& table = layer.table;
        const std::string path = formats::plain_local_path(folder / (table.name + ".shp"), ErrorKind::output);
        formats::require_new(path);
        require_short_names(table, path);
        require_values_fit(table, path);
        require_size_fits(table, path);
        write_files(path, table, reference.get());
        verify(path, table, reference.get());
        formats::write_text(folder / (table.name + ".qml"),
                            formats::layer_qml(layer, formats::FieldNames::short_ones));
    }
    formats::write_text(folder / "fields.csv", field_list(layers));
}

}  // namespace wardmap
