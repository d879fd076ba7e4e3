#pragma once

#include "command.hpp"

namespace wardmap::cli {

[[nodiscard]] Command run_command();
[[nodiscard]] Command validate_command();
[[nodiscard]] Command synth_command();
[[nodiscard]] Command areas_command();
[[nodiscard]] Command evaluate_command();

}  // namespace wardmap::cli
