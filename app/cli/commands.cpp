#include <vector>

#include "command_list.hpp"

namespace wardmap::cli {

std::span<const Command> commands()
{
    static const std::vector<Command> table = {
        // One line a command: its file defines it, command_list.hpp declares it.
        // clang-format off
        run_command(),
        validate_command(),
        evaluate_command(),
        patrol_command(),
        surgery_command(),
        areas_command(),
        protect_command(),
        export_command(),
        synth_command(),
        hotspots_command(),
        clusters_command(),
        nearrepeat_command(),
        emerging_command(),
        density_command(),
        bandwidth_command(),
        gazetteer_command(),
        geocode_command(),
        inspect_command(),
        // clang-format on
    };
    return table;
}

}  // namespace wardmap::cli
