#include "wardmap/write_gpx.hpp"

#include <fmt/format.h>

#include <array>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/text_file.hpp"
#include "xml_text.hpp"

namespace wardmap {

namespace {

constexpr int degree_decimals = 7;

class GpxText {
public:
    GpxText(const std::filesystem::path& file, const std::string& crs)
        : m_file(file.string()), m_to_degrees(crs, "EPSG:4326")
    {
        m_text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<gpx version=\"1.1\" creator=\"wardmap\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
    }

    void add_point(const char* element, const GpxPoint& point)
    {
        std::array<double, 1> lon{point.position.x_m};
        std::array<double, 1> lat{point.position.y_m};
        if (m_to_degrees.forward(lon, lat) > 0) {
            throw Error(ErrorKind::output, m_file,
                        fmt::format("\"{}\" has no longitude and latitude", point.name),
                        "Check the study's coordinate system");
        }
        m_text += fmt::format("<{} lat=\"{}\" lon=\"{}\"><name>{}</name><desc>{}</desc></{}>\n", element,
                              fixed_text(lat[0], degree_decimals), fixed_text(lon[0], degree_decimals),
                              formats::xml_text(point.name), formats::xml_text(point.description), element);
    }

    void add_route(const GpxRoute& route)
    {
        m_text += fmt::format("<rte><name>{}</name>\n", formats::xml_text(route.name));
        for (const GpxPoint& point : route.points) {
            add_point("rtept", point);
        }
        m_text += "</rte>\n";
    }

    [[nodiscard]] std::string finished() const { return m_text + "</gpx>\n"; }

private:
    std::string m_file;
    Projection m_to_degrees;
    std::string m_text;
};

}  // namespace

void write_gpx(const std::filesystem::path& file, const GpxContent& content)
{
    GpxText text(file, content.crs);
    for (const GpxPoint& point : content.waypoints) {
        text.add_point("wpt", point);
    }
    for (const GpxRoute& route : content.routes) {
        text.add_route(route);
    }
    write_new_text(file, text.finished());
}

}  // namespace wardmap
