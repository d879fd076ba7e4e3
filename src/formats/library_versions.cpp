#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <array>

#include "gdal_session.hpp"
#include "ogr_layers.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

/// The answer of the SQLite that GDAL works with: asked of an empty GeoPackage in memory.
std::string answer_of(const char* sql)
{
    constexpr const char* place = "/vsimem/wardmap_versions.gpkg";
    const formats::ComplaintCollector complaints;
    std::string answer;
    if (const formats::OwnedDataset dataset{
            GDALCreate(formats::driver_named("GPKG"), place, 0, 0, 0, GDT_Unknown, nullptr)}) {
        answer = formats::query_text(dataset.get(), sql);
    }
    VSIUnlink(place);
    return answer;
}

std::string build_info(const char* key)
{
    char** lines = CSLTokenizeString2(GDALVersionInfo("BUILD_INFO"), "\n", 0);
    const char* value = CSLFetchNameValue(lines, key);
    std::string text = value != nullptr ? value : "";
    CSLDestroy(lines);
    return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> library_versions()
{
    formats::prepare_gdal();
    std::array<int, 3> proj{};
    OSRGetPROJVersion(&proj[0], &proj[1], &proj[2]);
    return {{"GDAL", GDALVersionInfo("RELEASE_NAME")},
            {"GEOS", build_info("GEOS_VERSION")},
            {"PROJ", fmt::format("{}.{}.{}", proj[0], proj[1], proj[2])},
            {"SQLite", answer_of("SELECT sqlite_version()")}};
}

}  // namespace wardmap
