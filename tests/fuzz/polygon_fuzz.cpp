#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "processor_time.hpp"
#include "require.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/error.hpp"
#include "wardmap/shapes.hpp"

// Polygons made of raw numbers, as a file of well-known binary may hold them: infinite, not a number, twisted, without
// area. A record is a command and two numbers. Whatever they are: a shape that passes as valid is found by its
// own index where its label stands, and has the area of its union with itself.
namespace wardmap {
namespace {

using fuzz::require;

constexpr std::size_t record_bytes = 1 + 2 * sizeof(double);

double small_number(std::uint8_t byte) { return 10.0 * (byte & 15U); }

/// A vertex as it stands, or, for most commands, on a coarse lattice, where rings meet and cross.
PointM vertex_of(std::span<const std::uint8_t> record)
{
    PointM p;
    std::memcpy(&p.x_m, record.data() + 1, sizeof p.x_m);
    std::memcpy(&p.y_m, record.data() + 1 + sizeof p.x_m, sizeof p.y_m);
    return (record[0] & 8U) != 0 ? p : PointM{small_number(record[1]), small_number(record[2])};
}

void close(Ring& ring)
{
    if (!ring.empty()) {
        ring.push_back(ring.front());
    }
}

/// Bits of the command: 1 begins a hole, 2 a polygon, 4 an area.
std::vector<MultiPolygon> shapes_of(std::span<const std::uint8_t> bytes)
{
    std::vector<MultiPolygon> shapes(1);
    Ring* ring = nullptr;
    for (; bytes.size() >= record_bytes; bytes = bytes.subspan(record_bytes)) {
        const std::uint8_t command = bytes[0];
        if ((command & 4U) != 0) {
            shapes.emplace_back();
        }
        std::vector<Polygon>& parts = shapes.back().parts;
        if (parts.empty() || (command & 2U) != 0) {
            parts.emplace_back();
            ring = &parts.back().outer;
        } else if ((command & 1U) != 0) {
            ring = &parts.back().holes.emplace_back();
        }
        ring->push_back(vertex_of(bytes));
    }
    for (MultiPolygon& shape : shapes) {
        for (Polygon& part : shape.parts) {
            close(part.outer);
            for (Ring& hole : part.holes) {
                close(hole);
            }
        }
    }
    return shapes;
}

MultiLine outline_of(const MultiPolygon& shape)
{
    MultiLine outline;
    for (const Polygon& part : shape.parts) {
        outline.parts.push_back(part.outer);
        outline.parts.insert(outline.parts.end(), part.holes.begin(), part.holes.end());
    }
    return outline;
}

double length_m(const MultiLine& lines)
{
    double length = 0;
    for (const std::vector<PointM>& path : lines.parts) {
        for (std::size_t i = 1; i < path.size(); ++i) {
            length += std::hypot(path[i].x_m - path[i - 1].x_m, path[i].y_m - path[i - 1].y_m);
        }
    }
    return length;
}

void check_shape(const MultiPolygon& given)
{
    Diagnostics diagnostics;
    const MultiPolygon shape = valid_shape(given, "fuzzed", diagnostics);
    const double area = area_m2(shape);
    require(area > 0 && std::isfinite(area));
    AreaSet one;
    one.areas.push_back({"1", "one", {}, shape});
    const AreaIndex index(one);
    const PointM label = label_point_of(shape);
    // covers() rounds, the index does not: nearer to an edge than the rounding they may differ.
    const BoxM box = bounds(shape);
    const double extent_m = std::max(
        {std::abs(box.min_x_m), std::abs(box.min_y_m), std::abs(box.max_x_m), std::abs(box.max_y_m)});
    const MultiLine outline = outline_of(shape);
    if (distance_m(outline, label) > 1e-9 * extent_m) {
        require(index.find(label) == (covers(shape, label) ? 0 : AreaIndex::outside));
    }
    const std::array<MultiPolygon, 2> twice = {shape, shape};
    // A union may move a vertex by the spacing of numbers of that size, 1.5e-8 m at 100,000 km.
    const double rounded_m2 = length_m(outline) * extent_m * std::numeric_limits<double>::epsilon();
    require(std::abs(area_m2(union_of(twice)) - area) <= 1e-6 * area + 1e-3 + 4 * rounded_m2);
}

void check_areas(const std::vector<MultiPolygon>& shapes)
{
    FeatureTable table;
    table.kind = GeometryKind::polygon;
    table.fields = {{.name = "id", .short_name = "id", .label = "", .unit = ""}};
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        table.features.push_back({shapes[i], {std::to_string(i)}});
    }
    Diagnostics diagnostics;
    const AreaSet areas = make_areas(table, {.id = "id", .name = "id", .population = ""}, diagnostics);
    require(areas.areas.size() == shapes.size());
    require(area_m2(union_of(areas)) > 0);
}

template <typename Check>
void expect_input_error_at_most(const Check& check)
{
    try {
        check();
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::input);
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    using namespace wardmap;
    const std::vector<MultiPolygon> shapes = shapes_of({data, size});
    for (const MultiPolygon& shape : shapes) {
        expect_input_error_at_most([&] { check_shape(shape); });
    }
    expect_input_error_at_most([&] { check_areas(shapes); });
    return 0;
}
