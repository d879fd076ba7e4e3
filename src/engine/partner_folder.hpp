#pragma once

#include <filesystem>

#include "wardmap/protect_result.hpp"
#include "wardmap/read_result.hpp"

namespace wardmap {

/// A result for partners out of an internal one that has been read back with its styles: what `wardmap run` with the
/// profile "partner" writes.
void write_partner_result(const ProtectOptions& options, Result result, const std::filesystem::path& folder);

}  // namespace wardmap
