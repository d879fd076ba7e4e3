#include "wardmap/time_profile.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t hours_of_week = 168;

std::size_t bucket_of(CivilSecond t)
{
    const CivilDay day = floor<days>(t);
    const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return 24 * std::size_t{weekday} + static_cast<std::size_t>(floor<hours>(t - day).count());
}

void add_interval(std::array<double, hours_of_week>& weight, CivilSecond from, CivilSecond to)
{
    if (to <= from) {
        weight[bucket_of(from)] += 1;
        return;
    }
    if (to - from >= days(7)) {
        for (double& hour : weight) {
            hour += 1.0 / hours_of_week;
        }
        return;
    }
    const auto length_s = static_cast<double>((to - from).count());
    for (CivilSecond begin = from; begin < to;) {
        const CivilSecond end = std::min<CivilSecond>(floor<hours>(begin) + hours(1), to);
        weight[bucket_of(begin)] += static_cast<double>((end - begin).count()) / length_s;
        begin = end;
    }
}

/// How many begin exactly at each full hour.
using FullHours = std::array<std::size_t, 24>;

bool is_midnight_spike(const FullHours& at_full_hour)
{
    constexpr std::size_t too_few_to_tell = 10;
    const std::size_t usual = *std::max_element(at_full_hour.begin() + 1, at_full_hour.end());
    return at_full_hour[0] >= too_few_to_tell && at_full_hour[0] > 3 * usual;
}

/// Weight of the window that begins on `weekday` at `hour`.
double window_weight(const TimeProfile& profile, int weekday, int hour, int length)
{
    double weight = 0;
    for (int k = 0; k < length; ++k) {
        weight += profile.weight[static_cast<std::size_t>(24 * weekday + hour + k) % hours_of_week];
    }
    return weight;
}

std::string_view weekday_name(int weekday) noexcept
{
    constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
    return names[static_cast<std::size_t>(weekday % 7)];
}

std::string clock_text(int hour) { return std::string(hour < 10 ? "0" : "") + std::to_string(hour) + ":00"; }

}  // namespace

TimeProfile time_profile(std::span<const TimeSpan> times)
{
    TimeProfile profile;
    FullHours at_full_hour{};
    for (const TimeSpan& time : times) {
        if (time.precision != TimePrecision::second) {
            ++profile.without_time;
            continue;
        }
        ++profile.incidents;
        add_interval(profile.weight, time.from, time.to);
        const seconds of_day = time.from - floor<days>(time.from);
        if (of_day % hours(1) == seconds(0)) {
            ++at_full_hour[static_cast<std::size_t>(of_day / hours(1))];
        }
    }
    profile.at_midnight = at_full_hour[0];
    profile.midnight_spike = is_midnight_spike(at_full_hour);
    return profile;
}

PeakWindow peak_window(const TimeProfile& profile, int hours)
{
    if (hours < 1 || hours > 24) {
        throw Error(ErrorKind::usage, "peak window", std::to_string(hours) + " hours is not within a day",
                    "Give 1 to 24 hours");
    }
    const auto incidents = static_cast<double>(profile.incidents);
    const double even = incidents * hours / static_cast<double>(hours_of_week);
    const double rounding = 1e-9 * incidents;  // less is no difference
    PeakWindow best;
    double best_excess = -1 - incidents;
    const int last_hour = hours == 24 ? 0 : 23;
    for (int day_count = 7; day_count >= 1; --day_count) {
        for (int hour = 0; hour <= last_hour; ++hour) {
            for (int first = 0; first < (day_count == 7 ? 1 : 7); ++first) {
                double held = 0;
                for (int k = 0; k < day_count; ++k) {
                    held += window_weight(profile, (first + k) % 7, hour, hours);
                }
                const double excess = held - even * day_count;
                if (excess > best_excess + rounding) {
                    best_excess = excess;
                    const int end = hour + hours;
                    best = {first, (first + day_count - 1) % 7, hour, end <= 24 ? end : end - 24,
                            incidents > 0 ? held / incidents : 0};
                }
            }
        }
    }
    return best;
}

std::string peak_window_text(const PeakWindow& window)
{
    const int day_count = (window.weekday_to - window.weekday_from + 7) % 7 + 1;
    std::string text = "every day";
    if (day_count < 7) {
        text = weekday_name(window.weekday_from);
        if (day_count > 1) {
            text.append(" to ").append(weekday_name(window.weekday_to));
        }
    }
    if (window.hour_from == 0 && window.hour_to == 24) {
        return text + " all day";
    }
    return text + " " + clock_text(window.hour_from) + "–" + clock_text(window.hour_to);
}

}  // namespace wardmap
