#include "wardmap/write_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "wardmap/error.hpp"
#include "wardmap/published_file.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

class WriteFile : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder =
            fs::path(::testing::TempDir()) /
            (std::string("write_file_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    void TearDown() override { fs::remove_all(m_folder); }

    [[nodiscard]] fs::path at(const char* name) const { return m_folder / name; }
    [[nodiscard]] std::size_t entries() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder), fs::directory_iterator{}));
    }
    static std::string text_of(const fs::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

private:
    fs::path m_folder;
};

LayerSet surface()
{
    LayerSet layers;
    layers.crs = "EPSG:27700";
    layers.rasters.push_back({.name = "density"});
    layers.rasters.front().raster = {{{523'000, 225'000}, 20, 2, 2},
                                     {1.5, std::numeric_limits<double>::quiet_NaN(), 0, 4}};
    return layers;
}

TEST_F(WriteFile, CsvHoldsThePixelsThatHaveDataFromNorthToSouth)
{
    write_file(at("d.csv"), surface());
    EXPECT_EQ(text_of(at("d.csv")), "x,y,density\n523010,224990,1.5\n523010,224970,0\n523030,224970,4\n");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(WriteFile, ReplacesAFileAndLeavesNothingElseBehind)
{
    for (int i = 0; i < 2; ++i) {
        write_file(at("d.tif"), surface());
        publish_text(at("note.txt"), i == 0 ? "first" : "second");
    }
    EXPECT_EQ(text_of(at("note.txt")), "second");
    EXPECT_TRUE(text_of(at("d.tif")).starts_with("II"));
    EXPECT_EQ(entries(), 3U);  // the style of the raster too
}

TEST_F(WriteFile, RowsOfPixelsMakeTheFileThatTheWholeRasterMakes)
{
    LayerSet whole = surface();
    Raster& raster = whole.rasters.front().raster;
    raster.grid.rows = 703;
    raster.grid.cols = 601;
    constexpr std::size_t width = 601;
    raster.values.clear();
    for (std::size_t i = 0; i < 703 * width; ++i) {
        raster.values.push_back(i / width < 300 ? 0 : std::sin(static_cast<double>(i)));
    }
    for (const bool is_whole : {true, false}) {
        raster.values[402 * width + 7] = is_whole ? 2.5 : std::numeric_limits<double>::quiet_NaN();
        write_file(at("whole.tif"), whole);
        LayerSet without_values = whole;
        without_values.rasters.front().raster.values.clear();
        write_raster_file(at("rows.tif"), without_values, [&](const RowSink& sink) {
            const std::span<const double> values = raster.values;
            sink(0, values.first(400 * width));
            sink(400, values.subspan(400 * width));
            return whole.rasters.front().style;
        });
        EXPECT_TRUE(text_of(at("rows.tif")) == text_of(at("whole.tif"))) << is_whole;
        EXPECT_EQ(text_of(at("rows.qml")), text_of(at("whole.qml")));
    }
    EXPECT_EQ(entries(), 4U);
}

TEST_F(WriteFile, AGeoTiffHasTheSameBytesForAnyNumberOfThreads)
{
    LayerSet layers = surface();
    Raster& raster = layers.rasters.front().raster;
    raster.grid.rows = 1100;
    raster.grid.cols = 900;
    raster.values.clear();
    for (std::size_t i = 0; i < std::size_t{1100} * 900; ++i) {
        raster.values.push_back(std::sin(static_cast<double>(i)));
    }
    write_file(at("one.tif"), layers);
    for (const unsigned threads : {2U, 5U}) {
        write_file(at("more.tif"), layers, threads);
        EXPECT_EQ(text_of(at("more.tif")), text_of(at("one.tif"))) << threads;
    }
}

TEST_F(WriteFile, KeepsTheOldFileWhenTheNewOneCannotBeWritten)
{
    publish_text(at("d.csv"), "old");
    LayerSet two = surface();
    two.rasters.push_back(two.rasters.front());
    EXPECT_THROW(write_file(at("d.csv"), two), Error);
    EXPECT_EQ(text_of(at("d.csv")), "old");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(WriteFile, RefusesLinksFoldersAndPlacesThatAreNotThere)
{
    publish_text(at("real.csv"), "old");
    fs::create_symlink(at("real.csv"), at("link.csv"));
    fs::create_directory(at("folder.csv"));
    fs::create_directory(at("elsewhere"));
    fs::create_directory_symlink(at("elsewhere"), at("way"));
    for (const char* name : {"link.csv", "folder.csv", "nowhere/d.csv", "way/d.csv"}) {
        try {
            write_file(at(name), surface());
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::output) << name;
        }
    }
    EXPECT_EQ(text_of(at("real.csv")), "old");
    EXPECT_TRUE(fs::is_empty(at("elsewhere")));
}

TEST_F(WriteFile, RefusesAnEndingThatIsNoFormat)
{
    for (const char* name : {"d.jpg", "d", ".tif"}) {
        EXPECT_THROW(write_file(at(name), surface()), Error) << name;
    }
    EXPECT_EQ(entries(), 0U);
}

}  // namespace
}  // namespace wardmap
