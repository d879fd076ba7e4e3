#include "raster_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ogr_layers.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/published_file.hpp"

namespace wardmap::formats {

namespace {

std::array<double, 6> geotransform(const RasterGrid& grid)
{
    return {grid.north_west.x_m, grid.cell_m, 0, grid.north_west.y_m, 0, -grid.cell_m};
}

bool is_there(float pixel) { return pixel != static_cast<float>(no_data); }

/// The mean of those of four pixels that are there.
float mean_of_four(float a, float b, float c, float d)
{
    if (is_there(a) && is_there(b) && is_there(c) && is_there(d)) {  // nearly all are
        return static_cast<float>((double{a} + b + c + d) / 4);
    }
    double sum = 0;
    int count = 0;
    for (const float pixel : {a, b, c, d}) {
        sum += is_there(pixel) ? pixel : 0;
        count += is_there(pixel) ? 1 : 0;
    }
    return static_cast<float>(count > 0 ? sum / count : no_data);
}

/// Makes each pixel the mean of its four, as GDAL does, but not through its masks and copies, which take four times as
/// long.
CPLErr halve(GDALRasterBandH from, GDALRasterBandH to)
{
    const int cols = GDALGetRasterBandXSize(to);
    std::vector<float> two_rows(std::size_t{4} * static_cast<std::size_t>(cols));
    std::vector<float> means(static_cast<std::size_t>(cols));
    for (int row = 0; row < GDALGetRasterBandYSize(to); ++row) {
        if (GDALRasterIO(from, GF_Read, 0, 2 * row, 2 * cols, 2, two_rows.data(), 2 * cols, 2, GDT_Float32, 0,
                         0) != CE_None) {
            return CE_Failure;
        }
        const float* upper = two_rows.data();
        const float* lower = upper + 2 * means.size();
        for (float& mean : means) {
            mean = mean_of_four(upper[0], upper[1], lower[0], lower[1]);
            upper += 2;
            lower += 2;
        }
        if (GDALRasterIO(to, GF_Write, 0, row, cols, 1, means.data(), cols, 1, GDT_Float32, 0, 0) !=
            CE_None) {
            return CE_Failure;
        }
    }
    return CE_None;
}

CPLErr make_overview(GDALRasterBandH from, GDALRasterBandH to)
{
    const bool is_half = GDALGetRasterBandXSize(from) == 2 * GDALGetRasterBandXSize(to) &&
                         GDALGetRasterBandYSize(from) == 2 * GDALGetRasterBandYSize(to);
    return is_half ? halve(from, to) : GDALRegenerateOverviews(from, 1, &to, "AVERAGE", nullptr, nullptr);
}

}  // namespace

void describe_raster(GDALDatasetH dataset, const RasterLayer& layer, OGRSpatialReferenceH reference)
{
    std::array<double, 6> transform = geotransform(layer.raster.grid);
    GDALSetGeoTransform(dataset, transform.data());
    GDALSetSpatialRef(dataset, reference);
    GDALSetMetadataItem(dataset, "AREA_OR_POINT", "Area", nullptr);
    GDALSetMetadataItem(dataset, "TITLE", layer.title.c_str(), nullptr);
    GDALSetMetadataItem(dataset, "DESCRIPTION", layer.description.c_str(), nullptr);
    GDALSetMetadataItem(dataset, "UNIT", layer.unit.c_str(), nullptr);
    for (const auto& [key, value] : layer.metadata) {
        GDALSetMetadataItem(dataset, key.c_str(), value.c_str(), nullptr);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    GDALSetRasterNoDataValue(band, no_data);
    GDALSetRasterUnitType(band, layer.unit.c_str());
    GDALSetDescription(band, layer.title.c_str());
}

void add_overviews(GDALDatasetH dataset)
{
    std::vector<int> factors;
    const int longest = std::max(GDALGetRasterXSize(dataset), GDALGetRasterYSize(dataset));
    for (int factor = 2; longest > block_pixels * (factor / 2); factor *= 2) {
        factors.push_back(factor);
    }
    if (factors.empty() || GDALBuildOverviews(dataset, "NONE", static_cast<int>(factors.size()),
                                              factors.data(), 0, nullptr, nullptr, nullptr) != CE_None) {
        return;  // the caller's collector has the reason
    }
    // Each from the one before, as the COG driver would: the same bytes as of a file that it made them for.
    GDALRasterBandH from = GDALGetRasterBand(dataset, 1);
    for (int k = 0; k < static_cast<int>(factors.size()); ++k) {
        GDALRasterBandH to = GDALGetOverview(GDALGetRasterBand(dataset, 1), k);
        if (make_overview(from, to) != CE_None) {
            return;
        }
        from = to;
    }
}

void copy_to_cog(const std::string& path, GDALDatasetH source, Packing packing, unsigned threads)
{
    const ComplaintCollector complaints;
    // The options below are right: to check them GDAL would first look up every tiling scheme that it knows of.
    const ConfigScope unchecked("GDAL_VALIDATE_CREATION_OPTIONS", "NO");
    // A surface's digits hardly compress: level 1 takes half the time of level 6, and 3 % more room. By default one
    // thread: with threads of its own GDAL would wait for ever in a process that was forked from one which has them.
    OptionList options({packing == Packing::deflate ? "COMPRESS=DEFLATE" : "COMPRESS=NONE", "LEVEL=1",
                        "PREDICTOR=YES", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER",
                        fmt::format("NUM_THREADS={}", thread_count(threads)),
                        fmt::format("BLOCKSIZE={}", block_pixels)});
    OwnedDataset target(
        GDALCreateCopy(driver_named("COG"), path.c_str(), source, 1, options.get(), nullptr, nullptr));
    complaints.throw_on_failure(ErrorKind::output, path, raster_advice);
    GDALFlushCache(target.get());
    target.reset();
    complaints.throw_on_failure(ErrorKind::output, path, raster_advice);
    begin_to_make_durable(path);  // while it is verified
}

OwnedDataset open_raster(const std::string& path)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"GTiff", nullptr};
    OwnedDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, path, complaints.first_failure(), raster_advice);
    }
    return dataset;
}

OwnedDataset reopen_raster(const std::string& path, const RasterGrid& grid, OGRSpatialReferenceH reference)
{
    OwnedDataset dataset = open_raster(path);
    require_same(path, "the size",
                 fmt::format("{} x {}", GDALGetRasterXSize(dataset.get()), GDALGetRasterYSize(dataset.get())),
                 fmt::format("{} x {}", grid.cols, grid.rows));
    std::array<double, 6> transform{};
    GDALGetGeoTransform(dataset.get(), transform.data());
    OGRSpatialReferenceH crs = GDALGetSpatialRef(dataset.get());
    const bool placed = transform == geotransform(grid) && crs != nullptr && OSRIsSame(crs, reference) != 0;
    require_same(path, "the place", placed ? "the grid's" : "another", "the grid's");
    // GDAL 3.10 passes over a failed write of what marks a file as a COG.
    const char* const layout = GDALGetMetadataItem(dataset.get(), "LAYOUT", "IMAGE_STRUCTURE");
    require_same(path, "the layout", layout == nullptr ? "plain" : layout, "COG");
    return dataset;
}

}  // namespace wardmap::formats
