#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include "feature_stream.hpp"
#include "reference/sample_layers.hpp"
#include "scratch_folder.hpp"
#include "shapefile_limits.hpp"
#include "wardmap/export_layers.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"
#include "write_shapefile.hpp"
#include "write_workbook.hpp"

namespace wardmap {
namespace {

using namespace testing_formats;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool has_sanitizer = true;
#else
constexpr bool has_sanitizer = false;
#endif
#else
constexpr bool has_sanitizer = false;
#endif

/// As many cells as asked for, made as they are asked for.
formats::FeatureStream cells(std::uint64_t count)
{
    formats::FeatureStream stream;
    stream.header.name = "cells_asb";
    stream.header.kind = GeometryKind::polygon;
    stream.header.fields = {dictionary_field("cell_id"), dictionary_field("incidents"),
                            dictionary_field("hs_p")};
    stream.count = count;
    stream.for_each = [count](const formats::FeatureSink& sink) {
        for (std::uint64_t i = 0; i < count; ++i) {
            const double x_m = 400'000 + 100.0 * static_cast<double>(i % 1000);
            const std::uint64_t row = i / 1000;
            const double y_m = 200'000 + 100.0 * static_cast<double>(row);
            sink({samples::square(x_m, y_m, 100), {std::to_string(i), static_cast<std::int64_t>(i), 0.25}});
        }
    };
    return stream;
}

/// What the most memory is that `work` takes, in a process of its own, in MB.
double peak_mb(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int status = EXIT_SUCCESS;
        try {
            work();
        } catch (const Error& error) {
            std::fprintf(stderr, "%s: %s\n", error.where().c_str(), error.found().c_str());
            status = EXIT_FAILURE;
        }
        ::_exit(status);
    }
    int status = 0;
    rusage usage{};
    EXPECT_EQ(::wait4(child, &status, 0, &usage), child);
    EXPECT_EQ(status, 0);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

fs::path result_of_cells(const fs::path& folder, std::uint64_t count)
{
    const fs::path result = folder / std::to_string(count);
    fs::create_directories(result);
    LayerSet set;
    set.crs = "EPSG:27700";
    Layer& layer = set.layers.emplace_back();
    const formats::FeatureStream stream = cells(count);
    layer.table = stream.header;
    layer.title = "Cells";
    stream.for_each([&](const Feature& feature) { layer.table.features.push_back(feature); });
    write_geopackage(result / "wardmap.gpkg", set);
    return result;
}

TEST(ExportLimits, memory_does_not_grow_with_the_number_of_features)
{
    if (has_sanitizer) {
        GTEST_SKIP() << "the sanitizer's memory is not ours";
    }
    const fs::path folder = scratch_folder();
    peak_mb([&] { static_cast<void>(result_of_cells(folder, 4'000)); });  // apart: it holds the whole layer
    peak_mb([&] { static_cast<void>(result_of_cells(folder, 30'000)); });
    const fs::path few = folder / "4000";
    const fs::path many = folder / "30000";
    for (const char* name : {"geojson", "shapefile", "gpkg", "csv", "kml", "gpx", "xlsx"}) {
        const auto exported = [&](const fs::path& result) {
            return peak_mb([&] {
                static_cast<void>(export_layers(result, result / name,
                                                {.layers = {"cells_asb"},
                                                 .format = export_format_named(name).value(),
                                                 .crs = {},
                                                 .on_progress = {}}));
            });
        };
        // 26,000 more cells, which are 15 MB as features and as much in most of the formats: what may grow is SQLite's
        // cache (2 MB for each of two files) and the buffers that the smaller layer did not fill.
        EXPECT_LT(exported(many) - exported(few), 8) << name;
    }
}

TEST(ExportLimits, a_layer_of_more_than_2_gib_is_refused_for_shapefile_before_anything_is_written)
{
    const fs::path folder = scratch_folder();
    const formats::FeatureStream rows = cells(7'300'000);  // 297 bytes each in the .dbf
    const Error of_rows = error_of([&] { formats::write_shapefile(folder, rows, "EPSG:27700"); });
    EXPECT_EQ(of_rows.kind(), ErrorKind::output);
    EXPECT_NE(of_rows.found().find("2 GiB"), std::string::npos);
    EXPECT_NE(of_rows.advice().find("GeoPackage"), std::string::npos);

    formats::FeatureStream shapes = cells(130);  // of a million vertices each
    shapes.for_each = [](const formats::FeatureSink& sink) {
        MultiPolygon shape = samples::square(0, 0, 1);
        shape.parts.front().outer.resize(std::size_t{1} << 20U);
        const Feature feature{shape, {std::string("c"), std::int64_t{1}, 0.5}};
        for (int i = 0; i < 130; ++i) {
            sink(feature);
        }
    };
    EXPECT_NE(error_of([&] { formats::write_shapefile(folder, shapes, "EPSG:27700"); }).found().find("2 GiB"),
              std::string::npos);
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(ExportLimits, fields_that_a_shapefile_could_not_tell_apart_are_refused)
{
    const fs::path folder = scratch_folder();
    formats::FeatureStream stream = cells(2);
    stream.header.fields[0].name = "incidents_of_one_kind";
    stream.header.fields[0].short_name = "incidents";
    const Error clash = error_of([&] { formats::write_shapefile(folder, stream, "EPSG:27700"); });
    EXPECT_EQ(clash.kind(), ErrorKind::output);
    EXPECT_NE(clash.found().find("'incidents'"), std::string::npos) << clash.found();
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(ExportLimits, a_coordinate_does_not_hide_behind_a_field_of_its_name)
{
    const fs::path folder = scratch_folder();
    LayerSet set = samples::layers();
    for (Layer& layer : set.layers) {
        if (layer.table.name == "blocks_asb") {
            layer.table.fields.front().name = "X";
        }
    }
    fs::create_directory(folder / "result");
    write_geopackage(folder / "result/wardmap.gpkg", set);
    const Error clash = error_of([&] {
        static_cast<void>(export_layers(
            folder / "result", folder / "out",
            {.layers = {"blocks_asb"}, .format = ExportFormat::csv, .crs = {}, .on_progress = {}}));
    });
    EXPECT_EQ(clash.kind(), ErrorKind::output);
    EXPECT_NE(clash.found().find("'x'"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(ExportLimits, more_rows_than_a_sheet_has_are_refused_before_writing)
{
    const fs::path folder = scratch_folder();
    const Error error = error_of([&] { formats::write_workbook(folder / "big.xlsx", {cells(1'048'576)}); });
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_NE(error.advice().find("gpkg"), std::string::npos);
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(ExportLimits, progress_is_told_and_may_end_the_export)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_of_cells(folder, 10'000);
    struct Enough {};
    std::uint64_t last = 0;
    const ExportOptions options{
        .layers = {"cells_asb"},
        .format = ExportFormat::csv,
        .crs = {},
        .on_progress = [&](std::string_view layer, std::uint64_t done, std::uint64_t of) {
            EXPECT_EQ(layer, "cells_asb");
            EXPECT_EQ(of, 10'000U);
            last = done;
            if (done > 5'000) {
                throw Enough();
            }
        }};
    EXPECT_THROW(static_cast<void>(export_layers(result, folder / "out", options)), Enough);
    EXPECT_GT(last, 5'000U);
    EXPECT_FALSE(fs::exists(folder / "out"));
}

/// What a program prints, or "" when it cannot be run.
std::string output_of(const std::string& command)
{
    const std::unique_ptr<std::FILE, decltype([](std::FILE* pipe) { ::pclose(pipe); })> pipe(
        ::popen(command.c_str(), "r"));
    std::string text;
    std::array<char, 4096> block{};
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe.get())) {
        text.append(block.data(), got);
    }
    return text;
}

TEST(Workbook, another_reader_finds_numbers_dates_and_texts_under_a_frozen_header)
{
    if (output_of("/usr/bin/python3 -c 'import openpyxl; print(1)' 2>/dev/null").empty()) {
        GTEST_SKIP() << "python3-openpyxl is not here (scripts/setup check installs it)";
    }
    FeatureTable table;
    table.name = "a_name_that_is_longer_than_a_sheet_can_have";
    table.fields = {{.name = "code"},
                    {.name = "day"},
                    {.name = "time"},
                    {.name = "formula"},
                    {.name = "odd"},
                    {.name = "whole", .type = FieldType::integer},
                    {.name = "long", .type = FieldType::integer},
                    {.name = "real", .type = FieldType::real, .decimals = 2},
                    {.name = "truth", .type = FieldType::boolean},
                    {.name = "none"}};
    const std::string odd = "\u202e<b>&\"' _x0041_ \x01 \t\n\r" + std::string(300, 'n');
    table.features.push_back({{},
                              {std::string("00123"),
                               std::string("2025-03-30"),
                               std::string("2025-03-30T18:05:00"),
                               std::string("=HYPERLINK(\"http://x\")"),
                               odd,
                               std::int64_t{-7},
                               std::int64_t{1'234'567'890'123'456'789},
                               0.125,
                               true,
                               {}}});
    const fs::path folder = scratch_folder();
    formats::write_workbook(folder / "book.xlsx", {formats::stream_of(table), formats::stream_of(table)});
    const std::string said = output_of("/usr/bin/python3 " WARDMAP_SOURCE_DIR "/tests/formats/workbook.py " +
                                       (folder / "book.xlsx").string());
    for (const char* line :
         {"sheet a_name_that_is_longer_than_a_sh: 1 rows, frozen at A2",
          "sheet a_name_that_is_longer_than_a__2: 1 rows", "sheet fields: 20 rows, frozen at A2",
          "code: s @ '00123'", "day: d yyyy\\-mm\\-dd datetime.datetime(2025, 3, 30, 0, 0)",
          "time: d yyyy\\-mm\\-dd hh:mm:ss datetime.datetime(2025, 3, 30, 18, 5)",
          "formula: s @ quoted '=HYPERLINK(\"http://x\")'", "whole: n 0 -7",
          "long: s @ '1234567890123456789'", "real: n 0.00 0.125", "truth: b General True", "none: nothing",
          "formulas: 0"}) {
        EXPECT_NE(said.find(line), std::string::npos) << line << "\n" << said;
    }
    // GDAL undoes the escapes as Excel does.
    const auto rows = open_table(folder / "book.xlsx", "a_name_that_is_longer_than_a_sh");
    ASSERT_EQ(rows->next(), RowSource::Step::row);
    EXPECT_EQ(rows->cells().at(0), "00123");
    EXPECT_EQ(rows->cells().at(1), "2025-03-30");
    EXPECT_EQ(rows->cells().at(2), "2025-03-30T18:05:00");
}

}  // namespace
}  // namespace wardmap
