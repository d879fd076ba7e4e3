#include "command.hpp"

#include <vector>

namespace wardmap::cli {

std::span<const Command> commands()
{
    static const std::vector<Command> table = {
        // One line a command: its file defines `Command NAME_command();`, command_list.hpp declares it.
    };
    return table;
}

}  // namespace wardmap::cli
