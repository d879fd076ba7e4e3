#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "interposed_calls.hpp"
#include "run_under_faults.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/staged_folder.hpp"

namespace wardmap::test {
namespace {

/// A run of which a call of the C library fails.
class RunWithFailingCall : public RunUnderFaults {
protected:
    using RunUnderFaults::RunUnderFaults;

    struct CountedEnding : Ending {
        std::int64_t calls = 0;
    };

    CountedEnding run_with(const FaultPlan& plan)
    {
        std::array<int, 2> pipe = {};
        EXPECT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            set_fault_plan(plan);
            const int code = exit_code_of_run();
            const std::int64_t calls = counted_calls();
            set_fault_plan({.folder = "/nowhere"});
            static_cast<void>(!::write(pipe[1], &calls, sizeof calls));
            ::_exit(code);
        }
        ::close(pipe[1]);
        CountedEnding ending;
        static_cast<void>(!::read(pipe[0], &ending.calls, sizeof ending.calls));
        ::close(pipe[0]);
        static_cast<Ending&>(ending) = ending_of(child);
        return ending;
    }

    /// Calls of the kind fail, each alone and together with all later ones. The endings, counted.
    void visit_all(Call call, const std::string& name, std::int64_t sample = 60)
    {
        const CountedEnding sound =
            run_with({.call = call, .at = 0, .for_good = false, .folder = folder().string()});
        ASSERT_EQ(sound.exit_code, 0);
        ASSERT_EQ(what_stands(), Found::new_result);
        ASSERT_GT(sound.calls, 0);
        std::map<std::string, int> endings;
        const std::int64_t points = sample_of(sound.calls, sample);
        for (std::int64_t point = 0; point < points; ++point) {
            const std::int64_t at = 1 + point * sound.calls / points;
            for (const bool for_good : {false, true}) {
                const CountedEnding ending =
                    run_with({.call = call, .at = at, .for_good = for_good, .folder = folder().string()});
                const Found found = what_stands();
                const bool is_told = ending.exit_code == static_cast<int>(ErrorKind::output);
                // A fault that changes nothing, in sweeping an old stage for example, may be passed over.
                const bool is_right = (is_told && found == Found::old_result) ||
                                      (ending.exit_code == 0 && found == Found::new_result);
                EXPECT_TRUE(is_right) << name << ' ' << at << (for_good ? " for good" : " once") << ": exit "
                                      << ending.exit_code << ", signal " << ending.signal_number
                                      << ", stands " << static_cast<int>(found) << ' ' << m_differs;
                EXPECT_EQ(left_behind(), "") << name << ' ' << at;
                ++endings[ending.exit_code == 0 ? "passed over" : "told"];
            }
        }
        std::cout << name << ": " << points << " of " << sound.calls
                  << " fault points visited, each once and for good; told " << endings["told"]
                  << ", without effect " << endings["passed over"] << '\n';
    }
};

TEST_F(RunWithFailingCall, AnOpenThatFailsLeavesTheOldResult) { visit_all(Call::open, "open"); }
TEST_F(RunWithFailingCall, AWriteThatFailsLeavesTheOldResult) { visit_all(Call::write, "write"); }
TEST_F(RunWithFailingCall, AnFsyncThatFailsLeavesTheOldResult) { visit_all(Call::fsync, "fsync"); }
TEST_F(RunWithFailingCall, ACloseThatFailsLeavesTheOldResult) { visit_all(Call::close, "close"); }
TEST_F(RunWithFailingCall, ARenameThatFailsLeavesTheOldResult) { visit_all(Call::rename, "rename"); }

/// A release for the public, made of the result of a run, of which a call of the C library fails.
class ProtectWithFailingCall : public RunWithFailingCall {
protected:
    ProtectWithFailingCall() : RunWithFailingCall(make_by_protect) {}
    static void SetUpTestSuite() { internal_results() = std::make_unique<TemporaryFolder>(); }
    static void TearDownTestSuite() { internal_results().reset(); }

private:
    static std::unique_ptr<TemporaryFolder>& internal_results()
    {
        static std::unique_ptr<TemporaryFolder> folder;
        return folder;
    }
    static void make_by_protect(const Study& study, const std::filesystem::path& folder)
    {
        const std::filesystem::path result = internal_results()->path() / study.name;
        if (!std::filesystem::exists(result)) {
            make_by_run(study, result);
        }
        ProtectOptions options;
        options.result = result;
        options.output_folder = folder;
        options.approved_by = "Nobody";
        static_cast<void>(protect_result(options));
    }
};

TEST_F(ProtectWithFailingCall, LeavesTheEarlierReleaseWhicheverKindOfCallFails)
{
    visit_all(Call::open, "protect: open", 10);
    visit_all(Call::write, "protect: write", 10);
    visit_all(Call::fsync, "protect: fsync", 10);
    visit_all(Call::close, "protect: close", 10);
    visit_all(Call::rename, "protect: rename", 10);
}

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
