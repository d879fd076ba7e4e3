#include "wardmap/read_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "feature_source.hpp"
#include "map_document_reader.hpp"
#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"
#include "warped_raster.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

using formats::ListedLayer;
using formats::ListedResult;

constexpr const char* not_as_listed =
    "run the study again; the files of a result belong together and are not to be changed one by one";

/// The table of the GeoPackage with the fields as the map document describes them.
FeatureTable listed_table(const fs::path& file, formats::FeatureSource& source, const ListedLayer& listed)
{
    FeatureTable table = source.read(listed.name);
    const auto same_name = [](const Field& a, const Field& b) { return a.name == b.name; };
    if (!std::ranges::equal(table.fields, listed.fields, same_name)) {
        throw Error(ErrorKind::input, file.string(),
                    fmt::format("the layer '{}' has other fields than map.json says", listed.name),
                    not_as_listed);
    }
    table.fields = listed.fields;
    return table;
}

Layer listed_layer(const fs::path& file, formats::FeatureSource& source, const ListedLayer& listed)
{
    Layer layer;
    layer.table = listed_table(file, source, listed);
    if (layer.table.features.size() != listed.features) {
        throw Error(ErrorKind::input, file.string(),
                    fmt::format("the layer '{}' has {} features where map.json says {}", listed.name,
                                layer.table.features.size(), listed.features),
                    not_as_listed);
    }
    layer.title = listed.title;
    layer.theme = listed.theme;
    layer.description = listed.description;
    return layer;
}

RasterLayer listed_raster(const fs::path& folder, const ListedLayer& listed, const std::string& crs)
{
    RasterLayer layer;
    layer.name = listed.name;
    layer.title = listed.title;
    layer.theme = listed.theme;
    layer.description = listed.description;
    layer.unit = listed.unit;
    layer.raster = formats::read_warped_raster(folder / "rasters" / (listed.name + ".tif"), crs);
    layer.metadata = formats::raster_metadata(folder / "rasters" / (listed.name + ".tif"));
    return layer;
}

std::optional<std::size_t> index_of(const std::vector<ListedLayer>& list, const std::string& name)
{
    const auto at = std::ranges::find(list, name, &ListedLayer::name);
    return at == list.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - list.begin()));
}

std::vector<MapPlace> stack_of(const ListedResult& listed, const fs::path& folder)
{
    std::vector<MapPlace> stack;
    for (const formats::ListedPlace& one : listed.stack) {
        stack.push_back(one.place);
        stack.back().layer = index_of(listed.layers, one.layer);
        stack.back().raster = index_of(listed.rasters, one.raster);
        if (!stack.back().layer && !stack.back().raster) {
            throw Error(ErrorKind::input, (folder / "map.json").string(),
                        fmt::format("the stack names a layer '{}' that it does not list",
                                    one.layer.empty() ? one.raster : one.layer),
                        not_as_listed);
        }
    }
    return stack;
}

void require_geopackage(const fs::path& file)
{
    std::error_code trouble;
    if (!fs::is_regular_file(file, trouble)) {
        throw Error(ErrorKind::input, file.parent_path().string(), "the folder holds no wardmap.gpkg",
                    "run the study with \"geopackage\" among output.formats");
    }
}

}  // namespace

Result read_result(const fs::path& folder, const std::string& asked_crs)
{
    ListedResult listed = formats::read_lists(folder);
    Result result = std::move(listed.words);
    const std::string crs = asked_crs.empty() ? result.crs : asked_crs;
    const fs::path file = folder / "wardmap.gpkg";
    require_geopackage(file);
    formats::FeatureSource source(file, crs);
    result.layers.crs = crs;
    for (const ListedLayer& one : listed.layers) {
        result.layers.layers.push_back(listed_layer(file, source, one));
    }
    for (const ListedLayer& one : listed.tables) {
        result.layers.tables.push_back(listed_table(file, source, one));
    }
    result.layers.rasters.resize(listed.rasters.size());
    // A study of three years has a hundred surfaces of a month: each is a file of its own, and warped by itself.
    parallel_chunks(listed.rasters.size(), 1, 0, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            result.layers.rasters[i] = listed_raster(folder, listed.rasters[i], crs);
        }
    });
    result.stack = stack_of(listed, folder);
    return result;
}

}  // namespace wardmap
