#include "wardmap/time_profile.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <sstream>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

using namespace std::chrono_literals;

/// Monday 3 March 2025, 00:00, plus so much.
CivilSecond monday_plus(std::chrono::seconds s)
{
    return CivilDay(std::chrono::local_days(std::chrono::year(2025) / 3 / 3)) + s;
}

TimeSpan span_of(std::chrono::seconds from, std::chrono::seconds to)
{
    return {monday_plus(from), monday_plus(to), TimePrecision::second};
}

double total(const TimeProfile& profile)
{
    return std::accumulate(profile.weight.begin(), profile.weight.end(), 0.0);
}

TimeProfile profile_of(const std::vector<TimeSpan>& times) { return time_profile(times); }

TEST(time_profile, spreads_an_incident_by_overlap_over_its_interval)
{
    // Monday 22:30 to Tuesday 00:30: half an hour, an hour, half an hour of two.
    const TimeProfile profile = profile_of({span_of(22h + 30min, 24h + 30min)});
    EXPECT_DOUBLE_EQ(profile.weight[22], 0.25);
    EXPECT_DOUBLE_EQ(profile.weight[23], 0.5);
    EXPECT_DOUBLE_EQ(profile.weight[24], 0.25);
    EXPECT_EQ(profile.incidents, 1U);
}

TEST(time_profile, monday_is_first_and_sunday_night_runs_into_it)
{
    const TimeProfile profile = profile_of({span_of(-1h, 1h)});
    EXPECT_DOUBLE_EQ(profile.weight[167], 0.5);
    EXPECT_DOUBLE_EQ(profile.weight[0], 0.5);
}

TEST(time_profile, a_moment_or_an_end_before_the_start_counts_in_the_hour_of_the_start)
{
    const TimeProfile profile = profile_of({span_of(5h, 5h), span_of(5h + 59min, 3h)});
    EXPECT_EQ(profile.weight[5], 2);
    EXPECT_EQ(total(profile), 2);
}

TEST(time_profile, seven_days_or_more_give_every_hour_the_same)
{
    const TimeProfile profile = profile_of({span_of(5h, 5h + 24h * 7), span_of(0h, 24h * 300)});
    for (const double weight : profile.weight) {
        EXPECT_DOUBLE_EQ(weight, 2.0 / 168);
    }
    const TimeProfile less = profile_of({span_of(5h, 5h + 24h * 7 - 1s)});
    EXPECT_NE(less.weight[4], less.weight[6]) << "a second less is spread by overlap";
    EXPECT_NEAR(total(less), 1, 1e-12);
}

TEST(time_profile, records_without_a_time_of_day_are_counted_apart)
{
    const TimeSpan day{monday_plus(0h), monday_plus(0h), TimePrecision::day};
    const TimeSpan month{monday_plus(0h), monday_plus(0h), TimePrecision::month};
    const TimeProfile profile = profile_of({day, month, TimeSpan{}, span_of(9h, 9h)});
    EXPECT_EQ(profile.without_time, 3U);
    EXPECT_EQ(profile.incidents, 1U);
    EXPECT_EQ(profile.at_midnight, 0U);
    EXPECT_EQ(total(profile), 1);
}

RC_GTEST_PROP(time_profile, weights_sum_to_the_incidents_and_equal_a_count_of_seconds, ())
{
    const auto starts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-1'000'000, 1'000'000));
    const int longest = *rc::gen::element(600, 20'000, 604'799);
    std::vector<TimeSpan> times;
    std::array<double, 168> twin{};
    for (const int start : starts) {
        const int length = *rc::gen::inRange(0, longest);
        times.push_back(span_of(std::chrono::seconds(start), std::chrono::seconds(start + length)));
        for (int s = start; s < start + std::max(length, 1); ++s) {
            const int of_week = ((s % 604'800) + 604'800) % 604'800;
            twin[static_cast<std::size_t>(of_week / 3600)] += 1.0 / std::max(length, 1);
        }
    }
    const TimeProfile profile = time_profile(times);
    RC_ASSERT(std::abs(total(profile) - static_cast<double>(times.size())) < 1e-9);
    for (std::size_t k = 0; k < 168; ++k) {
        RC_ASSERT(std::abs(profile.weight[k] - twin[k]) < 1e-8);
    }
}

