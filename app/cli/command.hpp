#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <span>
#include <string_view>

namespace wardmap::cli {

/// One command of `wardmap`: a file of its own that defines it, and a line in the table of commands.cpp.
struct Command {
    std::string_view name;
    std::string_view summary;  ///< one line, shown by `wardmap --help`

    /// Declares the options, with their limits, on the command's parser, and returns what the command does
    /// once they are parsed. The returned function owns the option values; it prints, and throws
    /// wardmap::Error when it cannot do what was asked.
    std::function<std::function<void()>(CLI::App& parser)> declare;
};

/// All commands, in the order in which help shows them: the one list for help, completion, tests and docs.
[[nodiscard]] std::span<const Command> commands();

}  // namespace wardmap::cli
