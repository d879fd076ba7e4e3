#include "invented_result.hpp"

#include <cmath>
#include <numbers>
#include <random>

namespace wardmap::viewer {

namespace {

constexpr PointM town{-20'000, 6'780'000};  // web Mercator, in Hertfordshire
constexpr double side_m = 12'000;

StyleClass single_class(const char* label, Colour fill)
{
    StyleClass one;
    one.label = label;
    one.fill = fill;
    return one;
}

MultiPolygon circle(PointM centre, double radius_m, int vertices)
{
    Polygon polygon;
    for (int i = 0; i <= vertices; ++i) {
        const double angle = 2 * std::numbers::pi * (i % vertices) / vertices;
        polygon.outer.push_back(
            {centre.x_m + radius_m * std::cos(angle), centre.y_m + radius_m * std::sin(angle)});
    }
    return {{polygon}};
}

Layer layer_named(const char* name, const char* field, GeometryKind kind)
{
    Layer layer;
    layer.table.name = name;
    layer.table.kind = kind;
    layer.table.fields = {
        {.name = field, .short_name = "", .type = FieldType::text, .label = field, .unit = ""}};
    layer.theme = "asb";
    layer.title = name;
    return layer;
}

void place(Result& result, Layer layer, const Style& style)
{
    MapPlace on_map;
    on_map.id = layer.table.name;
    on_map.theme = layer.theme;
    on_map.title = layer.title;
    on_map.style = style;
    on_map.visible = on_map.in_legend = true;
    on_map.layer = result.layers.layers.size();
    result.layers.layers.push_back(std::move(layer));
    result.stack.push_back(std::move(on_map));
}

void place_points(Result& result, std::size_t count)
{
    std::mt19937_64 random(20251125);
    std::normal_distribution<double> spread(0, side_m / 6);
    Layer points = layer_named("incidents_asb", "time", GeometryKind::point);
    for (std::size_t i = 0; i < count; ++i) {
        points.table.features.push_back(
            {PointM{town.x_m + spread(random), town.y_m + spread(random)}, {Value{}}});
    }
    Style style;
    style.classes = {single_class("Incident", {40, 70, 110, 170})};
    style.stroke = {255, 255, 255, 255};
    style.stroke_mm = 0.1;
    style.marker_mm = 1.4;
    place(result, std::move(points), style);
}

void place_areas(Result& result)
{
    Layer wards = layer_named("wards_asb", "ward_name", GeometryKind::polygon);
    for (int i = 0; i < 30; ++i) {
        const PointM centre{town.x_m + (i % 6 - 2.5) * 2000, town.y_m + (i / 6 - 2.0) * 2400};
        wards.table.features.push_back({circle(centre, 1000, 200), {Value{"Ward " + std::to_string(i + 1)}}});
    }
    Style outline;
    outline.classes = {single_class("Ward", {255, 255, 255, 0})};
    outline.label_field = "ward_name";
    outline.stroke_mm = 0.35;
    place(result, std::move(wards), outline);
    Layer cells = layer_named("cells_asb", "cell_id", GeometryKind::polygon);
    for (int i = 0; i < 5000; ++i) {
        const double x_m = town.x_m + (i % 100 - 50) * side_m / 100;
        const double y_m = town.y_m + (i / 100 - 25) * side_m / 50;
        cells.table.features.push_back(
            {MultiPolygon{{box_polygon({x_m, y_m, x_m + side_m / 100, y_m + side_m / 50})}},
             {Value{std::to_string(i)}}});
    }
    Style filled;
    filled.classes = {single_class("Cell", {240, 140, 60, 255})};
    filled.stroke_mm = 0;
    filled.opacity = 0.7;
    place(result, std::move(cells), filled);
}

void place_raster(Result& result)
{
    RasterLayer density;
    density.name = "density_asb";
    density.theme = "asb";
    density.raster.grid = {{town.x_m - side_m / 2, town.y_m + side_m / 2}, side_m / 600, 600, 600};
    for (int i = 0; i < 600 * 600; ++i) {
        const double x = (i % 600 - 300) / 120.0;
        const double y = (i / 600.0 - 300) / 120.0;
        density.raster.values.push_back(500 * std::exp(-x * x - y * y));
    }
    MapPlace on_map;
    on_map.id = density.name;
    on_map.theme = "asb";
    on_map.title = "Density";
    on_map.visible = true;
    on_map.raster = 0;
    on_map.style.kind = Style::Kind::graduated;
    on_map.style.opacity = 0.7;
    for (int i = 0; i < 5; ++i) {
        StyleClass one = single_class("class", {255, static_cast<std::uint8_t>(230 - 40 * i), 120, 255});
        one.lower = 20.0 * (1 << i);
        on_map.style.classes.push_back(one);
    }
    result.layers.rasters.push_back(std::move(density));
    result.stack.push_back(std::move(on_map));
}

}  // namespace

Result invented_result(std::size_t points)
{
    Result result;
    result.title = "Bench";
    result.area = "Bench";
    result.profile = "internal";
    result.themes = {{.id = "asb", .title = "Bench", .method = "", .incidents = points, .findings = {}}};
    place_points(result, points);
    place_areas(result);
    place_raster(result);
    return result;
}

}  // namespace wardmap::viewer
