#include "interposed_calls.hpp"

// The C library's functions have its names, not ours.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using wardmap::test::Call;

// Read by calls of any thread; written once, before the work under test begins.
Call planned_call = Call::open;
std::int64_t planned_at = -1;  // nothing is counted before there is a plan
bool planned_for_good = false;
bool is_killed_there = false;
bool cannot_exchange = false;
std::array<char, 4096> planned_folder = {};
std::size_t planned_folder_length = 0;
std::atomic<std::int64_t> calls = 0;

bool is_below_folder(const char* path)
{
    return path != nullptr && std::strncmp(path, planned_folder.data(), planned_folder_length) == 0;
}

bool is_below_folder(int descriptor)
{
    std::array<char, 64> link = {};
    std::array<char, 4096> path = {};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
    return ::readlink(link.data(), path.data(), path.size() - 1) > 0 && is_below_folder(path.data());
}

bool is_watched(Call call) { return planned_at >= 0 && call == planned_call; }

/// Whether this call, which is one of those that count, has to fail.
bool is_fault()
{
    const std::int64_t number = ++calls;
    return planned_at > 0 && (number == planned_at || (planned_for_good && number > planned_at));
}

template <typename Place>
bool fails(Call call, Place place)
{
    return is_watched(call) && is_below_folder(place) && is_fault();
}

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool writes(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0; }
bool writes(const char* mode) { return std::strpbrk(mode, "wa+") != nullptr; }

int fail_with(int fault)
{
    errno = fault;
    return -1;
}

constexpr int disk_is_full = ENOSPC;

/// A rename that fails if it has to, or is the last thing that the process does.
template <typename Rename>
int checked_rename(Rename rename_really, const char* to, int fault)
{
    if (!fails(Call::rename, to)) {
        return rename_really();
    }
    if (is_killed_there) {
        rename_really();
        std::raise(SIGKILL);
    }
    return fail_with(fault);
}

template <typename Open>
int checked_open(Open open_really, const char* path, int flags)
{
    return writes(flags) && fails(Call::open, path) ? fail_with(EACCES) : open_really();
}

std::FILE* checked_fopen(const char* name, const char* path, const char* mode)
{
    if (writes(mode) && fails(Call::open, path)) {
        errno = EACCES;
        return nullptr;
    }
    return real<std::FILE*(const char*, const char*)>(name)(path, mode);
}

mode_t mode_of(int flags, std::va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

namespace wardmap::test {

void set_fault_plan(const FaultPlan& plan)
{
    planned_call = plan.call;
    planned_for_good = plan.for_good;
    is_killed_there = plan.is_killed;
    cannot_exchange = plan.cannot_exchange;
    planned_folder_length = plan.folder.copy(planned_folder.data(), planned_folder.size() - 1);
    calls = 0;
    planned_at = plan.at;
}

std::int64_t counted_calls() { return calls; }

}  // namespace wardmap::test

extern "C" {

int open(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    static auto* const really = real<int(const char*, int, ...)>("open");
    return checked_open([&] { return really(path, flags, mode); }, path, flags);
}

int open64(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    static auto* const really = real<int(const char*, int, ...)>("open64");
    return checked_open([&] { return really(path, flags, mode); }, path, flags);
}

std::FILE* fopen(const char* path, const char* mode) { return checked_fopen("fopen", path, mode); }
std::FILE* fopen64(const char* path, const char* mode) { return checked_fopen("fopen64", path, mode); }

ssize_t write(int descriptor, const void* bytes, std::size_t count)
{
    static auto* const really = real<ssize_t(int, const void*, std::size_t)>("write");
    return fails(Call::write, descriptor) ? fail_with(disk_is_full) : really(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void* bytes, std::size_t count, off_t at)
{
    static auto* const really = real<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
    return fails(Call::write, descriptor) ? fail_with(disk_is_full) : really(descriptor, bytes, count, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, std::size_t count, off64_t at)
{
    static auto* const really = real<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
    return fails(Call::write, descriptor) ? fail_with(disk_is_full) : really(descriptor, bytes, count, at);
}

std::size_t fwrite(const void* bytes, std::size_t size, std::size_t count, std::FILE* file)
{
    static auto* const really =
        real<std::size_t(const void*, std::size_t, std::size_t, std::FILE*)>("fwrite");
    if (fails(Call::write, ::fileno(file))) {
        errno = disk_is_full;
        return 0;
    }
    return really(bytes, size, count, file);
}

int fflush(std::FILE* file)
{
    static auto* const really = real<int(std::FILE*)>("fflush");
    return file != nullptr && fails(Call::write, ::fileno(file)) ? fail_with(disk_is_full) : really(file);
}

int fsync(int descriptor)
{
    static auto* const really = real<int(int)>("fsync");
    return fails(Call::fsync, descriptor) ? fail_with(EIO) : really(descriptor);
}

int fdatasync(int descriptor)
{
    static auto* const really = real<int(int)>("fdatasync");
    return fails(Call::fsync, descriptor) ? fail_with(EIO) : really(descriptor);
}

int close(int descriptor)
{
    static auto* const really = real<int(int)>("close");
    const bool has_fault = fails(Call::close, descriptor);
    const int result = really(descriptor);  // a close that fails has closed all the same
    return has_fault ? fail_with(EIO) : result;
}

int fclose(std::FILE* file)
{
    static auto* const really = real<int(std::FILE*)>("fclose");
    const bool has_fault = fails(Call::close, ::fileno(file));
    const int result = really(file);
    return has_fault ? fail_with(EIO) : result;
}

int rename(const char* from, const char* to) noexcept
{
    static auto* const really = real<int(const char*, const char*)>("rename");
    return checked_rename([&] { return really(from, to); }, to, EIO);
}

int link(const char* from, const char* to) noexcept
{
    static auto* const really = real<int(const char*, const char*)>("link");
    return checked_rename([&] { return really(from, to); }, to, EIO);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept
{
    static auto* const really = real<int(int, const char*, int, const char*, unsigned)>("renameat2");
    if (cannot_exchange) {
        return fail_with(EINVAL);
    }
    return checked_rename([&] { return really(from_folder, from, to_folder, to, flags); }, to, EINVAL);
}

}  // extern "C"

// NOLINTEND(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)
