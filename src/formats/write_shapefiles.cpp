#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <memory>

#include "layer_qml.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "output_date.hpp"
#include "shapefile_limits.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OptionList;
using formats::OwnedDataset;

constexpr const char* advice = "check that the disk has space and the folder can be written to";

/// A folder in memory that GDAL writes into. Its shapefile driver crashes when it cannot make one of the files and
/// passes over some writes that fail (seen with 3.6), so it never meets a disk: we write the bytes out ourselves.
class MemoryFolder {
public:
    explicit MemoryFolder(const void* owner) : m_path(fmt::format("/vsimem/wardmap_{}", owner)) {}
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    ~MemoryFolder() { VSIRmdirRecursive(m_path.c_str()); }

    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// Writes each file into a real folder, checked. `place` is what messages call it.
    void write_out(const std::filesystem::path& folder, const std::string& place) const
    {
        char** const names = VSIReadDir(m_path.c_str());
        const std::unique_ptr<char*, decltype(&CSLDestroy)> owned(names, CSLDestroy);
        if (names == nullptr) {
            throw Error(ErrorKind::output, place, "the layer could not be made", advice);
        }
        for (char** name = names; *name != nullptr; ++name) {
            vsi_l_offset bytes = 0;
            const GByte* data = VSIGetMemFileBuffer((m_path + '/' + *name).c_str(), &bytes, FALSE);
            write_new_text(folder / *name,
                           {reinterpret_cast<const char*>(data), static_cast<std::size_t>(bytes)});
        }
    }

private:
    std::string m_path;
};

void make_layer(const std::string& path, const std::string& place, const FeatureTable& table,
                OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    OwnedDataset dataset(
        GDALCreate(formats::driver_named("ESRI Shapefile"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    complaints.throw_on_failure(ErrorKind::output, place, advice);
    OptionList options({"ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=" + formats::output_date().substr(0, 10)});
    OGRLayerH target = GDALDatasetCreateLayer(dataset.get(), table.name.c_str(), reference,
                                              formats::ogr_type_of(table.kind), options.get());
    complaints.throw_on_failure(ErrorKind::output, place, advice);
    formats::create_fields(target, table, formats::FieldNames::short_ones);
    formats::write_features(target, table);
    complaints.throw_on_failure(ErrorKind::output, place, advice);
    GDALFlushCache(dataset.get());
    dataset.reset();
    complaints.throw_on_failure(ErrorKind::output, place, advice);
}

/// `path`: of the .shp file.
void write_files(const std::filesystem::path& path, const FeatureTable& table, OGRSpatialReferenceH reference)
{
    const MemoryFolder memory(&table);
    make_layer(memory.path() + '/' + path.filename().string(), path.string(), table, reference);
    memory.write_out(path.parent_path(), path.string());
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
    formats::verify_layer(path, layer, {table, formats::FieldNames::short_ones, reference});
    // The header says how many; only reading every shape shows that they are all there. Rows of a DBF
    // have one length, so there its size tells.
    std::filesystem::path dbf(path);
    const std::uint64_t dbf_bytes = std::filesystem::file_size(dbf.replace_extension(".dbf"));
    formats::require_same(path, "the size of the .dbf file",
                          dbf_bytes + 1 >= formats::shapefile_size(table).dbf_bytes ? "whole" : "too small",
                          "whole");
    std::vector<const char*> columns;
    columns.reserve(table.fields.size() + 1);
    for (const Field& field : table.fields) {
        columns.push_back(field.short_name.c_str());
    }
    columns.push_back(nullptr);
    static_cast<void>(OGR_L_SetIgnoredFields(layer, columns.data()));
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
        formats::require_fits_shapefile(table, path);
        write_files(path, table, reference.get());
        verify(path, table, reference.get());
        if (formats::has_style(layer)) {
            write_new_text(folder / (table.name + ".qml"),
                           formats::layer_qml(layer, formats::FieldNames::short_ones));
        }
    }
    write_new_text(folder / "fields.csv", field_list(layers));
}

}  // namespace wardmap
