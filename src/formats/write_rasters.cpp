#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "layer_qml.hpp"
#include "ogr_layers.hpp"
#include "raster_file.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OwnedDataset;

void write_pixels(GDALRasterBandH band, const Raster& raster)
{
    const auto cols = static_cast<std::size_t>(raster.grid.cols);
    std::vector<float> row(cols);
    for (std::int32_t r = 0; r < raster.grid.rows; ++r) {
        for (std::size_t c = 0; c < cols; ++c) {
            row[c] = formats::pixel_of(raster.values[static_cast<std::size_t>(r) * cols + c]);
        }
        if (GDALRasterIO(band, GF_Write, 0, r, raster.grid.cols, 1, row.data(), raster.grid.cols, 1,
                         GDT_Float32, 0, 0) != CE_None) {
            return;  // the collector has the reason
        }
    }
}

void write_file(const std::string& path, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const RasterGrid& grid = layer.raster.grid;
    const OwnedDataset source(
        GDALCreate(formats::driver_named("MEM"), "", grid.cols, grid.rows, 1, GDT_Float32, nullptr));
    if (source) {
        formats::describe_raster(source.get(), layer, reference);
        write_pixels(GDALGetRasterBand(source.get(), 1), layer.raster);
    }
    complaints.throw_on_failure(ErrorKind::limit, path, "choose larger density cells");
    formats::copy_to_cog(path, source.get());
}

bool same_value(float found, double written) { return found == formats::pixel_of(written); }

/// Reopens the file and compares every pixel.
void verify(const std::string& path, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    const RasterGrid& grid = layer.raster.grid;
    const OwnedDataset dataset = formats::reopen_raster(path, grid, reference);
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