TEST(time_profile, a_heap_at_midnight_is_told_but_rounding_to_hours_is_not)
{
    std::vector<TimeSpan> times;
    times.reserve(525);
    for (int k = 0; k < 24 * 20; ++k) {
        times.push_back(span_of(std::chrono::hours(k % 24), std::chrono::hours(k % 24)));
    }
    EXPECT_FALSE(time_profile(times).midnight_spike) << "everybody rounds to the hour";
    EXPECT_EQ(time_profile(times).at_midnight, 20U);
    for (int k = 0; k < 45; ++k) {
        times.push_back(span_of(0h, 0h));
    }
    EXPECT_TRUE(time_profile(times).midnight_spike);
    EXPECT_FALSE(profile_of({span_of(0h, 0h), span_of(24h, 24h)}).midnight_spike) << "too few to tell";
}

TEST(peak_window, finds_the_evenings_of_a_weekend_past_midnight)
{
    std::vector<TimeSpan> times;
    for (const int day : {4, 5, 6}) {  // Friday to Sunday
        for (int hour = 20; hour < 26; ++hour) {
            for (int k = 0; k < 10; ++k) {
                times.push_back(
                    span_of(std::chrono::hours(24 * day + hour), std::chrono::hours(24 * day + hour)));
            }
        }
    }
    for (int hour = 0; hour < 168; ++hour) {
        times.push_back(span_of(std::chrono::hours(hour), std::chrono::hours(hour)));
    }
    const PeakWindow window = peak_window(time_profile(times), 6);
    EXPECT_EQ(peak_window_text(window), "Friday to Sunday 20:00–02:00");
    EXPECT_NEAR(window.share, 198.0 / 348, 1e-12);
}

TEST(peak_window, an_even_week_has_every_day_from_midnight)
{
    std::vector<TimeSpan> times;
    times.reserve(168);
    for (int hour = 0; hour < 168; ++hour) {
        times.push_back(span_of(std::chrono::hours(hour), std::chrono::hours(hour)));
    }
    const PeakWindow window = peak_window(time_profile(times), 3);
    EXPECT_EQ(peak_window_text(window), "every day 00:00–03:00");
    EXPECT_NEAR(window.share, 3.0 / 24, 1e-12);
    EXPECT_EQ(peak_window_text(peak_window(time_profile(times), 24)), "every day all day");
}

TEST(peak_window, exceeds_no_other_window_by_the_obvious_search)
{
    std::vector<TimeSpan> times;
    for (int k = 0; k < 500; ++k) {
        const auto at = std::chrono::minutes((k * k * 37 + k * 11) % 10'080);
        times.push_back(span_of(at, at + std::chrono::minutes(k % 300)));
    }
    const TimeProfile profile = time_profile(times);
    for (const int hours : {1, 2, 4, 8, 24}) {
        const PeakWindow found = peak_window(profile, hours);
        const int days_found = (found.weekday_to - found.weekday_from + 7) % 7 + 1;
        const double found_excess = found.share - days_found * hours / 168.0;
        for (int first = 0; first < 7; ++first) {
            for (int hour = 0; hour < (hours == 24 ? 1 : 24); ++hour) {
                double held = 0;
                for (int days = 1; days <= 7; ++days) {
                    for (int h = 0; h < hours; ++h) {
                        const int bucket = (24 * (first + days - 1) + hour + h) % 168;
                        held += profile.weight[static_cast<std::size_t>(bucket)] / 500;
                    }
                    EXPECT_LE(held - days * hours / 168.0, found_excess + 1e-8);
                }
            }
        }
    }
}

TEST(peak_window, texts)
{
    EXPECT_EQ(peak_window_text({5, 5, 22, 24, 0}), "Saturday 22:00–24:00");
    EXPECT_EQ(peak_window_text({4, 5, 0, 24, 0}), "Friday to Saturday all day");
    EXPECT_EQ(peak_window_text({6, 0, 8, 10, 0}), "Sunday to Monday 08:00–10:00");
    EXPECT_EQ(peak_window_text({1, 0, 23, 1, 0}), "every day 23:00–01:00");
}

TEST(peak_window, refuses_hours_beyond_a_day_and_takes_an_empty_profile)
{
    EXPECT_THROW((void)peak_window({}, 0), Error);
    EXPECT_THROW((void)peak_window({}, 25), Error);
    EXPECT_EQ(peak_window({}, 4).share, 0);
}

/// "2016-01-01 20:00:00", which the file holds in UTC, as the clocks of Washington showed it (summer time
/// from the second Sunday of March, 07:00 UTC, to the first of November, 06:00 UTC).
CivilSecond washington_second(const std::string& text)
{
    int y = 0;
    int mo = 0;
    int d = 0;
    int h = 0;
    int mi = 0;
    int s = 0;
    EXPECT_EQ(std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &y, &mo, &d, &h, &mi, &s), 6) << text;
    const std::chrono::year year(y);
    const auto utc = std::chrono::local_days(year / mo / d) + std::chrono::hours(h) +
                     std::chrono::minutes(mi) + std::chrono::seconds(s);
    const auto summer_begins = std::chrono::local_days(year / 3 / std::chrono::Sunday[2]) + 7h;
    const auto summer_ends = std::chrono::local_days(year / 11 / std::chrono::Sunday[1]) + 6h;
    return utc - (utc >= summer_begins && utc < summer_ends ? 4h : 5h);
}

