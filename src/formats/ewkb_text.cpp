#include "ewkb_text.hpp"

#include <bit>

namespace wardmap::formats {

namespace {

/// Codes of OGC 06-103r4, table 6; the flag is PostGIS's own (liblwgeom, WKBSRIDFLAG).
enum Code : std::uint32_t { point = 1, line = 2, polygon = 3, multi_line = 5, multi_polygon = 6 };
constexpr std::uint32_t has_srid = 0x20000000;

class HexWriter {
public:
    explicit HexWriter(std::string& out) : m_out(out) {}

    void byte(std::uint8_t value)
    {
        constexpr const char* digits = "0123456789ABCDEF";
        m_out += digits[value >> 4U];
        m_out += digits[value & 15U];
    }
    void number(std::uint32_t value)
    {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            byte(static_cast<std::uint8_t>(value >> shift));
        }
    }
    void number(double value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        number(static_cast<std::uint32_t>(bits));
        number(static_cast<std::uint32_t>(bits >> 32U));
    }
    void count(std::size_t value) { number(static_cast<std::uint32_t>(value)); }
    void head(std::uint32_t code)
    {
        byte(1);  // little endian
        number(code);
    }
    void position(const PointM& p)
    {
        number(p.x_m);
        number(p.y_m);
    }
    void positions(const std::vector<PointM>& points)
    {
        count(points.size());
        for (const PointM& p : points) {
            position(p);
        }
    }

private:
    std::string& m_out;
};

}  // namespace

void append_ewkb(std::string& out, const Geometry& geometry, std::uint32_t srid)
{
    HexWriter writer(out);
    const auto begin = [&](std::uint32_t code) {
        writer.head(code | has_srid);
        writer.number(srid);
    };
    if (const auto* place = std::get_if<PointM>(&geometry)) {
        begin(point);
        writer.position(*place);
    } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        begin(multi_line);
        writer.count(lines->parts.size());
        for (const auto& part : lines->parts) {
            writer.head(line);
            writer.positions(part);
        }
    } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        begin(multi_polygon);
        writer.count(shape->parts.size());
        for (const Polygon& part : shape->parts) {
            writer.head(polygon);
            writer.count(1 + part.holes.size());
            writer.positions(part.outer);
            for (const Ring& hole : part.holes) {
                writer.positions(hole);
            }
        }
    }
}

}  // namespace wardmap::formats
