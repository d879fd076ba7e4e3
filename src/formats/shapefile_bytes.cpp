#include "shapefile_bytes.hpp"

#include <bit>
#include <cmath>
#include <vector>

#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::formats {

namespace {

enum ShapeType : std::uint32_t { null_shape = 0, point = 1, poly_line = 3, polygon = 5 };

constexpr std::uint64_t record_header_bytes = 8;
constexpr std::uint64_t poly_head_bytes = 4 + 32 + 8;  // type, box, numbers of parts and points

void append_little(std::string& out, std::uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        out += static_cast<char>(value >> shift & 255U);
    }
}

void append_big(std::string& out, std::uint64_t value)
{
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        out += static_cast<char>(value >> (shift - 8) & 255U);
    }
}

void append_double(std::string& out, double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    append_little(out, static_cast<std::uint32_t>(bits));
    append_little(out, static_cast<std::uint32_t>(bits >> 32U));
}

void append_box(std::string& out, const BoxM& box)
{
    for (const double side : {box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m}) {
        append_double(out, box.is_empty() ? 0 : side);
    }
}

ShapeType shape_type_of(GeometryKind kind)
{
    switch (kind) {
        case GeometryKind::point:
            return point;
        case GeometryKind::line:
            return poly_line;
        case GeometryKind::polygon:
            return polygon;
        case GeometryKind::none:
            break;
    }
    return null_shape;
}

/// The runs of vertices of a shape, in the order and direction in which they are in our geometry.
std::vector<const std::vector<PointM>*> runs_of(const Geometry& geometry)
{
    std::vector<const std::vector<PointM>*> runs;
    if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        for (const auto& part : lines->parts) {
            runs.push_back(&part);
        }
    } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (const Polygon& part : shape->parts) {
            runs.push_back(&part.outer);
            for (const Ring& hole : part.holes) {
                runs.push_back(&hole);
            }
        }
    }
    return runs;
}

std::uint64_t vertices_of(const Geometry& geometry)
{
    std::uint64_t count = 0;
    for_each_vertex(geometry, [&](const PointM&) { ++count; });
    return count;
}

void append_poly(std::string& out, const Geometry& geometry, ShapeType type)
{
    const auto runs = runs_of(geometry);
    append_little(out, type);
    append_box(out, bounds(geometry));
    append_little(out, static_cast<std::uint32_t>(runs.size()));
    append_little(out, static_cast<std::uint32_t>(vertices_of(geometry)));
    std::uint32_t first = 0;
    for (const auto* run : runs) {
        append_little(out, first);
        first += static_cast<std::uint32_t>(run->size());
    }
    for (const auto* run : runs) {
        for (std::size_t i = 0; i < run->size(); ++i) {
            // Rings turn the other way here than in our geometries.
            const PointM& p = type == polygon ? (*run)[run->size() - 1 - i] : (*run)[i];
            append_double(out, p.x_m);
            append_double(out, p.y_m);
        }
    }
}

void append_header(std::string& out, GeometryKind kind, const BoxM& box, std::uint64_t bytes)
{
    append_big(out, 9994);  // the file code
    out.append(20, '\0');
    append_big(out, bytes / 2);
    append_little(out, 1000);  // the version
    append_little(out, shape_type_of(kind));
    append_box(out, box);
    out.append(32, '\0');  // no heights and measures
}

struct Width {
    char type = 'C';
    int bytes = dbf_text_bytes;
    int decimals = 0;
};

/// A DBF column's width follows from its type alone, so that every run gives the same schema.
Width width_of(const Field& field) noexcept
{
    switch (field.type) {
        case FieldType::integer:
            return {'N', dbf_integer_digits, 0};
        case FieldType::boolean:
            return {'N', 1, 0};
        case FieldType::real:
            return {'N', dbf_real_digits, field.decimals >= 0 ? field.decimals : dbf_real_decimals};
        case FieldType::text:
            break;
    }
    return {};
}

std::string number_cell(const Value& value, int decimals)
{
    if (const auto* real = std::get_if<double>(&value)) {
        return std::isfinite(*real) ? fixed_text(*real, decimals) : std::string();
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return std::string(1, *truth ? '1' : '0');
    }
    return value_text(value);
}

