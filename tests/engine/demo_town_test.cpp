#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/run.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path demo = fs::path(WARDMAP_SOURCE_DIR) / "data/demo";

std::vector<MultiPolygon> shapes_of(const FeatureTable& table, const std::string& theme)
{
    std::vector<MultiPolygon> shapes;
    const auto field = table.field_index("theme");
    for (const Feature& feature : table.features) {
        if (theme.empty() || value_text(feature.values.at(field.value())) == theme) {
            shapes.push_back(std::get<MultiPolygon>(feature.geometry));
        }
    }
    return shapes;
}

std::size_t touching(const std::vector<MultiPolygon>& those, const std::vector<MultiPolygon>& others)
{
    std::size_t count = 0;
    for (const MultiPolygon& shape : those) {
        for (const MultiPolygon& other : others) {
            if (area_m2(intersection_of(shape, other)) > 0) {
                ++count;
                break;
            }
        }
    }
    return count;
}

TEST(DemoTown, PlantedHotspotsAreFoundAndReportedOnesArePlanted)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    const RunReport report = run(read_study(demo / "study.toml"), options);
    const FeatureTable truth = read_features(demo / "truth/hotspots.geojson", {});
    for (const ThemeFindings& theme : report.themes) {
        const FeatureTable found =
            read_features(folder.path() / "out/geojson" / ("hotspots_" + theme.id + ".geojson"), {});
        const auto planted = shapes_of(truth, theme.id);
        const auto reported = shapes_of(found, "");
        ASSERT_FALSE(planted.empty()) << theme.id;
        ASSERT_FALSE(reported.empty()) << theme.id;
        const double recall =
            static_cast<double>(touching(planted, reported)) / static_cast<double>(planted.size());
        const double precision =
            static_cast<double>(touching(reported, planted)) / static_cast<double>(reported.size());
        std::printf("%s: %zu planted, %zu reported, recall %.2f, precision %.2f\n", theme.id.c_str(),
                    planted.size(), reported.size(), recall, precision);
        EXPECT_GE(recall, 0.9) << theme.id;
        EXPECT_GE(precision, 0.8) << theme.id;
    }
}

TEST(DemoTown, TheLedgerBalancesAndTheSumsAddUp)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    const RunReport report = run(read_study(demo / "study.toml"), options);
    EXPECT_TRUE(report.ledger.balances());
    EXPECT_GE(report.ledger.hit_rate(), 0.9);
    for (const ThemeFindings& theme : report.themes) {
        EXPECT_EQ(theme.rows, theme.used + theme.outside_period + theme.unlocated + theme.too_coarse +
                                  theme.outside_area);
        EXPECT_EQ(theme.outside_wards, 0U) << "the wards tile the town";
    }
    const auto rows = test::csv_column(folder.path() / "out/tables/rows_by_ward.csv", "ward_name", "rows");
    std::size_t total = 0;
    for (const auto& [ward, count] : rows) {
        total += std::stoul(count);
    }
    EXPECT_EQ(total, report.ledger.read);
}

TEST(DemoTown, HitRatesOfEveryKindOfGroupAddUpToAllRows)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    const RunReport report = run(read_study(demo / "study.toml"), options);
    std::map<std::string, std::pair<std::size_t, std::size_t>> sums;  // by → rows and located
    std::set<std::string> wards;
    for (const HitRate& rate : report.hit_rates) {
        sums[rate.by].first += rate.rows;
        sums[rate.by].second += rate.located;
        EXPECT_LE(rate.at_address, rate.located) << rate.by << ' ' << rate.group;
        if (rate.by == "ward") {
            wards.insert(rate.group);
        }
    }
    for (const char* by : {"all", "file", "month", "ward"}) {
        EXPECT_EQ(sums[by].first, report.ledger.read - report.ledger.rejected_total()) << by;
        EXPECT_EQ(sums[by].second, report.ledger.located) << by;
    }
    EXPECT_EQ(sums["level"].second, report.ledger.located);
    EXPECT_EQ(wards.size(), 14U) << "thirteen wards and the rows whose ward is not known";
}

TEST(DemoTown, RunningAgainGivesTheSameBytes)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    for (const unsigned threads : {1U, 8U}) {
        options.output_folder = folder.path() / std::to_string(threads);
        options.threads = threads;
        static_cast<void>(run(read_study(demo / "study.toml"), options));
    }
    const auto one = test::contents_of(folder.path() / "1");
    const auto eight = test::contents_of(folder.path() / "8");
    ASSERT_EQ(one.size(), eight.size());
    for (const auto& [file, bytes] : one) {
        EXPECT_TRUE(eight.at(file) == bytes) << file;
    }
}

