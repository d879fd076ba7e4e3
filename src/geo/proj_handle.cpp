#include "proj_handle.hpp"

#include "wardmap/error.hpp"

namespace wardmap {

PjContext quiet_offline_context()
{
    PjContext context{proj_context_create()};
    if (!context) {
        throw Error(ErrorKind::internal, "PROJ", "no context could be made", "Check the PROJ installation.");
    }
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);  // what it would print is told by our own errors
    if (proj_context_get_database_path(context.get()) == nullptr) {
        throw Error(ErrorKind::internal, "PROJ", "its database proj.db cannot be found",
                    "Install PROJ's data, or set PROJ_DATA to the folder that holds it.");
    }
    return context;
}

Pj horizontal_crs(PJ_CONTEXT* context, const std::string& text)
{
    const bool is_proj_string =
        text.find("+proj=") != std::string::npos || text.find("+init=") != std::string::npos;
    const bool needs_type = is_proj_string && text.find("+type=crs") == std::string::npos;
    Pj crs{proj_create(context, needs_type ? (text + " +type=crs").c_str() : text.c_str())};
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) {
        crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    }
    if (!crs || proj_is_crs(crs.get()) == 0) {
        throw Error(ErrorKind::input, "coordinate reference system \"" + text + "\"", "PROJ does not know it",
                    "Give it as AUTHORITY:CODE (such as EPSG:27700), as WKT or as a PROJ string.");
    }
    return crs;
}

}  // namespace wardmap