/// Numbers end at the column's end and are stars where there is none; text begins at its begin.
void append_cell(std::string& out, const Value& value, const Width& width)
{
    const auto bytes = static_cast<std::size_t>(width.bytes);
    if (width.type == 'C') {
        const std::string text = value_text(value);
        out += text;
        out.append(bytes - text.size(), ' ');
        return;
    }
    const std::string number = number_cell(value, width.decimals);
    out.append(bytes - number.size(), number.empty() ? '*' : ' ');
    out += number;
}

}  // namespace

std::uint64_t shape_record_bytes(const Geometry& geometry) noexcept
{
    const std::uint64_t vertices = vertices_of(geometry);
    if (vertices == 0) {
        return record_header_bytes + 4;
    }
    if (std::holds_alternative<PointM>(geometry)) {
        return record_header_bytes + 4 + 16;
    }
    std::uint64_t runs = 0;
    if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        runs = lines->parts.size();
    } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (const Polygon& part : shape->parts) {
            runs += 1 + part.holes.size();
        }
    }
    return record_header_bytes + poly_head_bytes + 4 * runs + 16 * vertices;
}

void append_shp_header(std::string& out, GeometryKind kind, const ShapeExtent& extent)
{
    append_header(out, kind, extent.box, extent.shp_bytes);
}

void append_shx_header(std::string& out, GeometryKind kind, const ShapeExtent& extent)
{
    append_header(out, kind, extent.box, shp_header_bytes + 8 * extent.features);
}

void append_shape(std::string& out, const Geometry& geometry, std::uint32_t number)
{
    append_big(out, number);
    append_big(out, (shape_record_bytes(geometry) - record_header_bytes) / 2);
    if (vertices_of(geometry) == 0) {
        append_little(out, null_shape);
    } else if (const auto* place = std::get_if<PointM>(&geometry)) {
        append_little(out, point);
        append_double(out, place->x_m);
        append_double(out, place->y_m);
    } else {
        append_poly(out, geometry, std::holds_alternative<MultiLine>(geometry) ? poly_line : polygon);
    }
}

void append_shape_index(std::string& out, std::uint64_t offset, std::uint64_t record_bytes)
{
    append_big(out, offset / 2);
    append_big(out, (record_bytes - record_header_bytes) / 2);
}

void append_dbf_header(std::string& out, const FeatureTable& header, std::uint64_t rows,
                       const std::string& date)
{
    const std::uint64_t header_bytes = 32 + 32 * header.fields.size() + 1;
    out += '\x03';
    out += static_cast<char>(std::stoi(date.substr(0, 4)) - 1900);
    out += static_cast<char>(std::stoi(date.substr(5, 2)));
    out += static_cast<char>(std::stoi(date.substr(8, 2)));
    append_little(out, static_cast<std::uint32_t>(rows));
    append_little(out, static_cast<std::uint32_t>(header_bytes | dbf_row_bytes(header) << 16U));
    out.append(20, '\0');
    for (const Field& field : header.fields) {
        const Width width = width_of(field);
        out += field.short_name;
        out.append(11 - field.short_name.size(), '\0');
        out += width.type;
        out.append(4, '\0');
        out += static_cast<char>(width.bytes);
        out += static_cast<char>(width.decimals);
        out.append(14, '\0');
    }
    out += '\x0d';
}

void append_dbf_row(std::string& out, const FeatureTable& header, const Feature& feature)
{
    out += ' ';  // not deleted
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        append_cell(out, feature.values[i], width_of(header.fields[i]));
    }
}

std::uint64_t dbf_row_bytes(const FeatureTable& header) noexcept
{
    std::uint64_t bytes = 1;
    for (const Field& field : header.fields) {
        bytes += static_cast<std::uint64_t>(width_of(field).bytes);
    }
    return bytes;
}

std::uint64_t dbf_bytes(const FeatureTable& header, std::uint64_t rows) noexcept
{
    return 32 + 32 * header.fields.size() + 1 + rows * dbf_row_bytes(header) + 1;
}

}  // namespace wardmap::formats
