#include <cpl_conv.h>
#include <fmt/format.h>

#include "layer_qml.hpp"
#include "ogr_layers.hpp"
#include "output_date.hpp"
#include "shapefile_limits.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "write_shapefile.hpp"

namespace wardmap {

namespace {

namespace fs = std::filesystem;

using formats::ComplaintCollector;
using formats::FeatureStream;
using formats::OwnedDataset;
using formats::ShapeExtent;

constexpr const char* advice = "check that the disk has space and the folder can be written to";

fs::path with_ending(fs::path path, const char* ending) { return path.replace_extension(ending); }

/// Shapes, their index and the table of values, in one pass. GDAL's shapefile driver is not asked: it ends the program
/// when it cannot make one of the files and passes over some writes that fail (seen with 3.6).
void write_three_files(const fs::path& path, const FeatureStream& stream, const ShapeExtent& extent)
{
    TextFile shp(path);
    TextFile shx(with_ending(path, ".shx"));
    TextFile dbf(with_ending(path, ".dbf"));
    formats::append_shp_header(shp.text(), stream.header.kind, extent);
    formats::append_shx_header(shx.text(), stream.header.kind, extent);
    formats::append_dbf_header(dbf.text(), stream.header, extent.features, formats::output_date());
    std::uint64_t offset = formats::shp_header_bytes;
    std::uint32_t number = 0;
    stream.for_each([&](const Feature& feature) {
        const std::uint64_t bytes = formats::shape_record_bytes(feature.geometry);
        formats::append_shape(shp.text(), feature.geometry, ++number);
        formats::append_shape_index(shx.text(), offset, bytes);
        formats::append_dbf_row(dbf.text(), stream.header, feature);
        offset += bytes;
        shp.flush_if_large();
        shx.flush_if_large();
        dbf.flush_if_large();
    });
    dbf.text() += formats::dbf_end;
    shp.close();
    shx.close();
    dbf.close();
}

/// The system in the words of ESRI's programs.
std::string esri_wkt(OGRSpatialReferenceH reference)
{
    const char* const options[] = {"FORMAT=WKT1_ESRI", nullptr};
    char* wkt = nullptr;
    const OGRErr trouble = OSRExportToWktEx(reference, &wkt, options);
    const std::string text = wkt == nullptr ? "" : wkt;
    CPLFree(wkt);
    if (trouble != OGRERR_NONE || text.empty()) {
        throw Error(ErrorKind::output, "shapefile",
                    "the coordinate system has no form that a .prj file can hold", "use the GeoPackage");
    }
    return text;
}

/// Another reader finds in it what was written. That the bytes are on the disk is known already.
void verify(const std::string& path, const FeatureStream& stream, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"ESRI Shapefile", nullptr};
    const OwnedDataset dataset(GDALOpenEx(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, path, complaints.first_failure(), advice);
    }
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), 0);
    formats::verify_layer(path, layer, {stream, formats::FieldNames::short_ones, reference});
    complaints.throw_on_failure(ErrorKind::output, path, advice);
}

}  // namespace

void formats::write_shapefile(const fs::path& folder, const FeatureStream& stream, const std::string& crs)
{
    const OwnedReference reference = spatial_reference(crs);
    const std::string path = plain_local_path(folder / (stream.header.name + ".shp"), ErrorKind::output);
    require_new(path);
    const ShapeExtent extent = extent_fitting_shapefile(stream, path);
    write_three_files(path, stream, extent);
    write_new_text(with_ending(path, ".prj"), esri_wkt(reference.get()));
    write_new_text(with_ending(path, ".cpg"), "UTF-8");
    verify(path, stream, reference.get());
}

void formats::append_short_names(std::string& csv, const FeatureTable& table)
{
    for (const Field& field : table.fields) {
        append_csv_row(csv, {table.name, field.short_name, field.name, field.label, field.unit});
    }
}

std::string formats::short_names_head()
{
    std::string csv;
    append_csv_row(csv, {"layer", "short_name", "name", "label", "unit"});
    return csv;
}

void write_shapefiles(const std::filesystem::path& folder, const LayerSet& layers)
{
    std::string names = formats::short_names_head();
    for (const Layer& layer : layers.layers) {
        formats::write_shapefile(folder, formats::stream_of(layer.table), layers.crs);
        formats::append_short_names(names, layer.table);
        if (formats::has_style(layer)) {
            write_new_text(folder / (layer.table.name + ".qml"),
                           formats::layer_qml(layer, formats::FieldNames::short_ones));
        }
    }
    write_new_text(folder / "fields.csv", names);
}

}  // namespace wardmap
