#pragma once

#include "command.hpp"

namespace wardmap::cli {

[[nodiscard]] Command run_command();
[[nodiscard]] Command validate_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command synth_command();
[[nodiscard]] Command hotspots_command();
[[nodiscard]] Command clusters_command();
[[nodiscard]] Command nearrepeat_command();
[[nodiscard]] Command emerging_command();
[[nodiscard]] Command density_command();
[[nodiscard]] Command bandwidth_command();
[[nodiscard]] Command gazetteer_command();
[[nodiscard]] Command geocode_command();
[[nodiscard]] Command inspect_command();
[[nodiscard]] Command areas_command();
[[nodiscard]] Command evaluate_command();
[[nodiscard]] Command patrol_command();
[[nodiscard]] Command surgery_command();
[[nodiscard]] Command protect_command();

}  // namespace wardmap::cli
