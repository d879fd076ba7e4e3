#include "interposed_allocations.hpp"

// NOLINTBEGIN(bugprone-reserved-identifier,cppcoreguidelines-no-malloc,readability-identifier-naming)

#include <dlfcn.h>
#include <unwind.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string_view>
#include <utility>

// Where the program begins and its code ends, from the linker.
extern "C" const char __executable_start;
extern "C" const char etext;

namespace {

std::function<bool(std::int64_t)> visitor;
std::int64_t planned_at = 0;
std::int64_t count = 0;
bool is_planned_for_good = false;
bool is_counting = false;
bool is_failing = false;

enum class Owner : unsigned char { unknown, ours, standard_library, other };

/// Whose code stands at an address: that of the program, in which wardmap is linked; the standard library's, be it in its
/// own file or a template in the program; or another library's.
Owner find_owner(std::uintptr_t address)
{
    Dl_info info = {};
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the unwinder gives addresses as numbers
    const bool is_known = ::dladdr(reinterpret_cast<const void*>(address), &info) != 0;
    const std::string_view file = is_known && info.dli_fname != nullptr ? info.dli_fname : "";
    const std::string_view name = is_known && info.dli_sname != nullptr ? info.dli_sname : "";
    if (file.find("libstdc++") != std::string_view::npos) {
        return Owner::standard_library;
    }
    const bool is_in_program = address >= reinterpret_cast<std::uintptr_t>(&__executable_start) &&
                               address < reinterpret_cast<std::uintptr_t>(&etext);
    if (!is_in_program) {
        return Owner::other;
    }
    constexpr std::array<std::string_view, 4> standard = {"_ZNSt", "_ZNKSt", "_ZSt", "_ZN9__gnu_cxx"};
    const bool is_standard = std::any_of(standard.begin(), standard.end(),
                                         [&](std::string_view start) { return name.starts_with(start); });
    return is_standard ? Owner::standard_library : Owner::ours;
}

/// The same, remembered: a program has few places that allocate, and allocates there often.
Owner owner_of(std::uintptr_t address)
{
    struct Remembered {
        std::uintptr_t address = 0;
        Owner owner = Owner::unknown;
    };
    static std::array<Remembered, std::size_t{1} << 16U> table = {};
    for (std::size_t at = address * 0x9E3779B97F4A7C15ULL >> 48U;; at = (at + 1) % table.size()) {
        if (table[at].owner == Owner::unknown) {
            table[at] = {address, find_owner(address)};
        }
        if (table[at].address == address) {
            return table[at].owner;
        }
    }
}

struct Walk {
    std::uintptr_t begin = 0;  ///< in the frame that asked for memory
    bool has_begun = false;
    Owner owner = Owner::unknown;
};

_Unwind_Reason_Code look_at_frame(_Unwind_Context* context, void* state)
{
    auto& walk = *static_cast<Walk*>(state);
    const std::uintptr_t address = _Unwind_GetIP(context);
    walk.has_begun = walk.has_begun || address == walk.begin;
    walk.owner = walk.has_begun ? owner_of(address - 1) : Owner::standard_library;
    return walk.owner == Owner::standard_library ? _URC_NO_REASON : _URC_NORMAL_STOP;
}

/// Whether the memory is for our own code, which may have the standard library ask for it. What other libraries do when
/// memory runs out is theirs (PROJ takes another operation then).
bool is_ours(const void* caller)
{
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    Owner owner = owner_of(address - 1);
    if (owner == Owner::standard_library) {
        Walk walk = {.begin = address};
        _Unwind_Backtrace(look_at_frame, &walk);
        owner = walk.owner;
    }
    return owner == Owner::ours;
}

struct Search {
    std::string_view word;
    bool is_found = false;
};

bool has_name_with(const void* address, std::string_view word)
{
    Dl_info info = {};
    const bool is_known = ::dladdr(address, &info) != 0;
    const std::string_view name = is_known && info.dli_sname != nullptr ? info.dli_sname : "";
    return name.find(word) != std::string_view::npos;
}

_Unwind_Reason_Code look_for_word(_Unwind_Context* context, void* state)
{
    auto& search = *static_cast<Search*>(state);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the unwinder gives addresses as numbers
    const auto* const address = reinterpret_cast<const void*>(_Unwind_GetIP(context) - 1);
    search.is_found = search.is_found || has_name_with(address, search.word);
    return search.is_found ? _URC_NORMAL_STOP : _URC_NO_REASON;
}

_Unwind_Reason_Code add_to_chain(_Unwind_Context* context, void* state)
{
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15ULL;  // 2^64 over the golden ratio
    auto& chain = *static_cast<std::uint64_t*>(state);
    const std::uintptr_t address = _Unwind_GetIP(context) - 1;
    chain = owner_of(address) == Owner::ours ? (chain ^ address) * spread : chain;
    return _URC_NO_REASON;
}

/// Counts an allocation of ours; whether it has to fail.
bool is_fault()
{
    const std::int64_t number = ++count;
    bool fails = is_failing || number == planned_at || (is_planned_for_good && number > planned_at);
    if (visitor) {
        is_counting = false;
        fails = visitor(number) || fails;  // may come back twice, in two processes
        is_counting = true;
    }
    return fails;
}

void* checked_new(std::size_t bytes, const void* caller)
{
    if (is_counting && is_ours(caller) && is_fault()) {
        throw std::bad_alloc();
    }
    if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

namespace wardmap::test {

void set_allocation_plan(AllocationPlan plan)
{
    is_counting = false;
    planned_at = plan.at;
    is_planned_for_good = plan.for_good;
    is_failing = false;
    visitor = std::move(plan.visitor);
    count = 0;
    is_counting = true;
}

void fail_allocations(bool fail) noexcept { is_failing = fail; }

bool is_within(const char* word) noexcept
{
    Search search = {.word = word};
    _Unwind_Backtrace(look_for_word, &search);
    return search.is_found;
}

std::uint64_t chain_of_calls() noexcept
{
    std::uint64_t chain = 0;
    _Unwind_Backtrace(add_to_chain, &chain);
    return chain;
}

std::int64_t counted_allocations() noexcept { return count; }

}  // namespace wardmap::test

void* operator new(std::size_t bytes) { return checked_new(bytes, __builtin_return_address(0)); }
void* operator new[](std::size_t bytes) { return checked_new(bytes, __builtin_return_address(0)); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

// NOLINTEND(bugprone-reserved-identifier,cppcoreguidelines-no-malloc,readability-identifier-naming)
