#include "interruption.hpp"

#include <unistd.h>

#include <csignal>
#include <string_view>
#include <system_error>
#include <thread>

#include "wardmap/unfinished_output.hpp"

namespace wardmap::cli {

namespace {

/// The signals that end us: whoever started us may have us ignore one, as a shell does for what runs in the background.
sigset_t ending_signals()
{
    sigset_t signals = {};
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM}) {
        struct sigaction found = {};
        if (::sigaction(number, nullptr, &found) == 0 && found.sa_handler != SIG_IGN) {
            sigaddset(&signals, number);
        }
    }
    return signals;
}

[[noreturn]] void end_when_one_comes(const sigset_t& signals)
{
    int number = 0;
    while (::sigwait(&signals, &number) != 0) {
    }
    const bool has_published = abandon_output();
    const std::string_view told = has_published ? "wardmap: interrupted; what was written before stands\n"
                                                : "wardmap: interrupted; nothing was changed\n";
    if (::isatty(STDERR_FILENO) == 1) {
        static_cast<void>(!::write(STDERR_FILENO, "\r\033[K", 4));  // the line of progress
    }
    static_cast<void>(!::write(STDERR_FILENO, told.data(), told.size()));
    ::_exit(128 + number);
}

}  // namespace

// A thread that waits for the signals, instead of a handler or a flag that is looked at from time to time: a handler may
// come in the middle of an allocation and do next to nothing then, and a flag would have to be looked at in every loop of
// every command, in GDAL's and SQLite's too, and while a database lets us wait.
void end_cleanly_on_signals()
{
    const sigset_t signals = ending_signals();
    sigset_t before = {};
    ::pthread_sigmask(SIG_BLOCK, &signals, &before);  // which all later threads take over
    try {
        std::thread(end_when_one_comes, signals).detach();
    } catch (
        const std::system_error&) {  // no room for a thread: they end us at once, and the next run sweeps
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
}

}  // namespace wardmap::cli
