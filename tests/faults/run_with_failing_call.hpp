#pragma once

#include <unistd.h>

#include <array>
#include <string>

#include "interposed_calls.hpp"
#include "run_under_faults.hpp"

namespace wardmap::test {

/// A run of which a call of the C library fails.
class RunWithFailingCall : public RunUnderFaults {
protected:
    using RunUnderFaults::RunUnderFaults;

    bool m_has_several_files = false;  ///< which it puts in a folder that has others

    struct Visited {
        std::int64_t points = 0;
        std::int64_t of = 0;
        int told = 0;
        int without_effect = 0;
    };

    /// Calls of the kind fail, each alone and together with all later ones: the run is told and leaves the old result, or
    /// makes the new one. `name` is said of a point where it is otherwise.
    Visited visit_all(Call call, const std::string& name, std::int64_t sample)
    {
        const CountedEnding sound =
            run_with({.call = call, .at = 0, .for_good = false, .folder = folder().string()});
        EXPECT_EQ(sound.exit_code, 0);
        EXPECT_EQ(what_stands(), Found::new_result);
        EXPECT_GT(sound.calls, 0) << name;
        Visited visited = {.points = sample_of(sound.calls, sample), .of = sound.calls};
        for (std::int64_t point = 0; point < visited.points; ++point) {
            const std::int64_t at = 1 + point * sound.calls / visited.points;
            for (const bool for_good : {false, true}) {
                visit({.call = call, .at = at, .for_good = for_good, .folder = folder().string()},
                      name + ' ' + std::to_string(at) + (for_good ? " for good" : " once"), visited);
            }
        }
        return visited;
    }

private:
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

    /// Two files that are put in their places one after the other cannot be taken back where nothing can be renamed any
    /// more from one moment to the next. They are whole.
    [[nodiscard]] bool is_half_put(const FaultPlan& plan, Found found) const
    {
        return m_has_several_files && plan.call == Call::rename && plan.for_good && found == Found::torn &&
               m_is_each_whole;
    }

    void visit(const FaultPlan& plan, const std::string& point, Visited& visited)
    {
        const CountedEnding ending = run_with(plan);
        const Found found = what_stands();
        const bool is_told = ending.exit_code == static_cast<int>(ErrorKind::output);
        // A fault that changes nothing, in sweeping an old stage for example, may be passed over.
        const bool is_right = (is_told && (found == Found::old_result || is_half_put(plan, found))) ||
                              (ending.exit_code == 0 && found == Found::new_result);
        EXPECT_TRUE(is_right) << point << ": exit " << ending.exit_code << ", signal " << ending.signal_number
                              << ", stands " << static_cast<int>(found) << ' ' << m_differs;
        EXPECT_EQ(left_behind(), "") << point;
        ++(ending.exit_code == 0 ? visited.without_effect : visited.told);
    }
};

}  // namespace wardmap::test
