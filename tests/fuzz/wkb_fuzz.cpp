#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>
#include <string_view>

#include "checked_areas.hpp"
#include "memory_file.hpp"
#include "processor_time.hpp"
#include "wardmap/write_file.hpp"

// The geometry of an area in a GeoPackage: its header and its well-known binary, whatever their bytes are.
namespace wardmap {
namespace {

constexpr std::size_t vertices = 200;
constexpr std::size_t geometry_bytes = vertices * 2 * sizeof(double);  // and a little more, for heads

Ring round_ring()
{
    Ring ring;
    for (std::size_t i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / vertices;
        ring.push_back({100 * std::cos(angle), 100 * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

/// The bytes of a GeoPackage with one area of so many vertices, few enough to lie in one page, and where its geometry begins.
class OneArea {
public:
    OneArea()
    {
        LayerSet set;
        set.crs = "EPSG:27700";
        FeatureTable& table = set.layers.emplace_back().table;
        table.name = "areas";
        table.kind = GeometryKind::polygon;
        table.fields = {{.name = "id", .short_name = "id", .label = "", .unit = ""},
                        {.name = "name", .short_name = "name", .label = "", .unit = ""}};
        const MultiPolygon area{{{.outer = round_ring(), .holes = {}}}};
        table.features.push_back({area, {std::string("1"), std::string("one")}});
        write_file(path(), set);
        std::ifstream written(path(), std::ios::binary);
        m_bytes.assign(std::istreambuf_iterator<char>(written), {});
        // A geometry begins with "GP", a version, flags and the number of its system.
        using namespace std::string_view_literals;
        for (m_at = m_bytes.find("GP\0"sv); m_at != std::string::npos;
             m_at = m_bytes.find("GP\0"sv, m_at + 1)) {
            if (std::string_view(m_bytes).substr(m_at + 4, 4) == "\x34\x6C\0\0"sv) {
                break;
            }
        }
        fuzz::require(m_at != std::string::npos && m_at + geometry_bytes < m_bytes.size());
    }

    [[nodiscard]] std::filesystem::path with_geometry(std::string_view bytes)
    {
        const std::size_t size = std::min(bytes.size(), geometry_bytes);
        std::ranges::copy(bytes.substr(0, size), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
        std::fill_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at + size), geometry_bytes - size, '\0');
        m_folder.hold("areas.gpkg", m_bytes);
        return path();
    }

private:
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path() / "areas.gpkg"; }

    fuzz::MemoryFolder m_folder;
    std::string m_bytes;
    std::size_t m_at = 0;
};

void read_geometry(std::string_view bytes)
{
    static OneArea area;
    fuzz::read_areas(area.with_geometry(bytes));
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::read_geometry({reinterpret_cast<const char*>(data), size});
    return 0;
}
