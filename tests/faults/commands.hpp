#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace wardmap::test {

/// Makes a command's output in a folder, which it may have to make: the output under test, or the earlier one that stands
/// there before.
using Make = std::function<void(const std::filesystem::path& folder, bool is_earlier)>;

/// The command of this name over the small towns of tests/data, on one thread. What it reads is made now, once.
[[nodiscard]] Make command_named(const std::string& name);
/// Their names, as a user would give the command and its format: all but "run".
[[nodiscard]] std::vector<std::string> commands_beside_run();

}  // namespace wardmap::test
