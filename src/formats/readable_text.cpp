#include "wardmap/readable_text.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "gdal_session.hpp"

namespace wardmap {

namespace {

using formats::OwnedDataset;
using formats::OwnedFeature;

constexpr const char* advice = "check the disk and make the result again";
constexpr std::size_t block_bytes = std::size_t{1} << 20U;

using OwnedFile = std::unique_ptr<VSILFILE, decltype([](VSILFILE* file) { VSIFCloseL(file); })>;
struct FreeNames {
    void operator()(char** names) const noexcept { CSLDestroy(names); }
};

OwnedDataset opened(const std::string& file, const char* driver)
{
    const formats::ComplaintCollector complaints;
    const char* const drivers[] = {driver, nullptr};
    OwnedDataset dataset(GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers, nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorKind::output, file, complaints.first_failure(), advice);
    }
    return dataset;
}

void append_values(OGRLayerH layer, std::string& text)
{
    OGR_L_ResetReading(layer);
    while (const OwnedFeature feature{OGR_L_GetNextFeature(layer)}) {
        for (int i = 0; i < OGR_F_GetFieldCount(feature.get()); ++i) {
            text += OGR_F_GetFieldAsString(feature.get(), i);
            text += '\n';
        }
    }
}

void append_query(GDALDatasetH dataset, const std::string& query, std::string& text)
{
    OGRLayerH layer = GDALDatasetExecuteSQL(dataset, query.c_str(), nullptr, nullptr);
    if (layer != nullptr) {
        append_values(layer, text);
        GDALDatasetReleaseResultSet(dataset, layer);
    }
}

/// Every table, those that the format itself needs included.
std::string text_of_geopackage(const std::string& file)
{
    const OwnedDataset dataset = opened(file, "GPKG");
    std::string names;
    append_query(dataset.get(),
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree%'", names);
    std::string text;
    append_query(dataset.get(), "SELECT sql FROM sqlite_master", text);
    for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = names.find('\n', at);
        append_query(dataset.get(), fmt::format("SELECT * FROM \"{}\"", names.substr(at, end - at)), text);
        at = end + 1;
    }
    return text;
}

std::string text_of_dbf(const std::string& file)
{
    const OwnedDataset dataset = opened(file, "ESRI Shapefile");
    std::string text;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        append_values(GDALDatasetGetLayer(dataset.get(), i), text);
    }
    return text;
}

std::string text_of_zip(const std::string& file)
{
    const std::string folder = "/vsizip/{" + file + "}";
    const std::unique_ptr<char*, FreeNames> names(VSIReadDirRecursive(folder.c_str()));
    std::string text;
    for (char** name = names.get(); name != nullptr && *name != nullptr; ++name) {
        const OwnedFile entry(VSIFOpenL((folder + "/" + *name).c_str(), "rb"));
        text += std::string(*name) + "\n";
        std::size_t read = entry ? block_bytes : 0;
        while (read == block_bytes) {
            const std::size_t before = text.size();
            text.resize(before + block_bytes);
            read = VSIFReadL(text.data() + before, 1, block_bytes, entry.get());
            text.resize(before + read);
        }
    }
    if (text.empty()) {
        throw Error(ErrorKind::output, file, "its entries cannot be read", advice);
    }
    return text;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(input), {}};
    if (!input) {
        throw Error(ErrorKind::output, file.string(), "it cannot be read", advice);
    }
    return bytes;
}

}  // namespace

std::string readable_text(const std::filesystem::path& file)
{
    formats::prepare_gdal();
    const std::string path = formats::plain_local_path(file, ErrorKind::output);
    const std::string ending = file.extension().string();
    if (ending == ".gpkg") {
        return text_of_geopackage(path);
    }
    if (ending == ".dbf") {
        return text_of_dbf(path);
    }
    return ending == ".qgz" ? text_of_zip(path) : bytes_of(file);
}

}  // namespace wardmap
