#pragma once

#include <cstdint>
#include <functional>

/// Allocations of our own code that fail when a test says so. The operators of interposed_allocations.cpp stand in the test
/// program and are used by all C++ code; which allocations are ours they find out.
namespace wardmap::test {

struct AllocationPlan {
    std::int64_t at = 0;  ///< the number of the allocation that fails, from 1; 0: none, they are only counted
    bool for_good = false;  ///< the allocations after it fail too
    /// Asked at each allocation whether it fails besides the planned one. It may fork, so that the allocation fails in one
    /// of two processes, and set another plan. What it allocates itself does not count.
    std::function<bool(std::int64_t number)> visitor = {};
};

/// From now on, in this process, which must have one thread.
void set_allocation_plan(AllocationPlan plan);
/// Fails the allocations from now on, or none of them. Allocates nothing itself.
void fail_allocations(bool fail) noexcept;
/// Whether this is called from within functions whose names hold the word, as the linker has them.
[[nodiscard]] bool is_within(const char* word) noexcept;
/// The chain of calls in our own code that led here, as a number: where it is the same, so is the chain.
[[nodiscard]] std::uint64_t chain_of_calls() noexcept;
/// Allocations of ours since the plan was set.
[[nodiscard]] std::int64_t counted_allocations() noexcept;

}  // namespace wardmap::test
