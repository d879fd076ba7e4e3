#pragma once

#include "command.hpp"

namespace wardmap::cli {

[[nodiscard]] Command run_command();
[[nodiscard]] Command validate_command();
[[nodiscard]] Command synth_command();
[[nodiscard]] Command gazetteer_command();
[[nodiscard]] Command geocode_command();
[[nodiscard]] Command inspect_command();

}  // namespace wardmap::cli
