#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include "degree_positions.hpp"
#include "json_text.hpp"
#include "layer_qml.hpp"
#include "ogr_geometry.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "write_text_layers.hpp"

namespace wardmap {

namespace {

using formats::append_degrees;
using formats::append_json_string;
using formats::DegreePosition;
using formats::DegreePositions;

struct AppendValue {
    std::string& out;
    int decimals;
    void operator()(std::monostate) const { out += "null"; }
    void operator()(std::int64_t value) const { fmt::format_to(std::back_inserter(out), "{}", value); }
    void operator()(double value) const
    {
        if (!std::isfinite(value)) {
            out += "null";  // JSON has no such number
        } else {
            out += decimals >= 0 ? fixed_text(value, decimals) : shortest_text(value);
        }
    }
    void operator()(const std::string& value) const { append_json_string(out, value); }
    void operator()(bool value) const { out += value ? "true" : "false"; }
};

void append_position(std::string& out, const DegreePosition& p)
{
    out += '[';
    append_degrees(out, p.first);
    out += ',';
    append_degrees(out, p.second);
    out += ']';
}

/// Projects a feature's vertices and writes them.
class GeometryWriter {
public:
    GeometryWriter(const std::string& crs, const std::string& where) : m_positions(crs, where) {}

    void append(std::string& out, const Geometry& geometry)
    {
        m_positions.project(geometry);
        if (std::holds_alternative<PointM>(geometry)) {
            out += R"({"type":"Point","coordinates":)";
            append_position(out, m_positions.first());
        } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
            append_lines(out, *lines);
        } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
            append_polygons(out, *shape);
        } else {
            out += "null";
            return;
        }
        out += '}';
    }

    /// `"bbox":[west,south,east,north]`, or nothing when there was no position.
    void append_bbox(std::string& out) const
    {
        const auto bounds = m_positions.bounds();
        if (!bounds) {
            return;
        }
        out += R"(,
"bbox":[)";
        for (std::size_t i = 0; i < bounds->size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            append_degrees(out, (*bounds)[i]);
        }
        out += ']';
    }

private:
    void append_run(std::string& out, std::size_t count, std::size_t least)
    {
        out += '[';
        const char* between = "";
        for (const DegreePosition& p : m_positions.next_run(count, least)) {
            out += std::exchange(between, ",");
            append_position(out, p);
        }
        out += ']';
    }

    void append_lines(std::string& out, const MultiLine& lines)
    {
        const bool single = lines.parts.size() == 1;
        out += single ? R"({"type":"LineString","coordinates":)"
                      : R"({"type":"MultiLineString","coordinates":[)";
        for (std::size_t i = 0; i < lines.parts.size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            append_run(out, lines.parts[i].size(), 2);
        }
        if (!single) {
            out += ']';
        }
    }

    void append_polygons(std::string& out, const MultiPolygon& shape)
    {
        const bool single = shape.parts.size() == 1;
        out += single ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":[)";
        for (std::size_t i = 0; i < shape.parts.size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            out += '[';
            append_run(out, shape.parts[i].outer.size(), 4);
            for (const Ring& hole : shape.parts[i].holes) {
                out += ',';
                append_run(out, hole.size(), 4);
            }
            out += ']';
        }
        if (!single) {
            out += ']';
        }
    }

    DegreePositions m_positions;
};

}  // namespace

void formats::write_geojson(const std::filesystem::path& folder, const FeatureStream& stream,
                            const std::string& crs)
{
    const FeatureTable& table = stream.header;
    const std::string path = formats::plain_local_path(folder / (table.name + ".geojson"), ErrorKind::output);
    TextFile file(path);
    GeometryWriter geometries(crs, path);
    std::vector<std::string> keys;
    for (const Field& field : table.fields) {
        append_json_string(keys.emplace_back(), field.name);
    }

    std::string& out = file.text();
    out += R"({"type":"FeatureCollection","name":)";
    append_json_string(out, table.name);
    out += R"(,"title":)";
    append_json_string(out, stream.title);
    out += ",\n\"features\":[";
    std::uint64_t id = 0;
    stream.for_each([&](const Feature& feature) {
        Geometry geometry = feature.geometry;
        formats::orient_rings(geometry);
        fmt::format_to(std::back_inserter(out), "{}\n{{\"type\":\"Feature\",\"id\":{},\"properties\":{{",
                       id > 0 ? "," : "", id + 1);
        ++id;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            out += keys[i];
            out += ':';
            std::visit(AppendValue{out, table.fields[i].decimals}, feature.values[i]);
        }
        out += "},\"geometry\":";
        geometries.append(out, geometry);
        out += '}';
        file.flush_if_large();
    });
    out += "\n]";
    geometries.append_bbox(out);
    out += "}\n";
    file.close();
}

void write_geojson(const std::filesystem::path& folder, const LayerSet& layers)
{
    for (const Layer& layer : layers.layers) {
        formats::FeatureStream stream = formats::stream_of(layer.table);
        stream.title = layer.title;
        formats::write_geojson(folder, stream, layers.crs);
        if (formats::has_style(layer)) {
            write_new_text(folder / (layer.table.name + ".qml"), formats::layer_qml(layer));
        }
    }
}

}  // namespace wardmap
