// Loaded before the C library (LD_PRELOAD): whoever asks for the time of day is told an hour less each time. Clocks that
// only measure how long something takes go on as they do.

// The C library's functions have its names, not ours.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)

#include <dlfcn.h>
#include <sys/time.h>

#include <atomic>
#include <ctime>

namespace {

time_t earlier_by_an_hour_each_time(time_t now)
{
    static std::atomic<time_t> asked = 0;
    constexpr time_t s_per_hour = 3600;
    return now - s_per_hour * ++asked;
}

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* found) noexcept
{
    const int result = real<int(clockid_t, timespec*)>("clock_gettime")(clock, found);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        found->tv_sec = earlier_by_an_hour_each_time(found->tv_sec);
    }
    return result;
}

int gettimeofday(timeval* found, void* zone) noexcept
{
    const int result = real<int(timeval*, void*)>("gettimeofday")(found, zone);
    if (result == 0) {
        found->tv_sec = earlier_by_an_hour_each_time(found->tv_sec);
    }
    return result;
}

time_t time(time_t* found) noexcept
{
    const time_t now = earlier_by_an_hour_each_time(real<time_t(time_t*)>("time")(nullptr));
    if (found != nullptr) {
        *found = now;
    }
    return now;
}

}  // extern "C"

// NOLINTEND(readability-inconsistent-declaration-parameter-name,readability-identifier-naming)
