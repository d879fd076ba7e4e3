#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "reference/same_features.hpp"
#include "reference/sample_layers.hpp"
#include "wardmap/database.hpp"
#include "wardmap/error.hpp"
#include "wardmap/export_layers.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"

/// Against the server that tests/postgis/with_cluster.sh started.
namespace wardmap {
namespace {

namespace fs = std::filesystem;

std::string database()
{
    const char* address = std::getenv("WARDMAP_TEST_DATABASE");
    return address == nullptr ? "" : address;
}

class Postgis : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (database().empty()) {
            GTEST_SKIP() << "no server: run by with_cluster.sh";
        }
        m_folder = fs::path(::testing::TempDir()) / ("wardmap_postgis_test_" + std::to_string(::getpid()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    void TearDown() override
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    fs::path result_of(const LayerSet& layers, const char* name = "result") const
    {
        fs::create_directory(m_folder / name);
        write_geopackage(m_folder / name / "wardmap.gpkg", layers);
        return m_folder / name;
    }
    static ExportOptions all() { return {.layers = {"all"}, .format = {}, .crs = {}, .on_progress = {}}; }
    /// As the GeoPackage has it; the table has a column `fid` in front.
    static FeatureTable read_back(const std::string& schema, const std::string& table)
    {
        FeatureTable found = read_database_features({database() + "?schema=" + schema, table, {}}, {});
        EXPECT_EQ(found.fields.at(0).name, "fid");
        found.fields.erase(found.fields.begin());
        for (Feature& feature : found.features) {
            feature.values.erase(feature.values.begin());
        }
        return found;
    }
    static ErrorKind kind_of_fault(const auto& action, std::string& message)
    {
        try {
            action();
        } catch (const Error& error) {
            message = error.where() + "|" + error.found() + "|" + error.advice();
            return error.kind();
        }
        message = "no error";
        return ErrorKind::internal;
    }

    fs::path m_folder;
};

TEST_F(Postgis, tables_hold_what_the_geopackage_holds_feature_by_feature)
{
    const LayerSet set = samples::layers();
    const fs::path result = result_of(set);
    const auto tables = export_to_database(result, {database(), "equal"}, all());
    EXPECT_GE(tables.size(), set.layers.size());
    for (const Layer& layer : set.layers) {
        const std::string& name = layer.table.name;
        reference::expect_same_features(
            read_back("equal", name), read_features(result / "wardmap.gpkg", {.layer = name, .crs = {}}), {});
    }
}

TEST_F(Postgis, another_crs_moves_the_coordinates_and_reading_moves_them_back)
{
    const fs::path result = result_of(samples::layers());
    ExportOptions options = all();
    options.crs = "EPSG:4326";
    options.layers = {"wards_asb"};
    static_cast<void>(export_to_database(result, {database(), "degrees"}, options));
    reference::expect_same_features(read_back("degrees", "wards_asb"),
                                    read_features(result / "wardmap.gpkg", {.layer = "wards_asb", .crs = {}}),
                                    {.tolerance_m = 1e-3});
}

TEST_F(Postgis, a_second_export_replaces_the_rows_of_the_first)
{
    LayerSet set = samples::layers();
    static_cast<void>(export_to_database(result_of(set), {database(), "twice"}, all()));
    Layer& wards = set.layers.at(1);
    ASSERT_EQ(wards.table.name, "wards_asb");
    wards.table.features.pop_back();
    static_cast<void>(export_to_database(result_of(set, "second"), {database(), "twice"}, all()));
    EXPECT_EQ(read_back("twice", "wards_asb").features.size(), wards.table.features.size());
}

TEST_F(Postgis, a_table_whose_columns_changed_is_made_anew)
{
    LayerSet set = samples::layers();
    static_cast<void>(export_to_database(result_of(set), {database(), "changed"}, all()));
    FeatureTable& wards = set.layers.at(1).table;
    wards.fields.pop_back();
    for (Feature& feature : wards.features) {
        feature.values.pop_back();
    }
    static_cast<void>(export_to_database(result_of(set, "second"), {database(), "changed"}, all()));
    EXPECT_EQ(read_back("changed", "wards_asb").fields.size(), wards.fields.size());
}

TEST_F(Postgis, nasty_texts_and_names_are_only_texts_and_names)
{
    const std::vector<std::string> texts = {"'; DROP SCHEMA nasty CASCADE; --",
                                            std::string(300, 'n'),
                                            "a\tb\nc\r\\N\\.",
                                            "„quoted“ \"double\" 'single' \\ back",
                                            "\u202eright to left\u200f",
                                            "=HYPERLINK(\"http://x\")",
                                            "<script>alert(1)</script>",
                                            "\\.",
                                            ""};
    LayerSet set;
    set.crs = "EPSG:27700";
    for (const std::string& text : texts) {
        Layer layer = boundary_layer(samples::square(523'000, 222'000, 100), text);
        layer.table.name = "boundary_" + std::to_string(set.layers.size());
        layer.title = text;
        set.layers.push_back(layer);
    }
    const fs::path result = result_of(set);
    const std::string schema = "'; DROP TABLE \"x\"; -- \u202e";
    static_cast<void>(export_to_database(result, {database(), schema}, all()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string name = "boundary_" + std::to_string(i);
        const FeatureTable found = read_database_features({database(), schema + "." + name, {}}, {});
        EXPECT_EQ(value_text(found.features.at(0).values.back()), texts[i]);
    }
}

TEST_F(Postgis, a_name_that_postgresql_would_cut_is_refused_and_nothing_is_written)
{
    std::string message;
    const fs::path result = result_of(samples::layers());
    EXPECT_EQ(
        kind_of_fault(
            [&] {
                static_cast<void>(export_to_database(result, {database(), std::string(300, 's')}, all()));
            },
            message),
        ErrorKind::output);
    EXPECT_NE(message.find("63"), std::string::npos) << message;
}

TEST_F(Postgis, rows_come_in_one_order_with_dates_as_iso_8601_and_points_as_x_and_y)
{
    const fs::path result = result_of(samples::layers());
    static_cast<void>(export_to_database(result, {database(), "rows"}, all()));
    std::string bytes;
    std::string again;
    for (std::string* into : {&bytes, &again}) {
        const auto rows = open_database_rows(
            {database(), "rows.blocks_asb", [&](std::string_view row) { into->append(row); }});
        EXPECT_EQ(rows->header().front(), "fid");
        EXPECT_EQ(rows->header().at(rows->header().size() - 2), "geom_x");
        std::uint64_t number = 0;
        while (rows->next() == RowSource::Step::row) {
            EXPECT_EQ(rows->cells().front(), std::to_string(++number));
        }
    }
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(bytes, again);
}

TEST_F(Postgis, what_is_not_there_is_told_without_the_password)
{
    const auto fault_of = [&](const std::string& address, const std::string& table) {
        std::string message;
        EXPECT_EQ(kind_of_fault([&] { static_cast<void>(read_database_features({address, table, {}}, {})); },
                                message),
                  ErrorKind::input);
        EXPECT_EQ(message.find("hunter2"), std::string::npos) << message;
        return message;
    };
    EXPECT_NE(fault_of(database(), "no_such.table").find("there is no table"), std::string::npos);
    EXPECT_NE(fault_of(database(), "").find("no table is named"), std::string::npos);
    EXPECT_NE(fault_of("postgresql://analyst:hunter2@127.0.0.1:1/wardmap", "t").find("refused"),
              std::string::npos);
    for (const char* odd :
         {"postgresql://analyst:hunter2@x@127.0.0.1/wardmap", "postgresql://analyst:hunter2/x@h/wardmap",
          "postgresql://analyst:hunter2%zz@h/wardmap", "postgresql://analyst:hunter2/wardmap",
          "postgresql://h/wardmap?pass=hunter2", "postgresql://analyst:hunter2?x@h/wardmap",
          "postgresql://analyst:hunter2@h"}) {
        static_cast<void>(fault_of(odd, "t"));
    }
}

}  // namespace
}  // namespace wardmap
