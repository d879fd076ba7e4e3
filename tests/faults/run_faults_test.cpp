#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <new>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "engine/result_folder.hpp"
#include "engine/temporary_folder.hpp"
#include "interposed_calls.hpp"
#include "wardmap/error.hpp"
#include "wardmap/run.hpp"

namespace wardmap::test {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = WARDMAP_SOURCE_DIR;
constexpr int exit_for_memory = static_cast<int>(ErrorKind::limit);

/// All points and kills with WARDMAP_LONG_TESTS set, else a sample of so many, evenly spread.
std::int64_t sample_of(std::int64_t all, std::int64_t sample)
{
    return std::getenv("WARDMAP_LONG_TESTS") != nullptr ? all : std::min(all, sample);
}

struct Ending {
    int exit_code = -1;  ///< -1: ended by a signal
    int signal_number = 0;
    std::int64_t calls = 0;
};

/// Runs the study of a small town over and over into one folder that holds an earlier result, each time in a
/// process of its own.
class RunUnderFaults : public ::testing::Test {
protected:
    RunUnderFaults()
    {
        m_study = read_study(source_folder / "tests/faults/study.toml");
        Study earlier = m_study;
        earlier.name = "Smallford before";
        m_new = result_of(m_study);
        m_old = result_of(earlier);
        run_into(earlier, target());
    }

    [[nodiscard]] fs::path target() const { return m_folder.path() / "out"; }
    [[nodiscard]] std::string folder() const { return m_folder.path().string(); }

    /// What a run in a process of its own ended with.
    Ending run_with(const FaultPlan& plan)
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
        Ending ending;
        static_cast<void>(!::read(pipe[0], &ending.calls, sizeof ending.calls));
        ::close(pipe[0]);
        wait_for(child, ending);
        return ending;
    }

