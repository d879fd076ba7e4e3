#include "geojson_text.hpp"

#include <span>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::synth {

namespace {

/// EPSG:27700 and the parameters of EPSG:1314 ("OSGB36 to WGS 84 (6)", Ordnance Survey), as PROJ takes
/// them: metres, arc seconds, parts per million.
constexpr const char* national_grid =
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs +type=crs";
constexpr const char* wgs_84 = "+proj=longlat +datum=WGS84 +no_defs +type=crs";

constexpr int degree_decimals = 7;

/// Our texts hold neither control characters nor anything but ASCII.
void append_json_text(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

}  // namespace

Projection fixed_projection() { return {national_grid, wgs_84}; }

void Properties::add_name(std::string_view name)
{
    if (!m_json.empty()) {
        m_json += ',';
    }
    append_json_text(m_json, name);
    m_json += ':';
}

Properties& Properties::text(std::string_view name, std::string_view value)
{
    add_name(name);
    append_json_text(m_json, value);
    return *this;
}

Properties& Properties::number(std::string_view name, std::int64_t value)
{
    add_name(name);
    m_json += std::to_string(value);
    return *this;
}

GeoJsonFile::GeoJsonFile(const std::filesystem::path& path, std::string_view name,
                         const Projection& projection)
    : m_file(path), m_projection(projection)
{
    m_file.text() += R"({"type":"FeatureCollection","name":)";
    append_json_text(m_file.text(), name);
    m_file.text() += R"(,"features":[)";
}

void GeoJsonFile::begin_feature(const Properties& properties, std::string_view type)
{
    std::string& out = m_file.text();
    out += m_is_first ? "\n" : ",\n";
    m_is_first = false;
    out += R"({"type":"Feature","properties":{)";
    out += properties.json();
    out += R"(},"geometry":{"type":")";
    out += type;
    out += R"(","coordinates":)";
}

void GeoJsonFile::end_feature()
{
    m_file.text() += "}}";
    m_file.write_when_full();
}

void GeoJsonFile::append_coordinates(const std::vector<PointM>& points)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const PointM p : points) {
        x.push_back(p.x_m);
        y.push_back(p.y_m);
    }
    if (m_projection.forward(x, y) != 0) {
        throw Error(ErrorKind::internal, "synth", "a place that cannot be projected",
                    "report this as a defect");
    }
    std::string& out = m_file.text();
    for (std::size_t i = 0; i < x.size(); ++i) {
        out += i == 0 ? "[" : ",[";
        out += fixed_text(x[i], degree_decimals);
        out += ',';
        out += fixed_text(y[i], degree_decimals);
        out += ']';
    }
}

void GeoJsonFile::add_point(const Properties& properties, PointM position)
{
    begin_feature(properties, "Point");
    append_coordinates({position});
    end_feature();
}

void GeoJsonFile::add_line(const Properties& properties, const std::vector<PointM>& line)
{
    begin_feature(properties, "LineString");
    m_file.text() += '[';
    append_coordinates(line);
    m_file.text() += ']';
    end_feature();
}

void GeoJsonFile::add_polygon(const Properties& properties, const Ring& ring)
{
    begin_feature(properties, "Polygon");
    m_file.text() += "[[";
    append_coordinates(ring);
    m_file.text() += "]]";
    end_feature();
}

void GeoJsonFile::finish()
{
    m_file.text() += "\n]}\n";
    m_file.finish();
}

}  // namespace wardmap::synth
