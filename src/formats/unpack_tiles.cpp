#include "wardmap/unpack_tiles.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "gdal_session.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OwnedDataset;
using formats::OwnedFeature;

constexpr int most_zoom = 22;
constexpr int most_tile_bytes = 4 << 20;  // a picture of 512 × 512 pixels that does not compress at all
constexpr const char* how_to_make =
    "give an MBTiles file of pictures, such as `gdal_translate -of MBTiles -co TILE_FORMAT=PNG` makes";

[[noreturn]] void refuse(const std::string& where, const std::string& found)
{
    throw Error(ErrorKind::input, where, found, how_to_make);
}

OwnedDataset opened(const std::filesystem::path& file)
{
    formats::prepare_gdal();
    const std::string where = file.string();
    std::error_code trouble;
    if (!std::filesystem::is_regular_file(file, trouble)) {
        throw Error(ErrorKind::input, where, "there is no such file", "check the path");
    }
    const std::string path = formats::plain_local_path(file, ErrorKind::input);
    const ComplaintCollector complaints;
    // Not the MBTiles driver: it decodes the pictures, and they are wanted as they are.
    const char* const drivers[] = {"SQLite", nullptr};
    OwnedDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers, nullptr, nullptr));
    if (!dataset) {
        refuse(where, fmt::format("it cannot be read as MBTiles ({})", complaints.first_failure()));
    }
    return dataset;
}

/// The rows of a query, while it lives.
class Rows {
public:
    Rows(GDALDatasetH dataset, const std::string& query, const std::string& where)
        : m_dataset(dataset), m_rows(GDALDatasetExecuteSQL(dataset, query.c_str(), nullptr, nullptr))
    {
        if (m_rows == nullptr) {
            refuse(where, "it holds no table of tiles, so it is no MBTiles file");
        }
    }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { GDALDatasetReleaseResultSet(m_dataset, m_rows); }

    [[nodiscard]] OwnedFeature next() { return OwnedFeature(OGR_L_GetNextFeature(m_rows)); }

private:
    GDALDatasetH m_dataset;
    OGRLayerH m_rows;
};

struct ZoomCount {
    int zoom = 0;
    std::size_t tiles = 0;
};

std::vector<ZoomCount> zooms_of(GDALDatasetH dataset, const std::string& where)
{
    const ComplaintCollector complaints;
    Rows rows(dataset,
              fmt::format("SELECT zoom_level, COUNT(*) FROM tiles WHERE zoom_level BETWEEN 0 AND {} "
                          "GROUP BY zoom_level ORDER BY zoom_level",
                          most_zoom),
              where);
    std::vector<ZoomCount> zooms;
    while (const OwnedFeature row = rows.next()) {
        zooms.push_back({OGR_F_GetFieldAsInteger(row.get(), 0),
                         static_cast<std::size_t>(OGR_F_GetFieldAsInteger64(row.get(), 1))});
    }
    complaints.throw_on_failure(ErrorKind::input, where, "check that the file is whole");
    if (zooms.empty()) {
        refuse(where, "it holds no tiles");
    }
    return zooms;
}

/// "png" or "jpg", by the first bytes: what the file says of itself may be wrong.
std::string_view ending_of(std::string_view picture, const std::string& where)
{
    if (picture.starts_with("\x89PNG")) {
        return "png";
    }
    if (picture.starts_with("\xFF\xD8\xFF")) {
        return "jpg";
    }
    if (picture.substr(0, 4) == "RIFF") {
        refuse(where, "its tiles are WebP pictures, which the viewer cannot show");
    }
    refuse(where, "its tiles are not pictures (they may be vector tiles)");
}

std::string_view picture_in(OGRFeatureH row, const std::string& where)
{
    int bytes = 0;
    const GByte* const data = OGR_F_GetFieldAsBinary(row, 2, &bytes);
    if (data == nullptr || bytes <= 0 || bytes > most_tile_bytes) {
        refuse(where, fmt::format("a tile of it has {} bytes", bytes));
    }
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(bytes)};
}

/// Columns and rows of zoom z count from 0 to 2^z − 1; MBTiles counts rows from the south.
std::string name_of(OGRFeatureH row, int zoom, std::string_view ending, const std::string& where)
{
    const std::int64_t side = std::int64_t{1} << zoom;
    const std::int64_t x = OGR_F_GetFieldAsInteger64(row, 0);
    const std::int64_t y = side - 1 - OGR_F_GetFieldAsInteger64(row, 1);
    if (x < 0 || y < 0 || x >= side || y >= side) {
        refuse(where, fmt::format("a tile of zoom {} lies outside the world", zoom));
    }
    return fmt::format("osm_100-l-8-{}-{}-{}.{}", zoom, x, y, ending);
}

std::size_t write_zoom(GDALDatasetH dataset, int zoom, const std::filesystem::path& folder,
                       const std::string& where)
{
    const ComplaintCollector complaints;
    Rows rows(dataset,
              fmt::format("SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = {}", zoom),
              where);
    std::size_t written = 0;
    while (const OwnedFeature row = rows.next()) {
        const std::string_view picture = picture_in(row.get(), where);
        write_new_text(folder / name_of(row.get(), zoom, ending_of(picture, where), where), picture);
        ++written;
    }
    complaints.throw_on_failure(ErrorKind::input, where, "check that the file is whole");
    return written;
}

}  // namespace

UnpackedTiles unpack_tiles(const std::filesystem::path& mbtiles, const std::filesystem::path& folder,
                           const UnpackOptions& options)
{
    const std::string where = mbtiles.string();
    const OwnedDataset dataset = opened(mbtiles);
    const std::vector<ZoomCount> zooms = zooms_of(dataset.get(), where);
    if (zooms.front().tiles > options.most_tiles) {
        throw Error(ErrorKind::limit, where,
                    fmt::format("its coarsest zoom, {}, has {} tiles, more than {}", zooms.front().zoom,
                                zooms.front().tiles, options.most_tiles),
                    "cut the file to the study area");
    }
    UnpackedTiles unpacked{0, zooms.front().zoom, zooms.front().zoom, zooms.back().zoom};
    for (const ZoomCount& zoom : zooms) {
        if (unpacked.tiles + zoom.tiles > options.most_tiles) {
            break;
        }
        unpacked.tiles += write_zoom(dataset.get(), zoom.zoom, folder, where);
        unpacked.max_zoom = zoom.zoom;
    }
    return unpacked;
}

}  // namespace wardmap
