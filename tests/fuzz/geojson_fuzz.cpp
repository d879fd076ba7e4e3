#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checked_areas.hpp"
#include "memory_file.hpp"
#include "processor_time.hpp"

// The bytes of a GeoJSON file of areas, whatever they are.
namespace wardmap {
namespace {

void read_text(std::string_view text)
{
    static const fuzz::MemoryFolder folder;
    folder.hold("areas.geojson", text);
    fuzz::read_areas(folder.path() / "areas.geojson", {.crs = "EPSG:4326"});
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::read_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
