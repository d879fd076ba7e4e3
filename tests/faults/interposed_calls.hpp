#pragma once

#include <cstdint>
#include <string>

/// Calls of the C library that fail when a test says so. The definitions of interposed_calls.cpp stand in the
/// test program and are found before the C library's, by our own code, GDAL and SQLite alike.
namespace wardmap::test {

enum class Call { open, write, fsync, close, rename };  // a second name (link) counts as a rename

struct FaultPlan {
    Call call = Call::open;
    std::int64_t at = 0;  ///< the number of the call that fails, from 1; 0: none, the calls are only counted
    bool for_good = false;   ///< the calls after it fail too
    std::string folder;      ///< only calls on files below this folder count
    bool is_killed = false;  ///< the call is made, and then the process is killed; of renames only
    bool cannot_exchange =
        false;  ///< as on some network file systems, renames cannot exchange; then they do not count
};

/// From now on, in this process.
void set_fault_plan(const FaultPlan& plan);
/// Calls of the plan's kind since then.
[[nodiscard]] std::int64_t counted_calls();

}  // namespace wardmap::test
