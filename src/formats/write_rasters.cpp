#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "layer_qml.hpp"
#include "ogr_layers.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OptionList;
using formats::OwnedDataset;

constexpr const char* advice = "check that the disk has space and the folder can be written to";
/// Below every density, and what most programs show as "no data" without being told.
constexpr double no_data = -9999;

std::array<double, 6> geotransform(const RasterGrid& grid)
{
    return {grid.north_west.x_m, grid.cell_m, 0, grid.north_west.y_m, 0, -grid.cell_m};
}

void write_pixels(GDALRasterBandH band, const Raster& raster)
{
    const auto cols = static_cast<std::size_t>(raster.grid.cols);
    std::vector<float> row(cols);
    for (std::int32_t r = 0; r < raster.grid.rows; ++r) {
        for (std::size_t c = 0; c < cols; ++c) {
            const double value = raster.values[static_cast<std::size_t>(r) * cols + c];
            row[c] = static_cast<float>(std::isfinite(value) ? value : no_data);
        }
        if (GDALRasterIO(band, GF_Write, 0, r, raster.grid.cols, 1, row.data(), raster.grid.cols, 1,
                         GDT_Float32, 0, 0) != CE_None) {
            return;  // the collector has the reason
        }
    }
}

/// The raster in memory, with all that the file is to say about itself.
OwnedDataset memory_raster(const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const RasterGrid& grid = layer.raster.grid;
    OwnedDataset dataset(
        GDALCreate(formats::driver_named("MEM"), "", grid.cols, grid.rows, 1, GDT_Float32, nullptr));
    if (!dataset) {
        return dataset;
    }
    std::array<double, 6> transform = geotransform(grid);
    GDALSetGeoTransform(dataset.get(), transform.data());
    GDALSetSpatialRef(dataset.get(), reference);
    GDALSetMetadataItem(dataset.get(), "AREA_OR_POINT", "Area", nullptr);
    GDALSetMetadataItem(dataset.get(), "TITLE", layer.title.c_str(), nullptr);
    GDALSetMetadataItem(dataset.get(), "DESCRIPTION", layer.description.c_str(), nullptr);
    GDALSetMetadataItem(dataset.get(), "UNIT", layer.unit.c_str(), nullptr);
    for (const auto& [key, value] : layer.metadata) {
        GDALSetMetadataItem(dataset.get(), key.c_str(), value.c_str(), nullptr);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    GDALSetRasterNoDataValue(band, no_data);
    GDALSetRasterUnitType(band, layer.unit.c_str());
    GDALSetDescription(band, layer.title.c_str());
    write_pixels(band, layer.raster);
    return dataset;
}

void write_file(const std::string& path, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const OwnedDataset source = memory_raster(layer, reference);
    complaints.throw_on_failure(ErrorKind::limit, path, "choose larger density cells");
    OptionList options({"COMPRESS=DEFLATE", "PREDICTOR=YES", "OVERVIEW_RESAMPLING=AVERAGE",
                        "BIGTIFF=IF_SAFER", "NUM_THREADS=1", "BLOCKSIZE=256"});
    OwnedDataset target(GDALCreateCopy(formats::driver_named("COG"), path.c_str(), source.get(), 1,
                                       options.get(), nullptr, nullptr));
    complaints.throw_on_failure(ErrorKind::output, path, advice);
    GDALFlushCache(target.get());
    target.reset();
    complaints.throw_on_failure(ErrorKind::output, path, advice);
}

bool same_value(float found, double written)
{
    return found == static_cast<float>(std::isfinite(written) ? written : no_data);
}

/// Reopens the file and compares size, place, CRS and every pixel.
void verify(const std::string& path, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"GTiff", nullptr};
    const OwnedDataset dataset(GDALOpenEx(
        path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, path, complaints.first_failure(), advice);
    }
    const RasterGrid& grid = layer.raster.grid;
    formats::require_same(
        path, "the size",
        fmt::format("{} x {}", GDALGetRasterXSize(dataset.get()), GDALGetRasterYSize(dataset.get())),
        fmt::format("{} x {}", grid.cols, grid.rows));
    std::array<double, 6> transform{};
    GDALGetGeoTransform(dataset.get(), transform.data());
    OGRSpatialReferenceH crs = GDALGetSpatialRef(dataset.get());
    const bool placed = transform == geotransform(grid) && crs != nullptr && OSRIsSame(crs, reference) != 0;
    formats::require_same(path, "the place", placed ? "the grid's" : "another", "the grid's");
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    std::vector<float> row(static_cast<std::size_t>(grid.cols));
    for (std::int32_t r = 0; r < grid.rows; ++r) {
        const CPLErr read =
            GDALRasterIO(band, GF_Read, 0, r, grid.cols, 1, row.data(), grid.cols, 1, GDT_Float32, 0, 0);
        const auto first = layer.raster.values.begin() + static_cast<std::ptrdiff_t>(r) * grid.cols;
        const bool same = read == CE_None && std::equal(row.begin(), row.end(), first, same_value);
        formats::require_same(path, "a row of pixels", same ? "whole" : "different", "whole");
    }
}

}  // namespace

void write_rasters(const std::filesystem::path& folder, const LayerSet& layers)
{
    const formats::OwnedReference reference = formats::spatial_reference(layers.crs);
    for (const RasterLayer& layer : layers.rasters) {
        const std::string path = formats::plain_local_path(folder / (layer.name + ".tif"), ErrorKind::output);
        formats::require_new(path);
        write_file(path, layer, reference.get());
        verify(path, layer, reference.get());
        write_new_text(folder / (layer.name + ".qml"), formats::raster_qml(layer));
    }
}

}  // namespace wardmap