TEST(DemoTown, AFailedRunLeavesTheOldResult)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    Study study = read_study(demo / "study.toml");
    static_cast<void>(run(study, options));
    const auto before = test::contents_of(folder.path() / "out");
    options.on_step = [](std::string_view step) {
        if (step == "writing") {
            throw std::runtime_error("stop here");
        }
    };
    EXPECT_THROW(static_cast<void>(run(study, options)), std::runtime_error);
    EXPECT_EQ(test::contents_of(folder.path() / "out"), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(DemoTown, TheSurfacesOfTheMonthsAddUpToThatOfThePeriod)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.density_monthly = true;
    study.geojson = study.shapefile = study.qgis = study.report = false;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    static_cast<void>(run(study, options));
    const Result result = read_result(options.output_folder, study.crs);
    const auto months = std::count_if(result.stack.begin(), result.stack.end(), [](const MapPlace& place) {
        return place.theme == "asb" && !place.month.empty();
    });
    EXPECT_EQ(months, 12);
    const auto raster_of = [&](const std::string& id) -> const Raster& {
        const auto place = std::ranges::find(result.stack, id, &MapPlace::id);
        return result.layers.rasters.at(place->raster.value()).raster;
    };
    const Raster& whole = raster_of("density_asb");
    std::vector<double> sum(whole.values.size(), 0);
    const MapPlace* first = nullptr;
    for (const MapPlace& place : result.stack) {
        if (place.theme != "asb" || place.month.empty()) {
            continue;
        }
        first = first == nullptr ? &place : first;
        EXPECT_FALSE(place.visible);
        EXPECT_EQ(place.instead_of, (std::vector<std::string>{"density_classes_asb", "density_asb"}));
        ASSERT_EQ(place.style.classes.size(), first->style.classes.size());
        EXPECT_EQ(place.style.classes.back().lower, first->style.classes.back().lower)
            << "one legend for all";
        const Raster& month = raster_of(place.id);
        ASSERT_EQ(month.grid, whole.grid);
        for (std::size_t i = 0; i < sum.size(); ++i) {
            sum[i] += month.values[i];
        }
    }
    EXPECT_EQ(first->month, "2025-07");
    for (std::size_t i = 0; i < sum.size(); ++i) {
        ASSERT_EQ(std::isnan(sum[i]), std::isnan(whole.values[i]));
        if (!std::isnan(sum[i])) {  // the files hold 32-bit floats
            ASSERT_NEAR(sum[i], whole.values[i], 1e-4 * (1 + whole.values[i])) << i;
        }
    }
}

TEST(DemoTown, AResultForPartnersHoldsNoMapOfASingleMonth)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.density_monthly = true;
    study.profile = Profile::partner;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    const RunReport report = run(study, options);
    EXPECT_EQ(
        std::ranges::count_if(report.files, [](const std::string& file) { return file.ends_with(".tif"); }),
        3);
    EXPECT_TRUE(std::ranges::any_of(report.notices, [](const Notice& notice) {
        return notice.text.find("one month") != std::string::npos;
    }));
}

TEST(DemoTown, FrozenBreaksGiveTheSameClassesForAnotherPeriod)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.geopackage = study.qgis = study.shapefile = study.geotiff = study.report = false;
    study.frozen_breaks["asb"].density_per_km2 = {40, 80, 160, 100'000};
    RunOptions options;
    for (const char* name : {"all", "half"}) {
        options.output_folder = folder.path() / name;
        static_cast<void>(run(study, options));
        EXPECT_NE(test::bytes_of(folder.path() / name / "manifest.json")
                      .find("\"density_breaks_per_km2\": [\n        40.0,\n        80.0,\n        160.0,\n"
                            "        100000.0\n      ],\n      \"density_breaks_frozen\": true"),
                  std::string::npos)
            << name;
        study.period->end = study.period->begin + (study.period->end - study.period->begin) / 2;
    }
    const auto style = [&](const char* name) {
        return test::bytes_of(folder.path() / name / "geojson/density_classes_asb.qml");
    };
    EXPECT_FALSE(style("all").empty());
    EXPECT_EQ(style("all"), style("half"));
    EXPECT_NE(style("all").find("100,000 or more"), std::string::npos) << "a class that nothing reaches";
}

}  // namespace
}  // namespace wardmap
