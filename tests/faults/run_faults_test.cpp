#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "run_with_failing_call.hpp"
#include "wardmap/staged_folder.hpp"

namespace wardmap::test {
namespace {

/// Prints what has been visited.
class RunItself : public RunWithFailingCall {
protected:
    void visit_sample(Call call, const std::string& name)
    {
        const Visited visited = visit_all(call, name, 60);
        std::cout << name << ": " << visited.points << " of " << visited.of
                  << " fault points visited, each once and for good; told " << visited.told
                  << ", without effect " << visited.without_effect << '\n';
    }
};

TEST_F(RunItself, AnOpenThatFailsLeavesTheOldResult) { visit_sample(Call::open, "open"); }
TEST_F(RunItself, AWriteThatFailsLeavesTheOldResult) { visit_sample(Call::write, "write"); }
TEST_F(RunItself, AnFsyncThatFailsLeavesTheOldResult) { visit_sample(Call::fsync, "fsync"); }
TEST_F(RunItself, ACloseThatFailsLeavesTheOldResult) { visit_sample(Call::close, "close"); }
TEST_F(RunItself, ARenameThatFailsLeavesTheOldResult) { visit_sample(Call::rename, "rename"); }

/// A run that is killed.
class KilledRun : public RunUnderFaults {
protected:
    pid_t start_run()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(exit_code_of_run());
        }
        return child;
    }
};

TEST_F(KilledRun, AtAnyTimeLeavesTheOldOrTheNewResult)
{
    constexpr std::int64_t kills = 200;
    const auto start = std::chrono::steady_clock::now();
    ASSERT_EQ(ending_of(start_run()).exit_code, 0);
    // No kill waits longer than the shortest run took, however busy the machine was for the others.
    auto shortest =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    ASSERT_EQ(what_stands(), Found::new_result);
    std::mt19937_64 random(1);
    std::map<Found, int> stands;
    std::int64_t killed = 0;
    std::int64_t runs = 0;
    for (; killed < kills && runs < 3 * kills; ++runs) {
        const pid_t child = start_run();
        const std::chrono::microseconds waited(random() % static_cast<std::uint64_t>(shortest.count() + 1));
        std::this_thread::sleep_for(waited);
        ::kill(child, SIGKILL);
        if (ending_of(child).signal_number == SIGKILL) {
            ++killed;
        } else {
            shortest = std::min(shortest, waited);
        }
        ++stands[what_stands()];
    }
    EXPECT_EQ(stands[Found::torn], 0);
    EXPECT_EQ(killed, kills);
    std::cout << killed << " runs killed of " << runs << ": the old result stood after "
              << stands[Found::old_result] << ", the new one after " << stands[Found::new_result] << ", torn "
              << stands[Found::torn] << '\n';
}

/// A run that is killed after one of its renames, where folders cannot change places in one step.
TEST_F(KilledRun, BetweenTwoRenamesLosesNothingThatTheNextRunCannotPutBack)
{
    int put_back = 0;
    std::int64_t renames = 0;
    for (bool is_reached = true; is_reached; renames += is_reached ? 1 : 0) {
        const pid_t child = ::fork();
        if (child == 0) {
            set_fault_plan({.call = Call::rename,
                            .at = renames + 1,
                            .folder = folder().string(),
                            .is_killed = true,
                            .cannot_exchange = true});
            ::_exit(exit_code_of_run());
        }
        const Ending ending = ending_of(child);
        is_reached = ending.signal_number == SIGKILL;
        EXPECT_TRUE(is_reached || ending.exit_code == 0) << ending.exit_code;
        const bool is_gone = !std::filesystem::exists(target());
        {
            const StagedFolder next_run_that_publishes_nothing(target());
        }
        ASSERT_TRUE(std::filesystem::exists(target())) << "gone, killed after rename " << renames + 1;
        const Found found = what_stands();
        EXPECT_TRUE(found == Found::new_result || (is_reached && found == Found::old_result))
            << "killed after rename " << renames + 1 << ": torn: " << m_differs;
        EXPECT_EQ(left_behind(), "") << "killed after rename " << renames + 1;
        put_back += is_gone && found == Found::old_result ? 1 : 0;
    }
    EXPECT_EQ(renames, 3);
    EXPECT_EQ(put_back, 1);
    std::cout << "killed after each of " << renames
              << " renames without an exchange; the old result put back " << put_back << " time\n";
}

}  // namespace
}  // namespace wardmap::test
