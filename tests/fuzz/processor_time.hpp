#pragma once

#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace wardmap::fuzz {

/// As long as a unit is fuzzed: one that takes a second of processor time is a hang, and libFuzzer keeps its bytes.
/// Processor time, because on a busy machine any unit may have to wait; it is measured with the sanitizers, which make all
/// code several times slower.
class TimedUnit {
public:
    TimedUnit()
    {
        static const bool is_watched = begin_to_watch();
        s_begun_and_ended += is_watched ? 1 : 0;
    }
    TimedUnit(const TimedUnit&) = delete;
    TimedUnit& operator=(const TimedUnit&) = delete;
    ~TimedUnit() { ++s_begun_and_ended; }

private:
    static bool begin_to_watch()
    {
        struct sigaction action = {};
        action.sa_handler = look;
        action.sa_flags = SA_RESTART;
        constexpr suseconds_t quarter_of_a_second_us = 250'000;
        const itimerval tick = {.it_interval = {0, quarter_of_a_second_us},
                                .it_value = {0, quarter_of_a_second_us}};
        return ::sigaction(SIGPROF, &action, nullptr) == 0 && ::setitimer(ITIMER_PROF, &tick, nullptr) == 0;
    }

    /// Each quarter of a second of processor time: is the unit still the one that it was?
    static void look(int /*signal_number*/)
    {
        const std::uint64_t now = s_begun_and_ended;
        const bool is_inside = now % 2 == 1;
        s_ticks = is_inside && now == s_seen ? s_ticks + 1 : 0;
        s_seen = now;
        if (s_ticks == 4) {
            constexpr std::string_view words =
                "a promise is broken: a unit took a second of processor time\n";
            static_cast<void>(!::write(STDERR_FILENO, words.data(), words.size()));
            std::abort();
        }
    }

    static inline std::atomic<std::uint64_t> s_begun_and_ended = 0;  ///< odd while a unit is at work
    static inline std::uint64_t s_seen = 0;
    static inline int s_ticks = 0;
};

}  // namespace wardmap::fuzz