    static void wait_for(pid_t child, Ending& ending)
    {
        int status = 0;
        ::waitpid(child, &status, 0);
        ending.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        ending.signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

    /// A child that runs the study until it is killed.
    pid_t start_run()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(exit_code_of_run());
        }
        return child;
    }

    enum class Found { old_result, new_result, torn };
    /// Which result stands in the target; the old one is put back if it is another one.
    Found what_stands()
    {
        const auto contents = contents_of(target());
        if (contents == m_old) {
            return Found::old_result;
        }
        put_back_the_old();
        if (contents == m_new) {
            return Found::new_result;
        }
        m_differs.clear();
        m_has_all_files = contents.size() == m_new.size();
        for (const auto& [file, bytes] : m_new) {
            const auto found = contents.find(file);
            m_has_all_files = m_has_all_files && found != contents.end();
            if (found == contents.end() || found->second != bytes) {
                m_differs += file + ' ';
            }
        }
        return Found::torn;
    }

    void put_back_the_old()
    {
        fs::remove_all(target());
        Study earlier = m_study;
        earlier.name = "Smallford before";
        run_into(earlier, target());
    }

    /// Names beside the target that a run left.
    [[nodiscard]] std::string left_behind() const
    {
        std::string names;
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder.path())) {
            if (entry.path() != target()) {
                names += entry.path().filename().string() + ' ';
            }
        }
        return names;
    }

    /// Calls of the kind fail, each alone and together with all later ones. The endings, counted.
    void visit_all(Call call, const char* name)
    {
        const Ending sound = run_with({.call = call, .at = 0, .for_good = false, .folder = folder()});
        ASSERT_EQ(sound.exit_code, 0);
        ASSERT_EQ(what_stands(), Found::new_result);
        ASSERT_GT(sound.calls, 0);
        std::map<std::string, int> endings;
        const std::int64_t points = sample_of(sound.calls, 60);
        for (std::int64_t point = 0; point < points; ++point) {
            const std::int64_t at = 1 + point * sound.calls / points;
            for (const bool for_good : {false, true}) {
                const Ending ending =
                    run_with({.call = call, .at = at, .for_good = for_good, .folder = folder()});
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

    Study m_study;
    bool m_has_all_files = false;
    std::string m_differs;  ///< files of a torn result that are not as they should be

private:
    int exit_code_of_run()
    {
        try {
            run_into(m_study, target());
            return 0;
        } catch (const Error& error) {
            return error.exit_code();
        } catch (const std::bad_alloc&) {
            return exit_for_memory;
        } catch (const std::exception&) {
            return static_cast<int>(ErrorKind::internal);
        }
    }

    static void run_into(const Study& study, const fs::path& folder)
    {
        static_cast<void>(run(study, {.data_folder = source_folder / "tests/data/small_town",
                                      .output_folder = folder,
                                      .threads = 1,
                                      .accept_hit_rate = false,
                                      .on_step = {}}));
    }

    std::map<std::string, std::string> result_of(const Study& study)
    {
        const TemporaryFolder elsewhere;
        run_into(study, elsewhere.path() / "out");
        return contents_of(elsewhere.path() / "out");
    }

    TemporaryFolder m_folder;
    std::map<std::string, std::string> m_old;
    std::map<std::string, std::string> m_new;
};

TEST_F(RunUnderFaults, AnOpenThatFailsLeavesTheOldResult) { visit_all(Call::open, "open"); }
TEST_F(RunUnderFaults, AWriteThatFailsLeavesTheOldResult) { visit_all(Call::write, "write"); }
TEST_F(RunUnderFaults, AnFsyncThatFailsLeavesTheOldResult) { visit_all(Call::fsync, "fsync"); }
TEST_F(RunUnderFaults, ACloseThatFailsLeavesTheOldResult) { visit_all(Call::close, "close"); }
TEST_F(RunUnderFaults, ARenameThatFailsLeavesTheOldResult) { visit_all(Call::rename, "rename"); }

TEST_F(RunUnderFaults, AKillAtAnyTimeLeavesTheOldOrTheNewResult)
{
    const std::int64_t kills = sample_of(200, 60);
    const auto start = std::chrono::steady_clock::now();
    Ending sound;
    wait_for(start_run(), sound);
    ASSERT_EQ(sound.exit_code, 0);
    const auto whole =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    ASSERT_EQ(what_stands(), Found::new_result);
    std::mt19937_64 random(1);
    std::map<Found, int> stands;
    std::int64_t killed = 0;
    for (std::int64_t i = 0; i < kills; ++i) {
        const pid_t child = start_run();
        std::this_thread::sleep_for(
            std::chrono::microseconds(random() % static_cast<std::uint64_t>(whole.count() + 1)));
        ::kill(child, SIGKILL);
        Ending ending;
        wait_for(child, ending);
        killed += ending.signal_number == SIGKILL ? 1 : 0;
        ++stands[what_stands()];
    }
    EXPECT_EQ(stands[Found::torn], 0);
    EXPECT_GT(killed, kills / 2);
    std::cout << killed << " runs killed of " << kills << ": the old result stood after "
              << stands[Found::old_result] << ", the new one after " << stands[Found::new_result] << ", torn "
              << stands[Found::torn] << '\n';
}

TEST_F(RunUnderFaults, AnAllocationOfOursThatFailsLeavesTheOldResult)
{
    const Ending sound = run_with({.call = Call::allocate, .at = 0, .for_good = false, .folder = ""});
    ASSERT_EQ(sound.exit_code, 0);
    ASSERT_EQ(what_stands(), Found::new_result);
    const std::int64_t points = std::min(sound.calls, sample_of(1'000, 60));
    std::map<std::string, int> endings;
    for (std::int64_t i = 0; i < points; ++i) {
        const std::int64_t at = 1 + i * sound.calls / points;
        const Ending ending = run_with({.call = Call::allocate, .at = at, .for_good = false, .folder = ""});
        const Found found = what_stands();
        // A run that went on is whole, but its bytes may be others: where memory fails inside of PROJ it takes another
        // operation, and such code of the standard library as both share cannot be told from ours.
        const bool is_right = ending.exit_code == 0 ? found == Found::new_result || m_has_all_files
                                                    : found == Found::old_result;
        EXPECT_TRUE(is_right) << "allocation " << at << ": exit " << ending.exit_code << ", signal "
                              << ending.signal_number << ", stands " << static_cast<int>(found) << ' '
                              << m_differs;
        ++endings[ending.signal_number != 0 ? "signal " + std::to_string(ending.signal_number)
                                            : "exit " + std::to_string(ending.exit_code)];
    }
    std::cout << points << " of " << sound.calls << " allocations of our own code failed:";
    for (const auto& [ending, count] : endings) {
        std::cout << ' ' << ending << " ×" << count;
    }
    std::cout << '\n';
}

}  // namespace
}  // namespace wardmap::test
