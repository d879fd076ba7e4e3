#pragma once

#include <string>

namespace wardmap::formats {

/// The time that files which must hold one hold: SOURCE_DATE_EPOCH if it is set, else 1980-01-01, so
/// that the same layers give the same bytes. "2025-03-30T18:05:00.000Z".
[[nodiscard]] std::string output_date();

}  // namespace wardmap::formats
