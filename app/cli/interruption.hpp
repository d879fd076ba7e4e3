#pragma once

namespace wardmap::cli {

/// Thrown at the next step after SIGINT or SIGTERM, so that what is half done is cleaned up.
struct Interrupted {
    int signal_number;
};

/// While it lives, SIGINT and SIGTERM ask for an orderly stop instead of ending the program at once.
class InterruptionGuard {
public:
    InterruptionGuard();
    InterruptionGuard(const InterruptionGuard&) = delete;
    InterruptionGuard& operator=(const InterruptionGuard&) = delete;
    ~InterruptionGuard();

    /// Throws Interrupted if a signal came.
    static void throw_if_asked();
};

}  // namespace wardmap::cli
