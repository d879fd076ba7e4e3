#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gdal_session.hpp"
#include "scratch_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/unpack_tiles.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

constexpr const char* png = "89504E470D0A1A0A01";
constexpr const char* jpg = "FFD8FFE000";

struct Tile {
    int zoom;
    int column;
    int row;  ///< from the south
    const char* hex;
};

fs::path mbtiles(const fs::path& folder, const std::vector<Tile>& tiles, const char* table = "tiles")
{
    formats::prepare_gdal();
    fs::path file = folder / "town.mbtiles";
    const fs::path plain = folder / "town.sqlite";
    {
        const formats::OwnedDataset dataset(
            GDALCreate(GDALGetDriverByName("SQLite"), plain.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        const auto tell = [&](const std::string& words) {
            GDALDatasetReleaseResultSet(
                dataset.get(), GDALDatasetExecuteSQL(dataset.get(), words.c_str(), nullptr, nullptr));
        };
        tell(fmt::format(
            "CREATE TABLE {} (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)",
            table));
        for (const Tile& tile : tiles) {
            tell(fmt::format("INSERT INTO {} VALUES ({}, {}, {}, x'{}')", table, tile.zoom, tile.column,
                             tile.row, tile.hex));
        }
    }
    fs::rename(plain, file);
    return file;
}

std::vector<std::string> names_in(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::string fault_of(const fs::path& file, const fs::path& folder, const UnpackOptions& options = {})
{
    try {
        static_cast<void>(unpack_tiles(file, folder, options));
    } catch (const Error& error) {
        return error.found();
    }
    return "none";
}

class UnpackTiles : public ::testing::Test {
protected:
    UnpackTiles() { fs::create_directory(m_out); }
    const fs::path m_scratch = testing_formats::scratch_folder();
    const fs::path m_out = m_scratch / "out";
};

TEST_F(UnpackTiles, rows_are_counted_from_the_north_and_bytes_stay_as_they_are)
{
    const fs::path file = mbtiles(m_scratch, {{0, 0, 0, png}, {2, 1, 3, png}, {2, 3, 0, jpg}});
    const UnpackedTiles unpacked = unpack_tiles(file, m_out);
    EXPECT_EQ(names_in(m_out), (std::vector<std::string>{"osm_100-l-8-0-0-0.png", "osm_100-l-8-2-1-0.png",
                                                         "osm_100-l-8-2-3-3.jpg"}));
    EXPECT_EQ(unpacked.tiles, 3U);
    EXPECT_EQ(unpacked.min_zoom, 0);
    EXPECT_EQ(unpacked.max_zoom, 2);
    std::ifstream stream(m_out / "osm_100-l-8-2-3-3.jpg", std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), std::string("\xFF\xD8\xFF\xE0\0", 5));
}

TEST_F(UnpackTiles, zooms_are_taken_whole_from_the_coarsest_on)
{
    const fs::path file =
        mbtiles(m_scratch,
                {{10, 500, 600, png}, {11, 1000, 1200, png}, {11, 1001, 1200, png}, {12, 2000, 2400, png}});
    const UnpackedTiles unpacked = unpack_tiles(file, m_out, {.most_tiles = 2});
    EXPECT_EQ(unpacked.tiles, 1U);
    EXPECT_EQ(unpacked.max_zoom, 10);
    EXPECT_EQ(unpacked.deepest_zoom, 12);
    EXPECT_NE(fault_of(file, m_out, {.most_tiles = 0}).find("its coarsest zoom, 10, has 1 tiles"),
              std::string::npos);
}

TEST_F(UnpackTiles, what_cannot_be_shown_says_what_it_is)
{
    const auto fault = [&](const std::vector<Tile>& tiles, const char* table = "tiles") {
        return fault_of(mbtiles(m_scratch, tiles, table), m_out);
    };
    EXPECT_EQ(fault({}), "it holds no tiles");
    EXPECT_EQ(fault({}, "pages"), "it holds no table of tiles, so it is no MBTiles file");
    EXPECT_EQ(fault({{3, 1, 1, "1F8B0800"}}), "its tiles are not pictures (they may be vector tiles)");
    EXPECT_EQ(fault({{3, 1, 1, "5249464600000000"}}),
              "its tiles are WebP pictures, which the viewer cannot show");
    EXPECT_EQ(fault({{3, 8, 1, png}}), "a tile of zoom 3 lies outside the world");
    EXPECT_EQ(fault({{3, 1, 1, ""}}), "a tile of it has 0 bytes");
    std::ofstream(m_scratch / "text.mbtiles") << "no database at all, but long enough to be looked at";
    EXPECT_NE(fault_of(m_scratch / "text.mbtiles", m_out).find("cannot be read as MBTiles"),
              std::string::npos);
    EXPECT_EQ(fault_of(m_scratch / "none.mbtiles", m_out), "there is no such file");
    EXPECT_TRUE(fs::is_empty(m_out));
}

}  // namespace
}  // namespace wardmap
