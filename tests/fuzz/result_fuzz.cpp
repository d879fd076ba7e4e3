#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "memory_file.hpp"
#include "processor_time.hpp"
#include "reference/sample_layers.hpp"
#include "require.hpp"
#include "wardmap/error.hpp"
#include "wardmap/map_document.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/write_layers.hpp"

// A result folder of which one file was changed: the first byte says which, the others are its bytes. Whatever
// they are, the reader refuses the folder as such, or gives what the map can be drawn from.
namespace wardmap {
namespace {

using fuzz::require;

constexpr std::string_view manifest =
    R"({"wardmap":"0.1.0","schema":1,"profile":"internal","themes":[{"id":"asb","used":181,"findings":[]}],)"
    R"("notices":[]})";

/// A whole result of the sample layers, but for its rasters, which GDAL alone reads.
class ResultFolder {
public:
    ResultFolder()
    {
        LayerSet layers = samples::layers();
        layers.rasters.clear();
        write_geopackage(m_folder.path() / "wardmap.gpkg", layers);
        write_map_document(m_folder.path() / "map.json", layers,
                           {.title = "Sample", .themes = {{"asb", "ASB", ""}}});
        m_map = bytes_of("map.json");
        put_back();
    }
    void put_back() const
    {
        m_folder.hold("map.json", m_map);
        m_folder.hold("manifest.json", manifest);
    }
    [[nodiscard]] const fuzz::MemoryFolder& folder() const { return m_folder; }

private:
    [[nodiscard]] std::string bytes_of(const char* name) const
    {
        const int file = ::open((m_folder.path() / name).c_str(), O_RDONLY | O_CLOEXEC);
        std::string bytes(std::size_t{1} << 20U, '\0');
        bytes.resize(static_cast<std::size_t>(::read(file, bytes.data(), bytes.size())));
        ::close(file);
        return bytes;
    }

    fuzz::MemoryFolder m_folder;
    std::string m_map;
};

void check(const Result& result)
{
    for (const MapPlace& place : result.stack) {
        require(place.layer || place.raster);
        require(!place.layer || *place.layer < result.layers.layers.size());
        require(!place.raster || *place.raster < result.layers.rasters.size());
    }
    for (const Layer& layer : result.layers.layers) {
        for (const Feature& feature : layer.table.features) {
            require(feature.values.size() == layer.table.fields.size());
        }
    }
}

void read_changed(bool is_manifest, std::string_view bytes)
{
    static const ResultFolder result;
    result.put_back();
    result.folder().hold(is_manifest ? "manifest.json" : "map.json", bytes);
    try {
        check(read_result(result.folder().path(), "EPSG:27700"));
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
    if (size > 0) {
        wardmap::read_changed((data[0] & 1U) != 0, {reinterpret_cast<const char*>(data) + 1, size - 1});
    }
    return 0;
}
