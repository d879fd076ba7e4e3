#pragma once

#include <proj.h>

#include <memory>
#include <string>

/// PROJ's C handles with owners, and how this stage makes them.
namespace wardmap {

template <auto free_handle>
struct ProjDeleter {
    template <typename T>
    void operator()(T* handle) const noexcept
    {
        free_handle(handle);
    }
};
using PjContext = std::unique_ptr<PJ_CONTEXT, ProjDeleter<proj_context_destroy>>;
using Pj = std::unique_ptr<PJ, ProjDeleter<proj_destroy>>;
using PjList = std::unique_ptr<PJ_OBJ_LIST, ProjDeleter<proj_list_destroy>>;
using PjFactory =
    std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, ProjDeleter<proj_operation_factory_context_destroy>>;

/// Without network and without PROJ's own messages on stderr.
[[nodiscard]] PjContext quiet_offline_context();

/// The system that `text` names; of a compound one its horizontal part, since heights play no part in
/// wardmap. Throws Error (input) if PROJ does not know it.
[[nodiscard]] Pj horizontal_crs(PJ_CONTEXT* context, const std::string& text);

}  // namespace wardmap
