#include "interruption.hpp"

#include <csignal>

namespace wardmap::cli {

namespace {

volatile std::sig_atomic_t asked_by = 0;

extern "C" void remember_signal(int signal_number) { asked_by = signal_number; }

}  // namespace

InterruptionGuard::InterruptionGuard()
{
    asked_by = 0;
    std::signal(SIGINT, remember_signal);
    std::signal(SIGTERM, remember_signal);
}

InterruptionGuard::~InterruptionGuard()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void InterruptionGuard::throw_if_asked()
{
    if (asked_by != 0) {
        throw Interrupted{asked_by};
    }
}

}  // namespace wardmap::cli
