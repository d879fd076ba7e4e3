#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "run_with_failing_call.hpp"

namespace wardmap::test {
namespace {

/// A command beside `run` that writes, of which a call of the C library fails.
class CommandWithFailingCall : public RunWithFailingCall, public ::testing::WithParamInterface<std::string> {
protected:
    CommandWithFailingCall() : RunWithFailingCall(GetParam())
    {
        m_has_several_files = GetParam().starts_with("geocode");
    }
};

TEST_P(CommandWithFailingCall, LeavesTheEarlierOutputWhicheverKindOfCallFails)
{
    Visited all;
    std::string parts;
    for (const auto& [call, name] :
         {std::pair(Call::open, "open"), std::pair(Call::write, "write"), std::pair(Call::fsync, "fsync"),
          std::pair(Call::close, "close"), std::pair(Call::rename, "rename")}) {
        constexpr std::int64_t sample = 4;
        const Visited visited = visit_all(call, name, sample);
        all.points += visited.points;
        all.of += visited.of;
        all.told += visited.told;
        all.without_effect += visited.without_effect;
        parts += std::string(parts.empty() ? "" : ", ") + name + ' ' + std::to_string(visited.points) +
                 " of " + std::to_string(visited.of);
    }
    std::cout << GetParam() << ": " << all.points << " of " << all.of
              << " fault points visited, each once and for good; told " << all.told << ", without effect "
              << all.without_effect << " (" << parts << ")\n";
}

INSTANTIATE_TEST_SUITE_P(Commands, CommandWithFailingCall, ::testing::ValuesIn(commands_beside_run()),
                         name_of_command);

}  // namespace
}  // namespace wardmap::test
