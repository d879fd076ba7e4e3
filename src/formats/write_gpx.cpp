#include "wardmap/write_gpx.hpp"

#include <string>

#include "degree_positions.hpp"
#include "feature_words.hpp"
#include "gdal_session.hpp"
#include "wardmap/error.hpp"
#include "wardmap/shapes.hpp"
#include "wardmap/text_file.hpp"
#include "write_text_layers.hpp"
#include "xml_text.hpp"

namespace wardmap {

namespace {

class GpxFile {
public:
    GpxFile(const std::filesystem::path& path, const std::string& crs)
        : m_file(path), m_positions(crs, path.string())
    {
        text() =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<gpx version=\"1.1\" creator=\"wardmap\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
    }

    void add_point(const std::string& element, const GpxPoint& point)
    {
        m_positions.project(point.position);
        std::string& out = text();
        out += "<" + element + " lat=\"";
        formats::append_degrees(out, m_positions.first().second);
        out += "\" lon=\"";
        formats::append_degrees(out, m_positions.first().first);
        out += "\"><name>";
        formats::append_xml_text(out, point.name);
        out += "</name><desc>";
        formats::append_xml_text(out, point.description);
        out += "</desc></" + element + ">\n";
        m_file.flush_if_large();
    }

    void add_route(const GpxRoute& route)
    {
        text() += "<rte><name>" + formats::xml_text(route.name) + "</name>\n";
        for (const GpxPoint& point : route.points) {
            add_point("rtept", point);
        }
        text() += "</rte>\n";
    }

    void close()
    {
        text() += "</gpx>\n";
        m_file.close();
    }

private:
    std::string& text() { return m_file.text(); }

    TextFile m_file;
    formats::DegreePositions m_positions;
};

}  // namespace

void write_gpx(const std::filesystem::path& file, const GpxContent& content)
{
    GpxFile gpx(file, content.crs);
    for (const GpxPoint& point : content.waypoints) {
        gpx.add_point("wpt", point);
    }
    for (const GpxRoute& route : content.routes) {
        gpx.add_route(route);
    }
    gpx.close();
}

void formats::write_waypoints(const std::filesystem::path& folder, const FeatureStream& stream,
                              const std::string& crs)
{
    const FeatureTable& table = stream.header;
    if (table.kind == GeometryKind::line) {
        throw Error(ErrorKind::output, table.name, "a layer of lines has no waypoints",
                    "choose gpkg, geojson, kml or shapefile for it");
    }
    GpxFile gpx(plain_local_path(folder / (table.name + ".gpx"), ErrorKind::output), crs);
    const FeatureWords words(table);
    stream.for_each([&](const Feature& feature) {
        const auto* shape = std::get_if<MultiPolygon>(&feature.geometry);
        const auto* point = std::get_if<PointM>(&feature.geometry);
        if (shape != nullptr || point != nullptr) {
            gpx.add_point("wpt", {.position = shape != nullptr ? centroid(*shape) : *point,
                                  .name = words.name(feature),
                                  .description = words.description(feature)});
        }
    });
    gpx.close();
}

}  // namespace wardmap
