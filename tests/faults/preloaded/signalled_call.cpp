// Loaded before the C library (LD_PRELOAD): the program is sent WARDMAP_TEST_SIGNAL as it makes its first call of
// WARDMAP_TEST_CALL, fsync or rename, and the call waits then. So the signal comes when a stage is full, or in the middle
// of putting it in its place, however fast the program is.

// The C library's functions have its names, not ours.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)

#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace {

void send_signal_at(const char* call, std::chrono::milliseconds wait)
{
    static std::atomic<bool> is_sent = false;
    const char* const planned = std::getenv("WARDMAP_TEST_CALL");
    const char* const number = std::getenv("WARDMAP_TEST_SIGNAL");
    if (planned != nullptr && number != nullptr && std::strcmp(planned, call) == 0 &&
        !is_sent.exchange(true)) {
        ::kill(::getpid(), std::atoi(number));
        std::this_thread::sleep_for(wait);
    }
}

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// Nobody has to wait for an fsync: the program ends meanwhile. A rename may be one that has to be gone through with.
constexpr std::chrono::seconds until_ended(20);
constexpr std::chrono::milliseconds for_a_moment(50);

}  // namespace

extern "C" {

int fsync(int descriptor)
{
    send_signal_at("fsync", until_ended);
    return real<int(int)>("fsync")(descriptor);
}

int fdatasync(int descriptor)
{
    send_signal_at("fsync", until_ended);
    return real<int(int)>("fdatasync")(descriptor);
}

int rename(const char* from, const char* to) noexcept
{
    send_signal_at("rename", for_a_moment);
    return real<int(const char*, const char*)>("rename")(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept
{
    send_signal_at("rename", for_a_moment);
    return real<int(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from, to_folder,
                                                                                to, flags);
}

}  // extern "C"

// NOLINTEND(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)
