#pragma once

#include "command.hpp"

namespace wardmap::cli {

[[nodiscard]] Command run_command();
[[nodiscard]] Command validate_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command synth_command();

}  // namespace wardmap::cli
