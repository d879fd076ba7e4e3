#include "feature_stream.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "feature_reader.hpp"
#include "ogr_geometry.hpp"
#include "wardmap/layer.hpp"

namespace wardmap::formats {

namespace {

/// The dictionary's field where it has the name: short name, label, unit, decimals.
void restore_field(Field& field)
{
    const FieldEntry* entry = find_field(field.name);
    if (entry != nullptr && entry->field.type == field.type) {
        field = entry->field;
    } else {
        field.short_name = field.name.substr(0, 10);
    }
}

GeometryKind kind_of_type(OGRwkbGeometryType type)
{
    switch (wkbFlatten(type)) {
        case wkbPoint:
            return GeometryKind::point;
        case wkbLineString:
        case wkbMultiLineString:
            return GeometryKind::line;
        case wkbPolygon:
        case wkbMultiPolygon:
            return GeometryKind::polygon;
        default:
            return GeometryKind::none;
    }
}

std::string described(OGRLayerH layer, const char* item)
{
    const char* text = GDALGetMetadataItem(layer, item, nullptr);
    return text == nullptr ? "" : text;
}

/// One pass over a layer of a file.
class LayerPass {
public:
    std::filesystem::path file;
    std::string layer;
    std::string crs;

    void operator()(const FeatureSink& sink) const
    {
        FeatureReader reader(open_vector(file, layer), fmt::format("{}, {}", file.string(), layer));
        std::optional<FeatureProjection> projection;
        const std::string own = stated_crs(reader.layer());
        if (!own.empty() && own != crs) {
            projection.emplace(own, crs, fmt::format("{}, {}", file.string(), layer));
        }
        for (Feature feature; reader.next(feature);) {
            if (projection) {
                projection->apply(feature);
            }
            orient_rings(feature.geometry);
            sink(feature);
        }
    }
};

}  // namespace

FeatureStream stream_of(const FeatureTable& table)
{
    FeatureStream stream;
    stream.header = {.name = table.name, .kind = table.kind, .fields = table.fields, .features = {}};
    stream.count = table.features.size();
    stream.for_each = [&table](const FeatureSink& sink) {
        for (const Feature& feature : table.features) {
            sink(feature);
        }
    };
    return stream;
}

FeatureStream stream_of_result(const std::filesystem::path& geopackage, const std::string& layer,
                               const std::string& crs)
{
    const FeatureReader reader(open_vector(geopackage, layer), geopackage.string());
    FeatureStream stream;
    stream.header = {.name = layer,
                     .kind = kind_of_type(OGR_L_GetGeomType(reader.layer())),
                     .fields = reader.fields(),
                     .features = {}};
    for (Field& field : stream.header.fields) {
        restore_field(field);
    }
    stream.title = described(reader.layer(), "IDENTIFIER");
    stream.description = described(reader.layer(), "DESCRIPTION");
    stream.count = static_cast<std::uint64_t>(OGR_L_GetFeatureCount(reader.layer(), 1));
    stream.for_each = LayerPass{geopackage, layer, crs};
    return stream;
}

FeatureStream with_progress(FeatureStream stream, std::function<void(std::uint64_t)> step)
{
    stream.for_each = [pass = std::move(stream.for_each), step = std::move(step)](const FeatureSink& sink) {
        std::uint64_t done = 0;
        pass([&](const Feature& feature) {
            step(done++);
            sink(feature);
        });
    };
    return stream;
}

}  // namespace wardmap::formats
