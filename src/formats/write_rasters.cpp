#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
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

/// A raster's pixels as the file is to hold them.
class Pixels {
public:
    explicit Pixels(const Raster& raster)
        : m_size(raster.values.size()), m_values(std::make_unique_for_overwrite<float[]>(m_size))
    {
        parallel_chunks(m_size, pixels_in_chunk, 0, [&](std::size_t begin, std::size_t end) {
            std::ranges::transform(std::span(raster.values).subspan(begin, end - begin),
                                   m_values.get() + begin, formats::pixel_of);
        });
    }

    [[nodiscard]] float* data() { return m_values.get(); }
    [[nodiscard]] std::span<const float> values() const { return {m_values.get(), m_size}; }

private:
    static constexpr std::size_t pixels_in_chunk = std::size_t{1} << 16;

    std::size_t m_size;
    std::unique_ptr<float[]> m_values;  // NOLINT(*-avoid-c-arrays): a vector would be filled with zeros first
};

/// A dataset whose band is the pixels themselves.
OwnedDataset dataset_over(Pixels& pixels, const RasterGrid& grid)
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
OwnedDataset described(Pixels& pixels, const RasterLayer& layer, OGRSpatialReferenceH reference)
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

/// The digits of a surface hardly compress, and deflating them would take longer than making a town's surface. What
/// compresses are empty pixels, squares of one value and what pads the outer tiles: deflate about halves a file where
/// a fifth of its tiles is such. Measured on files of random surfaces and of towns: digits keep three fifths.
formats::Packing packing_of(std::span<const float> pixels, const RasterGrid& grid)
{
    constexpr double densest = 0.8;
    constexpr std::size_t side = formats::block_pixels;
    const auto padded = [](std::int32_t count) {
        return (static_cast<std::size_t>(count) + side - 1) / side * side;
    };
    const auto tiles = static_cast<double>(padded(grid.cols) * padded(grid.rows));
    std::size_t changes = 0;
    for (std::size_t k = 1; k < pixels.size(); ++k) {
        changes += pixels[k] != pixels[k - 1] ? 1U : 0U;
    }
    return static_cast<double>(changes) < densest * tiles ? formats::Packing::deflate
                                                          : formats::Packing::none;
}

/// Compares a row of the file's tiles with what it should be. A tile goes past GDAL's cache: it is wanted once.
void require_same_tiles(const std::string& path, std::span<const float> pixels, std::size_t tile_row)
{
    constexpr std::size_t side = formats::block_pixels;
    const OwnedDataset dataset = formats::open_raster(path);
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    std::array<int, 2> block{};
    GDALGetBlockSize(band, block.data(), block.data() + 1);
    const bool has_tiles = block == std::array{formats::block_pixels, formats::block_pixels} &&
                           GDALGetRasterDataType(band) == GDT_Float32;
    formats::require_same(path, "the tiles", has_tiles ? "as asked for" : "others", "as asked for");
    const auto cols = static_cast<std::size_t>(GDALGetRasterXSize(dataset.get()));
    const std::size_t rows = pixels.size() / cols;
    std::vector<float> tile(side * side);
    for (std::size_t first_col = 0; first_col < cols; first_col += side) {
        bool is_same = GDALReadBlock(band, static_cast<int>(first_col / side), static_cast<int>(tile_row),
                                     tile.data()) == CE_None;
        const std::size_t width = std::min(side, cols - first_col);
        for (std::size_t r = tile_row * side; r < std::min(rows, (tile_row + 1) * side) && is_same; ++r) {
            const std::span<const float> read(tile.data() + r % side * side, width);
            is_same = std::ranges::equal(read, pixels.subspan(r * cols + first_col, width));
        }
        formats::require_same(path, "a tile of pixels", is_same ? "whole" : "different", "whole");
    }
}

/// Reopens the file and compares every pixel.
void verify(const std::string& path, std::span<const float> pixels, const RasterGrid& grid,
            OGRSpatialReferenceH reference)
{
    static_cast<void>(formats::reopen_raster(path, grid, reference));
    const std::size_t tile_rows = (static_cast<std::size_t>(grid.rows) - 1) / formats::block_pixels + 1;
    parallel_chunks(tile_rows, 1, 0, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            require_same_tiles(path, pixels, row);
        }
    });
}

}  // namespace

namespace formats {

void write_raster(const std::filesystem::path& file, const RasterLayer& layer, OGRSpatialReferenceH reference,
                  unsigned threads)
{
    const std::string path = plain_local_path(file, ErrorKind::output);
    require_new(path);
    Pixels pixels(layer.raster);
    copy_to_cog(path, described(pixels, layer, reference).get(),
                packing_of(pixels.values(), layer.raster.grid), threads);
    verify(path, pixels.values(), layer.raster.grid, reference);
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
