#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "reference/same_features.hpp"
#include "wardmap/export_layers.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using reference::expect_same_features;

/// The result of the demo town, made once; its exports lie beside it.
class ExportedDemo : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        folder() = fs::path(::testing::TempDir()) / ("wardmap_exported_demo_" + std::to_string(::getpid()));
        fs::create_directories(folder());
        RunOptions options;
        options.output_folder = folder() / "result";
        static_cast<void>(run(read_study(WARDMAP_SOURCE_DIR "/data/demo/study.toml"), options));
    }
    static void TearDownTestSuite()
    {
        std::error_code ignored;
        fs::remove_all(folder(), ignored);
    }
    static fs::path& folder()
    {
        static fs::path path;
        return path;
    }
    static fs::path exported(ExportFormat format, const char* name)
    {
        static_cast<void>(export_layers(folder() / "result", folder() / name,
                                        {.layers = {"all"}, .format = format, .crs = {}, .on_progress = {}}));
        return folder() / name;
    }
    /// Of wardmap.gpkg, with the decimals that the dictionary has.
    static FeatureTable original(const std::string& layer)
    {
        FeatureTable table = read_features(folder() / "result/wardmap.gpkg", {.layer = layer, .crs = {}});
        for (Field& field : table.fields) {
            if (const FieldEntry* entry = find_field(field.name); entry != nullptr) {
                field.decimals = entry->field.decimals;
            }
        }
        return table;
    }
};

TEST_F(ExportedDemo, geojson_holds_every_feature_and_value_of_every_layer)
{
    std::size_t layers = 0;
    for (const auto& entry : fs::directory_iterator(exported(ExportFormat::geojson, "geojson"))) {
        // 7 decimals of a degree: half a unit is 6 mm, and the projection there and back adds less.
        expect_same_features(read_features(entry.path(), {}), original(entry.path().stem().string()),
                             {.tolerance_m = 0.01, .fixed_decimals = true});
        ++layers;
    }
    EXPECT_GE(layers, 25U);
}

TEST_F(ExportedDemo, shapefiles_hold_every_feature_and_value_of_every_layer)
{
    std::size_t layers = 0;
    for (const auto& entry : fs::directory_iterator(exported(ExportFormat::shapefile, "shapefile"))) {
        if (entry.path().extension() == ".shp") {
            expect_same_features(read_features(entry.path(), {}), original(entry.path().stem().string()),
                                 {.blank_is_null = true, .fixed_decimals = true, .truth_is_number = true});
            ++layers;
        }
    }
    EXPECT_GE(layers, 25U);
}

TEST_F(ExportedDemo, geopackage_holds_every_layer_and_table_as_it_was)
{
    const fs::path file = exported(ExportFormat::gpkg, "gpkg") / "layers.gpkg";
    std::size_t layers = 0;
    for (const auto& entry : fs::directory_iterator(exported(ExportFormat::csv, "csv"))) {  // one for each
        const std::string name = entry.path().stem().string();
        expect_same_features(read_features(file, {.layer = name, .crs = {}}), original(name), {});
        ++layers;
    }
    EXPECT_GE(layers, 50U);
}

}  // namespace
}  // namespace wardmap
