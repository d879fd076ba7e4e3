#include <gtest/gtest.h>

#include <QGuiApplication>
#include <algorithm>
#include <cmath>
#include <random>

#include "box_tree.hpp"
#include "camera.hpp"
#include "feature_rows.hpp"
#include "find_features.hpp"
#include "marker_stamp.hpp"
#include "scene.hpp"
#include "value_words.hpp"
#include "week_filter.hpp"

namespace wardmap::viewer {
namespace {

Layer layer_of(const char* name, GeometryKind kind, std::vector<Feature> features)
{
    Layer layer;
    layer.table.name = name;
    layer.table.kind = kind;
    layer.table.fields = {
        {.name = "name", .short_name = "", .type = FieldType::text, .label = "Name", .unit = ""},
        {.name = "count", .short_name = "", .type = FieldType::integer, .label = "Count", .unit = ""}};
    layer.table.features = std::move(features);
    layer.theme = "asb";
    return layer;
}

MapPlace place_of(std::size_t layer, Colour fill)
{
    MapPlace place;
    place.id = std::to_string(layer);
    place.theme = "asb";
    place.visible = true;
    place.layer = layer;
    place.style.classes.resize(1);
    place.style.classes.front().fill = fill;
    place.style.stroke_mm = 0;
    return place;
}

Feature square(double x_m, double y_m, double side_m, const char* name)
{
    return {MultiPolygon{{box_polygon({x_m, y_m, x_m + side_m, y_m + side_m})}},
            {Value{std::string(name)}, Value{}}};
}

/// A point over a small square over a large one.
Result stacked()
{
    Result result;
    result.themes.resize(1);
    result.themes.front().id = "asb";
    result.layers.layers = {
        layer_of("points", GeometryKind::point,
                 {{PointM{50, 50}, {Value{std::string("p")}, Value{std::int64_t{3}}}}}),
        layer_of("areas", GeometryKind::polygon, {square(0, 0, 1000, "large"), square(0, 0, 100, "small")})};
    result.stack = {place_of(0, {0, 0, 255, 255}), place_of(1, {255, 0, 0, 255})};
    return result;
}

Scene scene_of(Result result)
{
    Scene scene;
    for (std::size_t i = 0; i < result.stack.size(); ++i) {
        scene.layers.push_back({i, 1});
    }
    scene.result = prepare(std::move(result));
    return scene;
}

TEST(BoxTree, finds_what_looking_at_each_box_finds)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> somewhere(0, 1000);
    for (const std::size_t count : {0U, 1U, 16U, 17U, 257U, 3000U}) {
        std::vector<BoxM> boxes;
        for (std::size_t i = 0; i < count; ++i) {
            const double x = somewhere(random);
            const double y = somewhere(random);
            boxes.push_back(i % 11 == 0 ? BoxM{}
                                        : BoxM{x, y, x + somewhere(random) / 20, y + somewhere(random) / 20});
        }
        const BoxTree tree(boxes);
        for (int query = 0; query < 30; ++query) {
            const double x = somewhere(random);
            const double y = somewhere(random);
            const BoxM area{x, y, x + 90, y + 60};
            std::vector<std::uint32_t> found;
            tree.visit(area, [&](std::uint32_t i) { found.push_back(i); });
            std::ranges::sort(found);
            std::vector<std::uint32_t> expected;
            for (std::uint32_t i = 0; i < count; ++i) {
                const BoxM& b = boxes[i];
                if (!b.is_empty() && b.min_x_m <= area.max_x_m && b.max_x_m >= area.min_x_m &&
                    b.min_y_m <= area.max_y_m && b.max_y_m >= area.min_y_m) {
                    expected.push_back(i);
                }
            }
            EXPECT_EQ(found, expected);
        }
    }
}

TEST(WeekFilter, times_are_read_as_finely_as_they_are_written)
{
    const IncidentTime moment = incident_time("2026-03-06T23:40:00");  // a Friday
    EXPECT_EQ(moment.weekday, 4);
    EXPECT_EQ(moment.hour, 23);
    EXPECT_EQ(month_text(moment.month), "March 2026");
    EXPECT_EQ(incident_time("2026-03-06").weekday, 4);
    EXPECT_EQ(incident_time("2026-03-06").hour, -1);
    EXPECT_EQ(incident_time("2026-03").weekday, -1);
    for (const char* text : {"", "soon", "2026-13", "20260306", "2026-02-30T10:00:00"}) {
        EXPECT_EQ(incident_time(text).hour, -1) << text;
    }
}

TEST(WeekFilter, friday_night_holds_saturdays_first_hours_and_not_fridays)
{
    WeekFilter night;
    night.weekdays = {false, false, false, false, true, false, false};
    night.hour_from = 20;
    night.hour_to = 2;
    EXPECT_TRUE(night.passes(incident_time("2026-03-06T20:00:00")));
    EXPECT_TRUE(night.passes(incident_time("2026-03-07T01:59:59")));
    EXPECT_FALSE(night.passes(incident_time("2026-03-07T02:00:00")));
    EXPECT_FALSE(night.passes(incident_time("2026-03-06T01:00:00"))) << "that is Thursday's night";
    EXPECT_FALSE(night.passes(incident_time("2026-03-06"))) << "its hour is not known";
    EXPECT_TRUE(WeekFilter{}.passes(incident_time(""))) << "no filter hides nothing";
}

TEST(WeekFilter, months_in_a_row_have_both_ends)
{
    WeekFilter winter;
    winter.months = MonthSpan{12 * 2025 + 11, 12 * 2026 + 1};
    EXPECT_FALSE(winter.passes(incident_time("2025-11-30T23:00:00")));
    EXPECT_TRUE(winter.passes(incident_time("2025-12-01T00:00:00")));
    EXPECT_TRUE(winter.passes(incident_time("2026-02")));
    EXPECT_FALSE(winter.passes(incident_time("2026-03-01")));
    EXPECT_FALSE(winter.passes(incident_time(""))) << "its month is not known";
    EXPECT_EQ(span_text(*winter.months), "December 2025 to February 2026");
    EXPECT_EQ(span_text({12 * 2026, 12 * 2026 + 1}), "January to February 2026");
    EXPECT_EQ(span_text({12 * 2026 + 4, 12 * 2026 + 4}), "May 2026");
}

TEST(Camera, a_place_goes_to_its_pixel_and_back)
{
    const Camera camera = camera_over({-20'000, 6'700'000, -10'000, 6'705'000}, {800, 600}, 4);
    EXPECT_DOUBLE_EQ(camera.m_per_px, 1.1 * 12.5);
    const PointM at = camera.from_px(camera.to_px({-17'000, 6'703'000}));
    EXPECT_NEAR(at.x_m, -17'000, 1e-6);
    EXPECT_NEAR(at.y_m, 6'703'000, 1e-6);
    const LonLat place = lon_lat(mercator({-0.2, 51.9}));
    EXPECT_NEAR(place.lon_deg, -0.2, 1e-12);
    EXPECT_NEAR(place.lat_deg, 51.9, 1e-12);
    EXPECT_NEAR(ground_m_per_m(mercator({0, 60})), 0.5, 1e-12);
    EXPECT_NEAR(zoom_of_m_per_px(m_per_px_of_zoom(13.37)), 13.37, 1e-12);
}

TEST(Camera, scale_bars_are_round_and_no_longer_than_asked)
{
    for (double m_per_px = 0.03; m_per_px < 5000; m_per_px *= 1.37) {
        const ScaleBar bar = scale_bar(m_per_px, 140);
        EXPECT_LE(bar.px, 140);
        EXPECT_GT(bar.px, 50);
        const double digit = bar.ground_m / std::pow(10, std::floor(std::log10(bar.ground_m) + 1e-9));
        EXPECT_TRUE(std::abs(digit - 1) < 1e-9 || std::abs(digit - 2) < 1e-9 || std::abs(digit - 5) < 1e-9)
            << digit;
    }
    EXPECT_EQ(length_text(500), "500 m");
    EXPECT_EQ(length_text(2000), "2 km");
}

TEST(Scene, colours_lie_where_the_camera_puts_them)
{
    const Scene scene = scene_of(stacked());
    Camera camera;
    camera.centre = {500, 500};
    camera.m_per_px = 5;
    camera.size_px = {300, 300};
    const QImage image = paint_scene(scene, camera);
    EXPECT_EQ(image.pixelColor(150, 150), QColor(255, 0, 0));
    EXPECT_EQ(qAlpha(image.pixel(48, 150)), 0) << "2 px beyond the western edge";
    EXPECT_EQ(image.pixelColor(52, 150), QColor(255, 0, 0)) << "2 px within";
    EXPECT_EQ(image.pixelColor(60, 240), QColor(0, 0, 255)) << "the point at (50, 50)";
}

TEST(Scene, a_raster_reaches_to_the_corners_of_its_grid)
{
    Result result;
    result.layers.rasters.resize(1);
    Raster& raster = result.layers.rasters.front().raster;
    raster.grid = {{0, 1000}, 100, 10, 10};
    raster.values.assign(100, 7);
    MapPlace place;
    place.raster = 0;
    place.style.kind = Style::Kind::graduated;
    place.style.classes.resize(1);
    place.style.classes.front().fill = {0, 128, 0, 255};
    place.style.classes.front().lower = 5;
    result.stack = {place};
    const Scene scene = scene_of(std::move(result));
    Camera camera;
    camera.centre = {500, 500};
    camera.m_per_px = 5;
    camera.size_px = {300, 300};
    const QImage image = paint_scene(scene, camera);
    for (const int x : {50, 249}) {
        for (const int y : {50, 249}) {
            EXPECT_EQ(image.pixelColor(x, y), QColor(0, 128, 0)) << x << ' ' << y;
        }
    }
    for (const auto& [x, y] : {std::pair{49, 150}, {250, 150}, {150, 49}, {150, 250}}) {
        EXPECT_EQ(qAlpha(image.pixel(x, y)), 0) << x << ' ' << y;
    }
}

TEST(Scene, opacity_is_of_the_layer_as_a_whole)
{
    Scene scene = scene_of(stacked());
    scene.layers = {{1, 0.5}};
    Camera camera;
    camera.centre = {50, 50};
    camera.size_px = {40, 40};
    EXPECT_NEAR(qAlpha(paint_scene(scene, camera).pixel(20, 20)), 128, 1) << "two squares lie there";
}

/// Some squares on their corners, and more points than are drawn one by one.
Result crowded()
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> somewhere(0, 1000);
    std::vector<Feature> points;
    for (int i = 0; i < 900; ++i) {
        points.push_back({PointM{somewhere(random), somewhere(random)},
                          {Value{std::string("p")}, Value{std::int64_t{i}}}});
    }
    std::vector<Feature> shapes;
    for (int i = 0; i < 12; ++i) {
        const double x = somewhere(random);
        const double y = somewhere(random);
        const Ring ring = {{x, y - 90}, {x + 80, y}, {x, y + 90}, {x - 80, y}, {x, y - 90}};
        shapes.push_back({MultiPolygon{{Polygon{ring, {}}}}, {Value{std::string("s")}, Value{}}});
    }
    Result result = stacked();
    result.layers.layers = {layer_of("points", GeometryKind::point, points),
                            layer_of("areas", GeometryKind::polygon, shapes)};
    result.stack[0].style.classes.front().fill.alpha = 120;
    result.stack[1].style.stroke_mm = 0.4;
    return result;
}

TEST(Scene, is_the_same_wherever_the_bands_of_its_painting_meet)
{
    Scene scene = scene_of(crowded());
    scene.layers[1].opacity = 0.6;
    Camera low;
    low.centre = {500, 500};
    low.m_per_px = 4;
    low.size_px = {300, 300};
    Camera high = low;
    high.size_px.setHeight(420);
    const QImage middle = paint_scene(scene, high).copy(0, 60, 300, 300);
    EXPECT_EQ(paint_scene(scene, low), middle);
}

TEST(MarkerStamp, mixes_colours_as_the_painter_does)
{
    Style style;
    style.marker_mm = 3;
    style.stroke = {255, 255, 255, 200};
    style.stroke_mm = 0.2;
    StyleClass one;
    one.fill = {40, 70, 110, 170};
    const MarkerStamp stamp(style, one, 4);
    for (const QColor ground : {QColor(0, 0, 0, 0), QColor(200, 120, 30), QColor(10, 250, 90, 77)}) {
        QImage stamped(40, 40, QImage::Format_ARGB32_Premultiplied);
        stamped.fill(ground);
        QImage painted = stamped;
        stamp.put(stamped, {20, 20});
        stamp.put(stamped, {200, -30});  // outside: nothing
        QImage marker(40, 40, QImage::Format_ARGB32_Premultiplied);
        marker.fill(Qt::transparent);
        stamp.put(marker, {20, 20});
        QPainter(&painted).drawImage(0, 0, marker);
        int most = 0;
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x) {
                const QRgb a = stamped.pixel(x, y);
                const QRgb b = painted.pixel(x, y);
                most = std::max({most, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                                 std::abs(qBlue(a) - qBlue(b)), std::abs(qAlpha(a) - qAlpha(b))});
            }
        }
        EXPECT_LE(most, 2) << ground.name(QColor::HexArgb).toStdString();
        EXPECT_NE(stamped.pixel(20, 20), ground.rgba());
    }
}

TEST(FindFeatures, points_come_first_and_small_areas_before_large)
{
    const Scene scene = scene_of(stacked());
    const auto hits = features_at(scene, {52, 50}, 10);
    ASSERT_EQ(hits.size(), 3U);
    EXPECT_EQ(name_of(*scene.result, hits[0]), "p");
    EXPECT_EQ(name_of(*scene.result, hits[1]), "small");
    EXPECT_EQ(name_of(*scene.result, hits[2]), "large");
    EXPECT_EQ(features_at(scene, {500, 500}, 10).size(), 1U);
    EXPECT_TRUE(features_at(scene, {5000, 500}, 10).empty());
}

TEST(SortedRows, what_has_no_value_comes_last_whichever_way)
{
    Result result = stacked();
    Layer& layer = result.layers.layers[0];
    for (const std::int64_t count : {std::int64_t{9}, std::int64_t{20}}) {
        layer.table.features.push_back({PointM{1, 1}, {Value{std::string("=1+1")}, Value{count}}});
    }
    layer.table.features.push_back({PointM{1, 1}, {Value{std::string("none")}, Value{}}});
    SortedRows rows;
    rows.show(prepare(std::move(result)), 0);
    rows.sort_by(1);
    const auto counts = [&] {
        QStringList list;
        for (int r = 0; r < rows.rowCount(); ++r) {
            list.push_back(rows.index(r, 1).data().toString());
        }
        return list;
    };
    EXPECT_EQ(counts(), (QStringList{"20", "9", "3", "–"}));
    rows.sort_by(1);
    EXPECT_EQ(counts(), (QStringList{"3", "9", "20", "–"}));
    EXPECT_TRUE(rows.csv().contains("\r\n'=1+1,9\r\n")) << "no formula for the spreadsheet";
}

TEST(SortedRows, hidden_counts_lie_between_none_and_few)
{
    Result result = stacked();
    Layer& layer = result.layers.layers[0];
    layer.table.fields[1].type = FieldType::text;
    layer.table.features.clear();
    for (const char* count : {"75", "*", "0", "240"}) {
        layer.table.features.push_back(
            {PointM{1, 1}, {Value{std::string("0012")}, Value{std::string(count)}}});
    }
    SortedRows rows;
    rows.show(prepare(std::move(result)), 0);
    rows.sort_by(1);
    const QStringList expected = {"240", "75", "*", "0"};
    for (int r = 0; r < 4; ++r) {
        EXPECT_EQ(rows.index(r, 1).data().toString(), expected[r]);
    }
    EXPECT_FALSE(rows.index(0, 0).data(FeatureRows::number_role).toBool()) << "a code is no count";
    EXPECT_TRUE(rows.csv().endsWith("0012,75\r\n0012,*\r\n0012,0\r\n")) << rows.csv().toStdString();
}

TEST(ValueWords, are_british)
{
    EXPECT_EQ(value_words(Value{std::int64_t{12345}}, {}), "12,345");
    EXPECT_EQ(value_words(Value{12345.678}, {.name = "", .short_name = "", .decimals = 1}), "12,345.7");
    EXPECT_EQ(value_words(Value{-0.5}, {.name = "", .short_name = "", .decimals = 2}), "−0.50");
    EXPECT_EQ(value_words(Value{}, {}), "–");
    EXPECT_EQ(value_words(Value{true}, {}), "yes");
    EXPECT_EQ(value_words(Value{std::string("2026-03-06T23:40:00")}, {.name = "time", .short_name = ""}),
              "6 March 2026 23:40");
}

}  // namespace
}  // namespace wardmap::viewer

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QGuiApplication application(argc, argv);  // fonts
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
