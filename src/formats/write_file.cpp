#include "wardmap/write_file.hpp"

#include <cmath>
#include <string>

#include "gdal_session.hpp"
#include "raster_file.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

namespace fs = std::filesystem;

void write_pixel_rows(const fs::path& file, const RasterLayer& layer)
{
    TextFile text(file);
    append_csv_row(text.text(), {"x", "y", layer.name});
    const RasterGrid& grid = layer.raster.grid;
    std::size_t i = 0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col, ++i) {
            if (const double value = layer.raster.values[i]; std::isfinite(value)) {
                const PointM p = grid.centre(col, row);
                append_csv_row(text.text(),
                               {shortest_text(p.x_m), shortest_text(p.y_m), shortest_text(value)});
            }
        }
        text.flush_if_large();
    }
    text.close();
}

void require_one(const fs::path& file, std::size_t count, const char* what)
{
    if (count != 1) {
        throw Error(ErrorKind::usage, file.string(), "this format holds one " + std::string(what),
                    "write a .gpkg");
    }
}

/// Writes the file, and what belongs beside it, into the folder that it stands in.
void write_by_ending(const fs::path& file, const LayerSet& layers, unsigned threads)
{
    const std::string ending = file.extension().string();
    if (ending == ".gpkg") {
        write_geopackage(file, layers);
    } else if (ending == ".tif") {
        require_one(file, layers.rasters.size(), "raster");
        formats::write_raster(file, layers.rasters.front(), formats::spatial_reference(layers.crs).get(),
                              threads);
    } else if (ending == ".csv" && !layers.rasters.empty()) {
        require_one(file, layers.rasters.size(), "raster");
        write_pixel_rows(file, layers.rasters.front());
    } else if (ending == ".csv") {
        require_one(file, layers.tables.size(), "table");
        LayerSet one{.crs = layers.crs, .rasters = {}, .layers = {}, .tables = layers.tables};
        one.tables.front().name = file.stem().string();
        write_tables(file.parent_path(), one);
    } else {
        throw Error(ErrorKind::usage, file.filename().string(), "\"" + ending + "\" is not a format to write",
                    "use .tif, .csv or .gpkg");
    }
}

}  // namespace

void require_writable_file(const fs::path& file)
{
    const std::string ending = file.extension().string();
    if (file.stem().empty() || ending.empty()) {
        throw Error(ErrorKind::usage, file.string(), "no file with an ending that tells its format",
                    "give a name such as map.tif or map.gpkg");
    }
    static_cast<void>(formats::plain_local_path(file, ErrorKind::output));
    require_writable_place(file);
}

void write_file(const fs::path& file, const LayerSet& layers, unsigned threads)
{
    require_writable_file(file);
    PublishedFile published(file);
    published.fill([&] { write_by_ending(published.path(), layers, threads); });
    published.publish();
}

void write_raster_file(const fs::path& file, const LayerSet& layers, const RasterRows& rows)
{
    require_writable_file(file);
    require_one(file, layers.rasters.size(), "raster");
    LayerSet one{.crs = layers.crs, .rasters = layers.rasters, .layers = {}, .tables = {}};
    one.rasters.front().name = file.stem().string();
    PublishedFile published(file);
    published.fill([&] { write_raster_rows(published.folder(), one, rows); });
    published.publish();
}

}  // namespace wardmap
