#include "vector_source.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

namespace wardmap::formats {

namespace {

struct Ending {
    std::string_view ending;
    const char* driver;
    bool sheets;  ///< a spreadsheet: without a layer's name the first sheet is meant
};
constexpr std::array<Ending, 8> endings = {{{".geojson", "GeoJSON", false},
                                            {".json", "GeoJSON", false},
                                            {".gpkg", "GPKG", false},
                                            {".shp", "ESRI Shapefile", false},
                                            {".pbf", "OSM", false},
                                            {".osm", "OSM", false},
                                            {".xlsx", "XLSX", true},
                                            {".ods", "ODS", true}}};

const Ending& ending_of(const std::filesystem::path& path)
{
    std::string text = path.extension().string();
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto* found = std::ranges::find(endings, text, &Ending::ending);
    if (found == endings.end()) {
        throw Error(ErrorKind::input, path.string(), fmt::format("the file's ending is '{}'", text),
                    "give a .geojson, .gpkg or .shp file (for tables also .xlsx or .ods)");
    }
    return *found;
}

void require_regular_file(const std::filesystem::path& path)
{
    std::error_code trouble;
    if (std::filesystem::is_regular_file(path, trouble)) {
        return;
    }
    const bool exists = std::filesystem::exists(path, trouble);
    throw Error(ErrorKind::input, path.string(), exists ? "this is not a file" : "there is no such file",
                "check the path; relative paths of a study are taken from the data folder");
}

/// Tables in which QGIS keeps its own things in a GeoPackage.
bool is_qgis_table(std::string_view name) { return name == "layer_styles" || name == "qgis_projects"; }

std::vector<std::string> layer_names(GDALDatasetH dataset)
{
    std::vector<std::string> names;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        std::string name = OGR_L_GetName(GDALDatasetGetLayer(dataset, i));
        if (!is_qgis_table(name)) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

std::string chosen_layer(const std::vector<std::string>& names, const std::string& wanted,
                         const Ending& ending, const std::string& where)
{
    const std::string list = fmt::format("{}", fmt::join(names, ", "));
    if (!wanted.empty()) {
        if (std::ranges::find(names, wanted) != names.end()) {
            return wanted;
        }
        throw Error(ErrorKind::input, where,
                    fmt::format("there is no layer '{}'; the layers are: {}", wanted, list),
                    "name one of them with --layer or the key `layer`, or give a file that holds no other");
    }
    if (names.empty()) {
        throw Error(ErrorKind::input, where, "the file holds no layer", "check the file");
    }
    if (names.size() > 1 && !ending.sheets) {
        throw Error(ErrorKind::input, where, fmt::format("the file holds several layers: {}", list),
                    "name one of them with --layer or the key `layer`, or give a file that holds no other");
    }
    return names.front();
}

OwnedDataset open_file(const std::filesystem::path& path, const Ending& ending,
                       const ComplaintCollector& complaints)
{
    const std::string local = plain_local_path(path, ErrorKind::input);
    require_regular_file(path);
    const std::array<const char*, 2> drivers = {ending.driver, nullptr};
    OwnedDataset dataset(GDALOpenEx(local.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers.data(), nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::input, path.string(),
                    fmt::format("it cannot be read as {}: {}", ending.driver, complaints.first_failure()),
                    "check that the file is whole and of the kind that its ending says");
    }
    return dataset;
}

}  // namespace

VectorSource open_vector(const std::filesystem::path& path, const std::string& layer_name)
{
    prepare_gdal();
    static_cast<void>(plain_local_path(path, ErrorKind::input));
    const Ending& ending = ending_of(path);
    const ComplaintCollector complaints;
    // The first row of a sheet is always its header: guessing would eat or invent one. A sheet is read
    // when its columns are first asked for.
    const ConfigScope xlsx_header("OGR_XLSX_HEADERS", "FORCE");
    const ConfigScope ods_header("OGR_ODS_HEADERS", "FORCE");
    VectorSource source;
    source.dataset = open_file(path, ending, complaints);
    source.is_sheet = ending.sheets;
    choose_layer(source, path, layer_name);
    return source;
}

void choose_layer(VectorSource& source, const std::filesystem::path& path, const std::string& layer_name)
{
    const std::string where = path.string();
    const ComplaintCollector complaints;
    const std::string name =
        chosen_layer(layer_names(source.dataset.get()), layer_name, ending_of(path), where);
    source.layer = GDALDatasetGetLayerByName(source.dataset.get(), name.c_str());
    if (source.layer != nullptr) {
        OGR_L_GetLayerDefn(source.layer);
    }
    complaints.throw_on_failure(ErrorKind::input, where, "check that the file is whole");
}

std::vector<std::string> layer_names(const std::filesystem::path& path)
{
    prepare_gdal();
    const ComplaintCollector complaints;
    return layer_names(open_file(path, ending_of(path), complaints).get());
}

}  // namespace wardmap::formats
