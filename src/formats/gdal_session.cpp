#include "gdal_session.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_frmts.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cctype>
#include <mutex>
#include <string_view>
#include <utility>

namespace wardmap::formats {

OptionList::OptionList(std::vector<std::string> items) : m_items(std::move(items))
{
    m_pointers.reserve(m_items.size() + 1);
    for (std::string& item : m_items) {
        m_pointers.push_back(item.data());
    }
    m_pointers.push_back(nullptr);
}

PlainLocaleScope::PlainLocaleScope()
{
    static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
    m_before = ::uselocale(plain);
}

PlainLocaleScope::~PlainLocaleScope() { ::uselocale(m_before); }

ComplaintCollector::ComplaintCollector()
{
    CPLErrorReset();
    CPLPushErrorHandlerEx(&ComplaintCollector::collect, this);
}

ComplaintCollector::~ComplaintCollector()
{
    CPLPopErrorHandler();
    CPLErrorReset();
}

void ComplaintCollector::collect(CPLErr severity, CPLErrorNum /*number*/, const char* message)
{
    constexpr std::size_t enough = 20;  // the first ones tell; a broken file can give millions
    auto* self = static_cast<ComplaintCollector*>(CPLGetErrorHandlerUserData());
    if (severity < CE_Failure || self->m_failures.size() >= enough) {
        return;
    }
    try {
        self->m_failures.emplace_back(message);
    } catch (...) {  // GDAL's C code must not be thrown through; that something failed is what counts
        self->m_has_lost_one = true;
    }
}

std::string ComplaintCollector::first_failure() const
{
    return m_failures.empty() ? "no reason given" : m_failures.front();
}

void ComplaintCollector::throw_on_failure(ErrorKind kind, const std::string& where,
                                          const std::string& advice) const
{
    if (has_failures()) {
        throw Error(kind, where, first_failure(), advice);
    }
}

ConfigScope::ConfigScope(std::string key, const std::string& value) : m_key(std::move(key))
{
    CPLSetThreadLocalConfigOption(m_key.c_str(), value.c_str());
}

ConfigScope::~ConfigScope() { CPLSetThreadLocalConfigOption(m_key.c_str(), nullptr); }

void prepare_gdal()
{
    static std::once_flag once;
    std::call_once(once, [] {
        RegisterOGRGeoJSON();
        RegisterOGRGeoPackage();
        RegisterOGRShape();
        RegisterOGRXLSX();
        RegisterOGRODS();
        RegisterOGROSM();
        RegisterOGRSQLite();  // of MBTiles alone
        GDALRegister_GTiff();
        GDALRegister_COG();
        GDALRegister_MEM();  // what the COG driver copies from
        OSRSetPROJEnableNetwork(0);
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");       // no .aux.xml beside files
        CPLSetConfigOption("OGR_GEOCODE_SERVICE", "none");  // a view in a GeoPackage may call ogr_geocode()
        CPLSetConfigOption("OGR_GPKG_ALLOW_THREADED_RTREE", "NO");  // same bytes on every run
    });
}

GDALDriverH driver_named(const char* name)
{
    prepare_gdal();
    GDALDriverH driver = GDALGetDriverByName(name);
    if (driver == nullptr) {
        throw Error(ErrorKind::internal, "GDAL", std::string("the driver ") + name + " is missing",
                    "install a GDAL that has it");
    }
    return driver;
}

namespace {

/// "GPKG:", "CSV:" … : letters, digits and underscores of at least two characters before a colon in
/// the first part of the path.
bool has_driver_prefix(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2) {
        return false;
    }
    return std::ranges::all_of(text.substr(0, colon), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
}

}  // namespace

std::string plain_local_path(const std::filesystem::path& path, ErrorKind kind)
{
    const std::string text = path.string();
    const std::string absolute =
        text.empty() ? text : std::filesystem::absolute(path).lexically_normal().string();
    const bool odd = text.empty() || text.find('\0') != std::string::npos ||
                     text.find("://") != std::string::npos || text.find("/vsi") != std::string::npos ||
                     absolute.starts_with("/vsi") || has_driver_prefix(text);
    if (odd) {
        // An address may hold a password.
        const std::string where =
            text.substr(0, text.find("://")) + (text.find("://") == std::string::npos ? "" : "://…");
        throw Error(kind, where, "this is not the path of a plain local file",
                    "give the path of a file on this machine, without /vsi, URL or driver prefix");
    }
    return absolute;
}

OwnedReference spatial_reference(const std::string& crs)
{
    prepare_gdal();
    OwnedReference reference(OSRNewSpatialReference(nullptr));
    const ComplaintCollector complaints;
    auto* object = OGRSpatialReference::FromHandle(reference.get());
    if (object->SetFromUserInput(crs.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) !=
        OGRERR_NONE) {
        throw Error(ErrorKind::output, crs, "GDAL does not know this coordinate system",
                    "name it by its code, such as EPSG:27700");
    }
    OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

}  // namespace wardmap::formats
