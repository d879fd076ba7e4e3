#include "incident_times.hpp"

#include <algorithm>

namespace wardmap::synth {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::array<double, 12>, 4> month_weights{{
    {0.75, 0.75, 0.9, 1.05, 1.2, 1.25, 1.3, 1.25, 1.1, 1.0, 0.9, 0.75},
    {0.95, 0.95, 1.0, 1.0, 1.05, 1.05, 1.1, 1.1, 1.0, 1.0, 0.95, 0.9},
    {0.6, 0.7, 0.9, 1.1, 1.2, 1.3, 1.3, 1.2, 1.1, 0.9, 0.7, 0.6},
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
}};

/// Sunday first, as std::chrono counts.
constexpr std::array<std::array<double, 7>, 4> weekday_weights{{
    {0.95, 0.8, 0.8, 0.85, 0.95, 1.3, 1.35},
    {0.9, 0.95, 0.95, 1.0, 1.0, 1.15, 1.05},
    {2.2, 0.1, 0.1, 0.1, 0.15, 2.2, 2.6},
    {1, 1, 1, 1, 1, 1, 1},
}};

constexpr std::array<double, 24> asb_hours{5,   3,   2, 1,   0.5, 0.5, 0.5, 1,  1.5, 1.5, 1.5, 2,
                                           2.5, 2.5, 3, 4.5, 6,   7,   9,   11, 12,  12,  11,  8};
constexpr std::array<double, 24> drugs_hours{3, 2, 1, 0.5, 0.3, 0.3, 0.3, 0.5, 1, 1.5, 2, 3,
                                             4, 6, 7, 8,   9,   9,   9,   9,   8, 7,   6, 4};
/// From 18:00 on the night's first day to 04:00 on the next.
constexpr std::array<double, 10> cruising_hours{0.7, 1.3, 10, 14, 18, 20, 16, 10, 1.2, 0.4};
constexpr std::array<double, 24> other_hours{2, 1, 1, 1, 1, 1, 2, 3, 5, 5, 5, 5,
                                             5, 5, 5, 5, 6, 6, 6, 5, 4, 4, 3, 3};

std::chrono::year_month_day civil_date(CivilDay day) { return std::chrono::year_month_day{day}; }

/// The last Sunday of March, when 01:00 to 02:00 does not exist.
bool is_spring_change(CivilDay day)
{
    return std::chrono::weekday{day} == std::chrono::Sunday &&
           civil_date(day).month() == std::chrono::March &&
           civil_date(day + days{7}).month() == std::chrono::April;
}

int draw_hour(Theme theme, Random& random)
{
    switch (theme) {
        case Theme::asb:
            return static_cast<int>(random.pick_weighted(asb_hours));
        case Theme::drugs:
            return static_cast<int>(random.pick_weighted(drugs_hours));
        case Theme::car_cruising:
            return 18 + static_cast<int>(random.pick_weighted(cruising_hours));
        case Theme::other:
            break;
    }
    return static_cast<int>(random.pick_weighted(other_hours));
}

std::string two_digits(unsigned value)
{
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

CivilDay day_after_months(std::uint32_t months)
{
    return CivilDay{civil_date(first_day) + std::chrono::months{months}};
}

IncidentTimes::IncidentTimes(std::uint32_t months) : m_end(day_after_months(months))
{
    for (std::size_t theme = 0; theme < m_days_up_to.size(); ++theme) {
        double sum = 0;
        for (CivilDay day = first_day; day < m_end; day += days{1}) {
            const unsigned month = static_cast<unsigned>(civil_date(day).month());
            sum += month_weights.at(theme).at(month - 1) *
                   weekday_weights.at(theme).at(std::chrono::weekday{day}.c_encoding());
            m_days_up_to.at(theme).push_back(sum);
        }
    }
}

CivilDay IncidentTimes::draw_day(Theme theme, Random& random) const
{
    const std::vector<double>& sums = m_days_up_to.at(static_cast<std::size_t>(theme));
    const auto found = std::upper_bound(sums.begin(), sums.end() - 1, random.unit() * sums.back());
    return first_day + days{found - sums.begin()};
}

CivilMinute IncidentTimes::draw(Theme theme, Random& random) const
{
    while (true) {
        const CivilDay day = draw_day(theme, random);
        const int hour = draw_hour(theme, random);
        const int minute = random.chance(0.6) ? 5 * random.between(0, 11) : random.between(0, 59);
        CivilMinute time = day + hours{hour} + minutes{minute};
        const CivilDay date = std::chrono::floor<days>(time);
        if (is_spring_change(date) && std::chrono::floor<hours>(time - date) == hours{1}) {
            time += hours{1};
        }
        if (date < m_end) {
            return time;
        }
    }
}

std::string british_minute_text(CivilMinute time)
{
    const CivilDay day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date = civil_date(day);
    const std::chrono::hh_mm_ss<minutes> clock{time - day};
    return two_digits(static_cast<unsigned>(date.day())) + '/' +
           two_digits(static_cast<unsigned>(date.month())) + '/' +
           std::to_string(static_cast<int>(date.year())) + ' ' +
           two_digits(static_cast<unsigned>(clock.hours().count())) + ':' +
           two_digits(static_cast<unsigned>(clock.minutes().count()));
}

}  // namespace wardmap::synth
