#include "gdal_session.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_frmts.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>

#include "wardmap/local_path.hpp"

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

namespace {

/// GDAL puts the whole statement before what SQLite says, which is long, and may hold values.
std::string reason_of(const std::string& failure)
{
    if (failure.find("sqlite3_") == std::string::npos) {
        return failure;
    }
    for (const std::string_view after_statement : {") failed: ", "):\n  "}) {
        if (const std::size_t at = failure.rfind(after_statement); at != std::string::npos) {
            return "SQLite: " + failure.substr(at + after_statement.size());
        }
    }
    return failure;
}

}  // namespace

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
    return m_failures.empty() ? "no reason given" : reason_of(m_failures.front());
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

std::string plain_local_path(const std::filesystem::path& path, ErrorKind kind)
{
    if (!is_plain_local_path(path)) {
        throw Error(kind, shown_path(path), "this is not the path of a plain local file",
                    "give the path of a file on this machine, without /vsi, URL or driver prefix");
    }
    std::error_code fault;
    const std::filesystem::path absolute = std::filesystem::absolute(path, fault);
    if (fault) {
        throw Error(kind, path.string(), "the working folder cannot be found: " + fault.message(),
                    "change to a folder that is there");
    }
    return absolute.lexically_normal().string();
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
