#include <vector>

#include "command_list.hpp"

namespace wardmap::cli {

std::span<const Command> commands()
{
    static const std::vector<Command> table = {
        // One line a command: its file defines it, command_list.hpp declares it.
        run_command(), validate_command(), synth_command(), areas_command(), evaluate_command(),
    };
    return table;
}

}  // namespace wardmap::cli
