#pragma once

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <clocale>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap::formats {

/// Owns a handle of GDAL's C interface (they are all void pointers) and gives it back with `release`.
template <auto release>
struct GiveBack {
    using pointer = void*;
    void operator()(void* handle) const noexcept
    {
        if (handle != nullptr) {
            release(handle);
        }
    }
};
using OwnedFeature = std::unique_ptr<void, GiveBack<OGR_F_Destroy>>;
using OwnedField = std::unique_ptr<void, GiveBack<OGR_Fld_Destroy>>;
using OwnedGeometry = std::unique_ptr<void, GiveBack<OGR_G_DestroyGeometry>>;
using OwnedReference = std::unique_ptr<void, GiveBack<OSRDestroySpatialReference>>;
using OwnedDataset = std::unique_ptr<void, GiveBack<GDALClose>>;

/// Name and value pairs as the C interface takes them.
class OptionList {
public:
    explicit OptionList(std::vector<std::string> items = {});
    [[nodiscard]] char** get() noexcept { return m_pointers.data(); }

private:
    std::vector<std::string> m_items;
    std::vector<char*> m_pointers;
};

/// While it lives, the C library works for this thread as in the C locale, whatever the program has set: GDAL compares
/// names without regard to case by it, and in Turkish "I" is not the capital of "i".
class PlainLocaleScope {
public:
    PlainLocaleScope();
    PlainLocaleScope(const PlainLocaleScope&) = delete;
    PlainLocaleScope& operator=(const PlainLocaleScope&) = delete;
    ~PlainLocaleScope();

private:
    locale_t m_before;
};

/// While it lives, what GDAL complains about on this thread is collected here and not printed, and GDAL works in the
/// plain locale.
class ComplaintCollector {
public:
    ComplaintCollector();
    ComplaintCollector(const ComplaintCollector&) = delete;
    ComplaintCollector& operator=(const ComplaintCollector&) = delete;
    ~ComplaintCollector();

    [[nodiscard]] bool has_failures() const noexcept { return m_has_lost_one || !m_failures.empty(); }
    /// The first failure's text; "no reason given" when there is none.
    [[nodiscard]] std::string first_failure() const;
    /// Throws Error with the first failure if there is one.
    void throw_on_failure(ErrorKind kind, const std::string& where, const std::string& advice) const;

private:
    static void collect(CPLErr severity, CPLErrorNum number, const char* message);
    PlainLocaleScope m_locale;
    std::vector<std::string> m_failures;
    bool m_has_lost_one = false;  ///< there was no memory to keep it
};

/// A configuration option of GDAL set on this thread for a scope.
class ConfigScope {
public:
    ConfigScope(std::string key, const std::string& value);
    ConfigScope(const ConfigScope&) = delete;
    ConfigScope& operator=(const ConfigScope&) = delete;
    ~ConfigScope();

private:
    std::string m_key;
};

/// Registers the drivers that wardmap uses and no others, and switches off all that GDAL does on its
/// own account: network, sidecar files. Safe to call often and from any thread.
void prepare_gdal();

[[nodiscard]] GDALDriverH driver_named(const char* name);

/// The absolute path of a plain local file or folder, as GDAL must be given it. Throws Error of `kind`
/// for what GDAL would take for something else: "/vsi…", a URL, a driver prefix such as "CSV:".
[[nodiscard]] std::string plain_local_path(const std::filesystem::path& path, ErrorKind kind);

/// The CRS for writing. Throws Error (output) if GDAL does not know it.
[[nodiscard]] OwnedReference spatial_reference(const std::string& crs);

}  // namespace wardmap::formats
