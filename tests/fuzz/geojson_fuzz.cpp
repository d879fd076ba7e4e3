#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "memory_file.hpp"
#include "processor_time.hpp"
#include "require.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/shapes.hpp"

// The bytes of a GeoJSON file of areas. Whatever they are: coordinates that come through are finite, and a shape that
// passes as valid has an area and a place for its label inside it.
namespace wardmap {
namespace {

using fuzz::require;

void check_shape(const MultiPolygon& shape)
{
    Diagnostics diagnostics;
    const MultiPolygon valid = valid_shape(shape, "fuzzed", diagnostics);
    require(area_m2(valid) > 0 && std::isfinite(area_m2(valid)));
    const PointM label = label_point_of(valid);
    require(bounds(valid).contains(label));
}

void check(const FeatureTable& table)
{
    for (const Feature& feature : table.features) {
        require(feature.values.size() == table.fields.size());
        const BoxM box = bounds(feature.geometry);
        require(std::holds_alternative<std::monostate>(feature.geometry) || !std::isnan(box.min_x_m));
        if (const auto* const shape = std::get_if<MultiPolygon>(&feature.geometry)) {
            try {
                check_shape(*shape);
            } catch (const Error& error) {
                require(error.kind() == ErrorKind::input);
            }
        }
    }
}

void read_text(std::string_view text)
{
    static const fuzz::MemoryFolder folder;
    folder.hold("areas.geojson", text);
    try {
        const FeatureTable table = read_features(folder.path() / "areas.geojson", {.crs = "EPSG:4326"});
        check(table);
        Diagnostics diagnostics;
        const AreaSet areas = make_areas(table, {.id = "id", .name = "name", .population = ""}, diagnostics);
        require(!areas.areas.empty());
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
    wardmap::read_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
