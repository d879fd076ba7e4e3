#pragma once

#include "toml_reader.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The sections [patrol] and [surgeries] of a study file: what to do about it all. Throws as read_study does.
void read_patrol(TomlReader& root, Study& study);
void read_surgeries(TomlReader& root, Study& study);

/// "late 14-22": a name and two whole hours; an end at or before the start is on the next day.
[[nodiscard]] std::optional<PatrolShift> parse_shift(std::string_view text);

}  // namespace wardmap