TEST(time_profile, reproduces_ratcliffes_table_of_burglaries_in_washington)
{
    const std::string folder = std::string(WARDMAP_SHARED_DATA) + "/reference/aoristic/converted/";
    std::ifstream incidents(folder + "dcburglaries.csv");
    std::ifstream table(folder + "dcburgsum.csv");
    if (!incidents || !table) {
        GTEST_SKIP() << "reference data absent: reference/aoristic";
    }
    std::vector<TimeSpan> times;
    std::string line;
    std::getline(incidents, line);
    while (std::getline(incidents, line)) {
        std::erase(line, '"');
        std::istringstream fields(line);
        std::string x;
        std::string y;
        std::string from;
        std::string to;
        std::getline(std::getline(std::getline(std::getline(fields, x, ','), y, ','), from, ','), to);
        const CivilSecond begin = washington_second(from);
        times.push_back({begin, to.size() > 2 ? washington_second(to) : begin, TimePrecision::second});
    }
    const TimeProfile profile = time_profile(times);
    std::getline(table, line);
    for (std::size_t hour = 0; hour < 24 && std::getline(table, line); ++hour) {
        std::erase(line, '"');
        std::istringstream fields(line.substr(line.find(',') + 1));
        std::string cell;
        for (std::size_t weekday = 0; std::getline(fields, cell, ','); ++weekday) {
            EXPECT_NEAR(profile.weight[24 * weekday + hour], std::stod(cell), 0.0006)
                << weekday << " " << hour;
        }
    }
}

TEST(time_profile, equals_an_independent_count_of_the_london_fire_brigade_file)
{
    std::ifstream file(std::string(WARDMAP_SHARED_DATA) + "/timed/lfb_animal_rescues_2009_2021.csv");
    if (!file) {
        GTEST_SKIP() << "data absent: timed/lfb_animal_rescues_2009_2021.csv";
    }
    std::vector<TimeSpan> times;
    std::array<double, 168> twin{};
    std::string line;
    while (std::getline(file, line)) {
        int d = 0;
        int mo = 0;
        int y = 0;
        int h = 0;
        int mi = 0;
        if (std::sscanf(line.c_str(), "%*[^,],%d/%d/%d %d:%d", &d, &mo, &y, &h, &mi) != 5) {
            continue;
        }
        const CivilDay day = std::chrono::local_days(std::chrono::year(y) / mo / d);
        const CivilSecond at = day + std::chrono::hours(h) + std::chrono::minutes(mi);
        times.push_back({at, at, TimePrecision::second});
        // Zeller's congruence, Saturday = 0.
        const int zm = mo < 3 ? mo + 12 : mo;
        const int zy = mo < 3 ? y - 1 : y;
        const int zeller = (d + 13 * (zm + 1) / 5 + zy % 100 + zy % 100 / 4 + zy / 400 + 5 * (zy / 100)) % 7;
        const int bucket = (zeller + 5) % 7 * 24 + h;
        twin[static_cast<std::size_t>(bucket)] += 1;
    }
    EXPECT_GT(times.size(), 7'000U);
    EXPECT_EQ(time_profile(times).weight, twin);
}

}  // namespace
}  // namespace wardmap
