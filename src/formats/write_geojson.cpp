#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include "json_text.hpp"
#include "layer_qml.hpp"
#include "ogr_geometry.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "write_text_layers.hpp"

namespace wardmap {

namespace {

using formats::append_json_string;

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

/// A position in units of 1e-7 degrees, which is what the file holds: exact to compare, quick to print.
using Position = std::pair<std::int64_t, std::int64_t>;

void append_degrees(std::string& out, std::int64_t units)
{
    constexpr std::int64_t per_degree = 10'000'000;
    if (units < 0) {
        out += '-';
    }
    const std::int64_t size = std::abs(units);
    fmt::format_to(std::back_inserter(out), "{}", size / per_degree);
    std::int64_t rest = size % per_degree;
    if (rest == 0) {
        return;
    }
    std::array<char, 8> digits{'.', '0', '0', '0', '0', '0', '0', '0'};
    std::size_t used = 1;
    for (std::size_t i = 7; i >= 1; --i) {
        digits[i] = static_cast<char>('0' + rest % 10);
        if (used == 1 && digits[i] != '0') {
            used = i + 1;  // trailing zeros say nothing
        }
        rest /= 10;
    }
    out.append(digits.data(), used);
}

void append_position(std::string& out, const Position& p)
{
    out += '[';
    append_degrees(out, p.first);
    out += ',';
    append_degrees(out, p.second);
    out += ']';
}

/// Projects a feature's vertices and writes them; remembers the bounds of all.
class GeometryWriter {
public:
    GeometryWriter(const std::string& crs, std::string where)
        : m_to_wgs84(crs, "EPSG:4326"), m_where(std::move(where))
    {
    }

    void append(std::string& out, const Geometry& geometry)
    {
        project(geometry);
        m_next = 0;
        if (std::holds_alternative<PointM>(geometry)) {
            out += R"({"type":"Point","coordinates":)";
            append_position(out, m_positions.front());
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
        if (m_min > m_max) {
            return;
        }
        out += R"(,
"bbox":[)";
        const std::array<std::int64_t, 4> sides = {m_min.first, m_min.second, m_max.first, m_max.second};
        for (std::size_t i = 0; i < sides.size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            append_degrees(out, sides[i]);
        }
        out += ']';
    }

private:
    static constexpr std::int64_t far = std::int64_t{1} << 62U;

    void project(const Geometry& geometry)
    {
        m_x.clear();
        m_y.clear();
        formats::for_each_vertex(geometry, [&](const PointM& p) {
            m_x.push_back(p.x_m);
            m_y.push_back(p.y_m);
        });
        if (m_to_wgs84.forward(m_x, m_y) > 0) {
            throw Error(ErrorKind::output, m_where, "a position has no longitude and latitude",
                        "check that the study's `crs` fits the data");
        }
        m_positions.clear();
        for (std::size_t i = 0; i < m_x.size(); ++i) {
            const Position p{std::llround(m_x[i] * 1e7), std::llround(m_y[i] * 1e7)};
            m_positions.push_back(p);
            m_min = {std::min(m_min.first, p.first), std::min(m_min.second, p.second)};
            m_max = {std::max(m_max.first, p.first), std::max(m_max.second, p.second)};
        }
    }

    /// The next `count` positions; of neighbours that became equal by rounding one stays, unless fewer
    /// than `least` would remain.
    void append_run(std::string& out, std::size_t count, std::size_t least)
    {
        const auto begin = m_positions.begin() + static_cast<std::ptrdiff_t>(m_next);
        std::vector<Position> run(begin, begin + static_cast<std::ptrdiff_t>(count));
        m_next += count;
        std::vector<Position> distinct;
        std::ranges::unique_copy(run, std::back_inserter(distinct));
        if (distinct.size() >= least) {
            run.swap(distinct);
        }
        out += '[';
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (i > 0) {
                out += ',';
            }
            append_position(out, run[i]);
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

    Projection m_to_wgs84;
    std::string m_where;
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<Position> m_positions;
    std::size_t m_next = 0;
    Position m_min{far, far};
    Position m_max{-far, -far};
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
