#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "frozen_folder.hpp"
#include "interposed_allocations.hpp"
#include "run_under_faults.hpp"

namespace wardmap::test {
namespace {

/// What a child ends with whose memory ran out in a destructor of nlohmann::json, which takes some to take itself to
/// pieces: the one place of which we know where no exception can come through. The command line ends there with the
/// exit code for too little memory (app/cli/main.cpp). Builds with assertions may end sooner, in one of that library's: a
/// value whose memory ran out in its making is found not to be whole when it is taken to pieces.
constexpr int exit_of_json_destructor = 90;

[[noreturn]] void end_in_destructor()
{
    if (is_within("nlohmann")) {
        ::_exit(exit_of_json_destructor);
    }
    std::abort();
}

void end_of_assertion(int /*signal*/)
{
    if (is_within("nlohmann")) {
        ::_exit(exit_of_json_destructor);
    }
}

/// One run, in this process, that is forked at allocations of our own code: in the child that allocation fails, and this
/// process goes on to the next. So each point costs what is left of the run, and not a whole one.
class RunWithFailingAllocation : public RunUnderFaults {
protected:
    using RunUnderFaults::RunUnderFaults;

    struct Tally {
        std::int64_t visited = 0;
        std::map<std::string, std::int64_t> endings;
        std::string wrong;  ///< the first of those that did not end as they should
        std::int64_t wrong_count = 0;
    };

    /// How many allocations there are, and those that are the first of their chain of calls: what code has to survive is
    /// that it fails there, not how often it comes by.
    struct Counted {
        std::int64_t all = 0;
        std::vector<std::int64_t> firsts;  ///< ascending
    };
    Counted counted_run()
    {
        const std::filesystem::path kept = m_keep.path() / "counted";
        const pid_t child = ::fork();
        if (child == 0) {
            std::ofstream firsts(kept);
            std::set<std::uint64_t> chains;
            set_allocation_plan({.visitor = [&](std::int64_t number) {
                if (chains.insert(chain_of_calls()).second) {
                    firsts << number << '\n';
                }
                return false;
            }});
            const int code = exit_code_of_run();
            const std::int64_t count = counted_allocations();
            set_allocation_plan({});
            firsts << count << std::endl;
            ::_exit(code);
        }
        EXPECT_EQ(ending_of(child).exit_code, 0);
        EXPECT_EQ(what_stands(), Found::new_result);
        std::ifstream input(kept);
        Counted counted;
        counted.firsts.assign(std::istream_iterator<std::int64_t>(input), {});
        std::filesystem::remove(kept);
        if (!counted.firsts.empty()) {
            counted.all = counted.firsts.back();
            counted.firsts.pop_back();
        }
        return counted;
    }

    /// With WARDMAP_LONG_TESTS all, else every third of the firsts.
    static std::vector<std::int64_t> chosen_of(const Counted& counted)
    {
        std::vector<std::int64_t> chosen;
        if (std::getenv("WARDMAP_LONG_TESTS") != nullptr) {
            chosen.resize(static_cast<std::size_t>(counted.all));
            std::iota(chosen.begin(), chosen.end(), std::int64_t{1});
            return chosen;
        }
        for (std::size_t i = 0; i < counted.firsts.size(); i += 3) {
            chosen.push_back(counted.firsts[i]);
        }
        return chosen;
    }

    /// Visits the points, each once and for good. Those at which the run has a folder open, whose place a child would take
    /// from it, are visited by runs of their own.
    void visit(const std::vector<std::int64_t>& chosen)
    {
        bool is_child = false;
        set_allocation_plan({.visitor = [&](std::int64_t number) {
            if (is_child || !std::ranges::binary_search(chosen, number)) {
                return false;
            }
            if (has_open_folder(folder())) {
                m_left_out.push_back(number);
                return false;
            }
            is_child = fails_here(number, false) || fails_here(number, true);
            return is_child;
        }});
        const int code = exit_code_of_run();
        if (is_child) {
            ::_exit(code);
        }
        set_allocation_plan({});
        EXPECT_EQ(code, 0);
        EXPECT_EQ(what_stands(), Found::new_result) << m_differs;
        for (const std::int64_t number : m_left_out) {
            visit_by_a_run(number, false);
            visit_by_a_run(number, true);
        }
    }

