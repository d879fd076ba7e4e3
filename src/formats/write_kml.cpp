#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "degree_positions.hpp"
#include "feature_words.hpp"
#include "field_text.hpp"
#include "gdal_session.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "wardmap/text_file.hpp"
#include "write_text_layers.hpp"
#include "xml_text.hpp"

namespace wardmap::formats {

namespace {

std::string_view type_name(FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return "int";
        case FieldType::real:
            return "double";
        case FieldType::boolean:
            return "bool";
        case FieldType::text:
            break;
    }
    return "string";
}

/// What the values are, with the labels that Google Earth shows; and outlines, for it fills areas white by itself.
std::string head(const FeatureStream& stream)
{
    const FeatureTable& table = stream.header;
    const std::string id = xml_text(table.name);
    std::string text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
        "xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n"
        "<name>{}</name><description>{}</description>\n"
        "<Style id=\"outline\"><LineStyle><color>ff06149e</color><width>2</width></LineStyle>"
        "<PolyStyle><fill>0</fill></PolyStyle></Style>\n<Schema name=\"{}\" id=\"{}\">\n",
        xml_text(stream.title.empty() ? table.name : stream.title), xml_text(stream.description), id, id);
    for (const Field& field : table.fields) {
        text +=
            fmt::format("<SimpleField type=\"{}\" name=\"{}\"><displayName>{}</displayName></SimpleField>\n",
                        type_name(field.type), xml_text(field.name), xml_text(alias_of(field)));
    }
    return text + fmt::format("</Schema>\n<Folder><name>{}</name>\n", id);
}

class GeometryWriter {
public:
    GeometryWriter(const std::string& crs, const std::string& where) : m_positions(crs, where) {}

    void append(std::string& out, const Geometry& geometry)
    {
        m_positions.project(geometry);
        if (std::holds_alternative<PointM>(geometry)) {
            out += "<Point>";
            append_run(out, 1, 1);
            out += "</Point>";
        } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
            append_parts(out, lines->parts, [&](const auto& part) {
                out += "<LineString><tessellate>1</tessellate>";
                append_run(out, part.size(), 2);
                out += "</LineString>";
            });
        } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
            append_parts(out, shape->parts, [&](const Polygon& part) { append_polygon(out, part); });
        }
    }

private:
    template <typename Parts, typename Append>
    static void append_parts(std::string& out, const Parts& parts, const Append& append)
    {
        const bool single = parts.size() == 1;
        out += single ? "" : "<MultiGeometry>";
        for (const auto& part : parts) {
            append(part);
        }
        out += single ? "" : "</MultiGeometry>";
    }

    void append_polygon(std::string& out, const Polygon& polygon)
    {
        out += "<Polygon><outerBoundaryIs><LinearRing>";
        append_run(out, polygon.outer.size(), 4);
        out += "</LinearRing></outerBoundaryIs>";
        for (const Ring& hole : polygon.holes) {
            out += "<innerBoundaryIs><LinearRing>";
            append_run(out, hole.size(), 4);
            out += "</LinearRing></innerBoundaryIs>";
        }
        out += "</Polygon>";
    }

    void append_run(std::string& out, std::size_t count, std::size_t least)
    {
        out += "<coordinates>";
        const char* between = "";
        for (const DegreePosition& p : m_positions.next_run(count, least)) {
            out += std::exchange(between, " ");
            append_degrees(out, p.first);
            out += ',';
            append_degrees(out, p.second);
        }
        out += "</coordinates>";
    }

    DegreePositions m_positions;
};

class PlacemarkWriter {
public:
    PlacemarkWriter(const FeatureTable& table, const std::string& crs, const std::string& where)
        : m_table(table), m_words(table), m_geometries(crs, where)
    {
        m_values_tag = fmt::format("<ExtendedData><SchemaData schemaUrl=\"#{}\">", xml_text(table.name));
        for (const Field& field : table.fields) {
            m_value_tags.push_back(fmt::format("<SimpleData name=\"{}\">", xml_text(field.name)));
        }
    }

    void append(std::string& out, Feature feature)
    {
        orient_rings(feature.geometry);
        out += "<Placemark>";
        if (const std::string name = m_words.name(feature); !name.empty()) {
            out += "<name>";
            append_xml_text(out, name);
            out += "</name>";
        }
        if (m_table.kind != GeometryKind::point) {
            out += "<styleUrl>#outline</styleUrl>";
        }
        out += m_values_tag;
        for (std::size_t i = 0; i < m_value_tags.size(); ++i) {
            if (!std::holds_alternative<std::monostate>(feature.values[i])) {
                out += m_value_tags[i];
                append_xml_text(out, field_text(m_table.fields[i], feature.values[i]));
                out += "</SimpleData>";
            }
        }
        out += "</SchemaData></ExtendedData>";
        m_geometries.append(out, feature.geometry);
        out += "</Placemark>\n";
    }

private:
    const FeatureTable& m_table;
    FeatureWords m_words;
    GeometryWriter m_geometries;
    std::string m_values_tag;
    std::vector<std::string> m_value_tags;
};

}  // namespace

void write_kml(const std::filesystem::path& folder, const FeatureStream& stream, const std::string& crs)
{
    const std::string path = plain_local_path(folder / (stream.header.name + ".kml"), ErrorKind::output);
    TextFile file(path);
    file.text() += head(stream);
    PlacemarkWriter placemarks(stream.header, crs, path);
    stream.for_each([&](const Feature& feature) {
        placemarks.append(file.text(), feature);
        file.flush_if_large();
    });
    file.text() += "</Folder></Document></kml>\n";
    file.close();
}

}  // namespace wardmap::formats
