#include "warped_raster.hpp"

#include <fmt/format.h>
#include <gdal_utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "gdal_session.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* advice = "run the study again; the file may have been cut in copying";

struct GiveBackOptions {
    void operator()(GDALWarpAppOptions* options) const noexcept { GDALWarpAppOptionsFree(options); }
};

OwnedDataset opened(const std::string& path)
{
    const ComplaintCollector complaints;
    const char* const drivers[] = {"GTiff", nullptr};
    OwnedDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::input, path, complaints.first_failure(), advice);
    }
    const std::int64_t pixels =
        std::int64_t{GDALGetRasterXSize(dataset.get())} * GDALGetRasterYSize(dataset.get());
    if (pixels > max_grid_cells) {
        throw Error(ErrorKind::limit, path, fmt::format("it has {} pixels", pixels),
                    "run the study with larger density cells");
    }
    if (GDALGetSpatialRef(dataset.get()) == nullptr) {
        throw Error(ErrorKind::input, path, "it states no coordinate system", advice);
    }
    return dataset;
}

OwnedDataset warped(GDALDatasetH source, const std::string& path, const std::string& crs)
{
    OptionList arguments({"-of", "MEM", "-t_srs", crs, "-r", "bilinear", "-ovr", "NONE", "-ot", "Float32",
                          "-dstnodata", "nan"});
    const std::unique_ptr<GDALWarpAppOptions, GiveBackOptions> options(
        GDALWarpAppOptionsNew(arguments.get(), nullptr));
    const ComplaintCollector complaints;
    OwnedDataset target(GDALWarp("", nullptr, 1, &source, options.get(), nullptr));
    complaints.throw_on_failure(ErrorKind::input, path, advice);
    if (!target) {
        throw Error(ErrorKind::input, path, fmt::format("it cannot be warped to {}", crs), advice);
    }
    return target;
}

}  // namespace

Raster read_warped_raster(const std::filesystem::path& file, const std::string& crs)
{
    prepare_gdal();
    const std::string path = plain_local_path(file, ErrorKind::input);
    const OwnedDataset source = opened(path);
    const bool is_there = OSRIsSame(GDALGetSpatialRef(source.get()), spatial_reference(crs).get()) != 0;
    const OwnedDataset copy = is_there ? OwnedDataset() : warped(source.get(), path, crs);
    const GDALDatasetH target = is_there ? source.get() : copy.get();
    std::array<double, 6> transform{};
    GDALGetGeoTransform(target, transform.data());
    Raster raster;
    raster.grid = {.north_west = {transform[0], transform[3]},
                   .cell_m = transform[1],
                   .cols = GDALGetRasterXSize(target),
                   .rows = GDALGetRasterYSize(target)};
    raster.values.resize(static_cast<std::size_t>(raster.grid.size()));
    const ComplaintCollector complaints;
    GDALRasterBandH band = GDALGetRasterBand(target, 1);
    const CPLErr read =
        GDALRasterIO(band, GF_Read, 0, 0, raster.grid.cols, raster.grid.rows, raster.values.data(),
                     raster.grid.cols, raster.grid.rows, GDT_Float64, 0, 0);
    if (read != CE_None) {
        throw Error(ErrorKind::input, path, complaints.first_failure(), advice);
    }
    int has_none = 0;
    const double none = GDALGetRasterNoDataValue(band, &has_none);
    if (has_none != 0) {  // warping has made NaN of it already
        std::ranges::replace(raster.values, none, std::numeric_limits<double>::quiet_NaN());
    }
    return raster;
}

std::map<std::string, std::string> raster_metadata(const std::filesystem::path& file)
{
    prepare_gdal();
    const OwnedDataset source = opened(plain_local_path(file, ErrorKind::input));
    std::map<std::string, std::string> metadata;
    char** const items = GDALGetMetadata(source.get(), nullptr);
    for (char** item = items; item != nullptr && *item != nullptr; ++item) {
        const std::string text(*item);
        const std::size_t equals = text.find('=');
        if (equals != std::string::npos) {
            metadata[text.substr(0, equals)] = text.substr(equals + 1);
        }
    }
    return metadata;
}

}  // namespace wardmap::formats
