#pragma once

namespace wardmap::cli {

/// From now on SIGINT and SIGTERM, at any moment of any command, remove what is half made and end the program with 128
/// plus the signal's number, as a shell reports a program that a signal ended. Before the program has other threads.
void end_cleanly_on_signals();

}  // namespace wardmap::cli
