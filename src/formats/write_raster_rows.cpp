#include <algorithm>
#include <filesystem>
#include <vector>

#include "layer_qml.hpp"
#include "ogr_layers.hpp"
#include "raster_file.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OptionList;
using formats::OwnedDataset;

/// GDAL keeps as much of its datasets in memory as this, and not a share of what the machine has.
class CacheLimit {
public:
    CacheLimit() : m_before(GDALGetCacheMax64()) { GDALSetCacheMax64(bytes); }
    CacheLimit(const CacheLimit&) = delete;
    CacheLimit& operator=(const CacheLimit&) = delete;
    ~CacheLimit() { GDALSetCacheMax64(m_before); }

private:
    static constexpr GIntBig bytes = GIntBig{32} * 1024 * 1024;
    GIntBig m_before;
};

/// A plain GeoTIFF that rows are appended to: what the COG driver copies from has to be whole before it begins.
class RowFile {
public:
    RowFile(std::string path, const RasterLayer& layer, OGRSpatialReferenceH reference)
        : m_path(std::move(path)), m_grid(layer.raster.grid)
    {
        OptionList options({"BIGTIFF=IF_SAFER", "BLOCKYSIZE=16"});
        m_dataset.reset(GDALCreate(formats::driver_named("GTiff"), m_path.c_str(), m_grid.cols, m_grid.rows,
                                   1, GDT_Float32, options.get()));
        check();
        formats::describe_raster(m_dataset.get(), layer, reference);
        check();
    }

    void append(std::int32_t first_row, std::span<const double> values)
    {
        m_pixels.resize(values.size());
        std::ranges::transform(values, m_pixels.begin(), formats::pixel_of);
        const auto rows = static_cast<int>(values.size() / static_cast<std::size_t>(m_grid.cols));
        const CPLErr written = GDALRasterIO(band(), GF_Write, 0, first_row, m_grid.cols, rows,
                                            m_pixels.data(), m_grid.cols, rows, GDT_Float32, 0, 0);
        if (written != CE_None) {
            check();
        }
    }

    [[nodiscard]] GDALDatasetH whole()
    {
        formats::add_overviews(m_dataset.get());
        GDALFlushCache(m_dataset.get());
        check();
        return m_dataset.get();
    }

    void require_same_pixels(const std::string& path, GDALDatasetH copy)
    {
        const auto cols = static_cast<std::size_t>(m_grid.cols);
        std::vector<float> ours(cols);
        std::vector<float> theirs(cols);
        for (std::int32_t row = 0; row < m_grid.rows; ++row) {
            const auto read = [&](GDALRasterBandH from, std::vector<float>& pixels) {
                return GDALRasterIO(from, GF_Read, 0, row, m_grid.cols, 1, pixels.data(), m_grid.cols, 1,
                                    GDT_Float32, 0, 0) == CE_None;
            };
            const bool same =
                read(band(), ours) && read(GDALGetRasterBand(copy, 1), theirs) && ours == theirs;
            formats::require_same(path, "a row of pixels", same ? "whole" : "different", "whole");
        }
    }

private:
    [[nodiscard]] GDALRasterBandH band() const { return GDALGetRasterBand(m_dataset.get(), 1); }
    void check() const { m_complaints.throw_on_failure(ErrorKind::output, m_path, formats::raster_advice); }

    ComplaintCollector m_complaints;
    std::string m_path;
    RasterGrid m_grid;
    OwnedDataset m_dataset;
    std::vector<float> m_pixels;
};

}  // namespace

void write_raster_rows(const std::filesystem::path& folder, const LayerSet& layers, const RasterRows& rows)
{
    const CacheLimit cache;
    const formats::OwnedReference reference = formats::spatial_reference(layers.crs);
    RasterLayer layer = layers.rasters.front();
    const std::string path = formats::plain_local_path(folder / (layer.name + ".tif"), ErrorKind::output);
    const std::filesystem::path rows_path = folder / (layer.name + ".rows.tif");
    formats::require_new(path);
    {
        RowFile file(rows_path.string(), layer, reference.get());
        layer.style = rows(
            [&](std::int32_t first_row, std::span<const double> values) { file.append(first_row, values); });
        formats::copy_to_cog(path, file.whole(), formats::Packing::deflate);
        const OwnedDataset copy = formats::reopen_raster(path, layer.raster.grid, reference.get());
        file.require_same_pixels(path, copy.get());
    }
    std::filesystem::remove(rows_path);
    write_new_text(folder / (layer.name + ".qml"), formats::raster_qml(layer));
}

}  // namespace wardmap
