#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "layer_qml.hpp"
#include "ogr_layers.hpp"
#include "raster_file.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OptionList;
using formats::OwnedDataset;

std::vector<float> pixels_of(const Raster& raster)
{
    std::vector<float> pixels(raster.values.size());
    std::ranges::transform(raster.values, pixels.begin(), formats::pixel_of);
    return pixels;
}

/// A dataset whose band is the pixels themselves.
OwnedDataset dataset_over(std::vector<float>& pixels, const RasterGrid& grid)
{
    OwnedDataset dataset(
        GDALCreate(formats::driver_named("MEM"), "", grid.cols, grid.rows, 0, GDT_Float32, nullptr));
    if (dataset) {
        OptionList options({fmt::format("DATAPOINTER={}", fmt::ptr(pixels.data()))});
        GDALAddBand(dataset.get(), GDT_Float32, options.get());
    }
    return dataset;
}

/// A dataset over the pixels with all that the file is to say about itself, and its overviews.
OwnedDataset described(std::vector<float>& pixels, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    const ComplaintCollector complaints;
    OwnedDataset source = dataset_over(pixels, layer.raster.grid);
    if (source) {
        formats::describe_raster(source.get(), layer, reference);
        formats::add_overviews(source.get());
    }
    complaints.throw_on_failure(ErrorKind::limit, layer.name, "choose larger density cells");
    return source;
}

/// Compares the rows [begin, end) of the file with what they should be.
void require_same_rows(const std::string& path, std::span<const float> pixels, std::size_t begin,
                       std::size_t end)
{
    const OwnedDataset dataset = formats::open_raster(path);
    const int cols = GDALGetRasterXSize(dataset.get());
    std::vector<float> row(static_cast<std::size_t>(cols));
    for (std::size_t r = begin; r < end; ++r) {
        const CPLErr read = GDALRasterIO(GDALGetRasterBand(dataset.get(), 1), GF_Read, 0, static_cast<int>(r),
                                         cols, 1, row.data(), cols, 1, GDT_Float32, 0, 0);
        const bool same =
            read == CE_None && std::ranges::equal(row, pixels.subspan(r * row.size(), row.size()));
        formats::require_same(path, "a row of pixels", same ? "whole" : "different", "whole");
    }
}

/// Reopens the file and compares every pixel.
void verify(const std::string& path, std::span<const float> pixels, const RasterGrid& grid,
            OGRSpatialReferenceH reference)
{
    static_cast<void>(formats::reopen_raster(path, grid, reference));
    parallel_chunks(static_cast<std::size_t>(grid.rows), formats::block_pixels, 0,
                    [&](std::size_t begin, std::size_t end) { require_same_rows(path, pixels, begin, end); });
}

}  // namespace

namespace formats {

void write_raster(const std::filesystem::path& file, const RasterLayer& layer, OGRSpatialReferenceH reference,
                  unsigned threads)
{
    const std::string path = plain_local_path(file, ErrorKind::output);
    require_new(path);
    std::vector<float> pixels = pixels_of(layer.raster);
    formats::copy_to_cog(path, described(pixels, layer, reference).get(), threads);
    verify(path, pixels, layer.raster.grid, reference);
    write_new_text(std::filesystem::path(file).replace_extension(".qml"), raster_qml(layer));
}

}  // namespace formats

void write_rasters(const std::filesystem::path& folder, const LayerSet& layers)
{
    const formats::OwnedReference reference = formats::spatial_reference(layers.crs);
    for (const RasterLayer& layer : layers.rasters) {
        formats::write_raster(folder / (layer.name + ".tif"), layer, reference.get());
    }
}

}  // namespace wardmap