    /// The same of a sample; prints what has been visited.
    void visit_sample(const std::string& name)
    {
        const Counted counted = counted_run();
        ASSERT_GT(counted.all, 100);
        visit(chosen_of(counted));
        EXPECT_EQ(m_tally.wrong_count, 0) << m_tally.wrong;
        std::cout << name << m_tally.visited << " of " << counted.all << " allocations of our own code ("
                  << counted.firsts.size() << " chains of calls) failed, each once and for good:";
        for (const auto& [ending, count] : m_tally.endings) {
            std::cout << ' ' << ending << " ×" << count;
        }
        std::cout << '\n';
    }

    Tally m_tally;

    void SetUp() override
    {
        m_terminate_before = std::set_terminate(end_in_destructor);
        m_abort_before = std::signal(SIGABRT, end_of_assertion);
    }
    void TearDown() override
    {
        std::signal(SIGABRT, m_abort_before);
        std::set_terminate(m_terminate_before);
    }

private:
    static constexpr unsigned longest_s = 120;  ///< then a child ends by a signal

    /// Forks; true in the child, whose allocations fail from now on. The parent waits for its end and puts all back.
    bool fails_here(std::int64_t number, bool for_good)
    {
        m_frozen.freeze();
        const pid_t child = ::fork();
        if (child == 0) {
            ::alarm(longest_s);
            fail_allocations(for_good);
            return true;
        }
        note(number, for_good, ending_of(child));
        m_frozen.put_back();
        return false;
    }

    void visit_by_a_run(std::int64_t number, bool for_good)
    {
        m_frozen.freeze();
        const pid_t child = ::fork();
        if (child == 0) {
            ::alarm(longest_s);
            set_allocation_plan({.at = number, .for_good = for_good});
            ::_exit(exit_code_of_run());
        }
        note(number, for_good, ending_of(child));
        m_frozen.put_back();
    }

    void note(std::int64_t number, bool for_good, const Ending& ending)
    {
        const bool is_old = is_old_there();
        const bool is_told = ending.exit_code == static_cast<int>(ErrorKind::limit) && is_old;
        // A run that went on without the memory, in sweeping an old stage for example, is whole.
        const bool is_whole =
            ending.exit_code == 0 && compared_with_new(contents_of(target())) == Found::new_result;
        const std::string left = left_behind();
        const bool is_json = ending.exit_code == exit_of_json_destructor && is_old;
        const std::string words = ending.signal_number != 0 ? "signal " + std::to_string(ending.signal_number)
                                  : is_json                 ? "in nlohmann::json's destructor"
                                                            : "exit " + std::to_string(ending.exit_code);
        ++m_tally.endings[words];
        m_tally.visited += for_good ? 0 : 1;
        // What was ended in that destructor leaves its stage, as after a kill; the next run sweeps it.
        if (((is_told || is_whole) && left.empty()) || is_json) {
            return;
        }
        if (m_tally.wrong_count++ < 20) {
            m_tally.wrong += "allocation " + std::to_string(number) + (for_good ? " for good: " : " once: ") +
                             words + (is_old ? ", the old result stands" : ", other files: " + m_differs) +
                             "; left behind: " + left + '\n';
        }
    }

    std::terminate_handler m_terminate_before = nullptr;
    void (*m_abort_before)(int) = SIG_DFL;
    TemporaryFolder m_keep;
    FrozenFolder m_frozen{folder(), m_keep.path()};
    std::vector<std::int64_t> m_left_out;
};

TEST_F(RunWithFailingAllocation, IsToldAndLeavesTheOldResult) { visit_sample(""); }

class CommandWithFailingAllocation : public RunWithFailingAllocation,
                                     public ::testing::WithParamInterface<std::string> {
protected:
    CommandWithFailingAllocation() : RunWithFailingAllocation(GetParam()) {}
};

TEST_P(CommandWithFailingAllocation, IsToldAndLeavesTheEarlierOutput) { visit_sample(GetParam() + ": "); }

INSTANTIATE_TEST_SUITE_P(Commands, CommandWithFailingAllocation, ::testing::ValuesIn(commands_beside_run()),
                         name_of_command);

}  // namespace
}  // namespace wardmap::test
