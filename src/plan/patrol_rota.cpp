#include "wardmap/patrol_rota.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int hours_per_day = 24;
constexpr int minutes_per_hour = 60;
constexpr int days_per_week = 7;
/// By how much of a round a place's turn moves from one round to the next: an eighth of two hours either way.
constexpr double wander = 0.25;

/// [0, 1), the same for the same numbers on every machine: SplitMix64's mixing (Steele, Lea & Flood 2014,
/// OOPSLA, figure 17) of one number after the other.
double drawn(std::uint64_t seed, std::initializer_list<std::uint64_t> numbers)
{
    std::uint64_t z = seed;
    for (const std::uint64_t number : numbers) {
        z += 0x9e3779b97f4a7c15 + number;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        z ^= z >> 31;
    }
    return static_cast<double>(z >> 11) * 0x1p-53;
}

int length_hours(const PatrolShift& shift)
{
    return shift.hour_to > shift.hour_from ? shift.hour_to - shift.hour_from
                                           : shift.hour_to - shift.hour_from + hours_per_day;
}

void require_shifts(const RotaOptions& options)
{
    for (const PatrolShift& shift : options.shifts) {
        const bool is_in_day = shift.hour_from >= 0 && shift.hour_from < hours_per_day &&
                               shift.hour_to >= 0 && shift.hour_to <= hours_per_day;
        if (!is_in_day || length_hours(shift) < static_cast<int>(options.return_hours)) {
            throw Error(ErrorKind::usage, "patrol.shifts",
                        fmt::format("the shift \"{}\" from {} to {} has no room for a round of {} hours",
                                    shift.name, shift.hour_from, shift.hour_to, options.return_hours),
                        "Give shifts in whole hours of 0 to 24, each at least as long as a round");
        }
    }
}

void require_usable(const RotaOptions& options)
{
    if (!std::isfinite(options.staff_hours) || options.staff_hours <= 0) {
        throw Error(ErrorKind::usage, "patrol.staff_hours",
                    fmt::format("{} staff-hours a week are no budget", shortest_text(options.staff_hours)),
                    "Give the hours of all staff together that a week's visits may cost, above 0");
    }
    const bool has_people = options.staff > 0 && !options.teams.empty() && !options.shifts.empty();
    if (!has_people || options.days == 0) {
        throw Error(ErrorKind::usage, "patrol", "there is no day, team, shift or staff to plan for",
                    "Give at least one of each");
    }
    const bool are_visits = options.least_minutes > 0 && options.least_minutes <= options.most_minutes &&
                            options.return_hours > 0 &&
                            options.most_minutes <= options.return_hours * minutes_per_hour;
    if (!are_visits || !(options.speed_km_h > 0) || !std::isfinite(options.speed_km_h)) {
        throw Error(
            ErrorKind::usage, "patrol",
            fmt::format("visits of {} to {} minutes in rounds of {} hours at {} km/h cannot be planned",
                        options.least_minutes, options.most_minutes, options.return_hours,
                        shortest_text(options.speed_km_h)),
            "A visit is at least a minute and at most a round; the speed is above 0");
    }
    require_shifts(options);
}

PointM middle_of(std::span<const RotaPlace> places, const std::vector<std::uint32_t>& chosen)
{
    PointM middle;
    for (const std::uint32_t place : chosen) {
        middle.x_m += places[place].centre.x_m / static_cast<double>(chosen.size());
        middle.y_m += places[place].centre.y_m / static_cast<double>(chosen.size());
    }
    return middle;
}

/// Each place's team: sectors of as many places as there are for each, by direction from the middle of all.
std::vector<std::uint32_t> teams_of(std::span<const RotaPlace> places, std::size_t teams)
{
    std::vector<std::uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0U);
    const PointM middle = middle_of(places, order);
    const auto direction = [&](std::uint32_t place) {
        const PointM p = places[place].centre;
        return std::atan2(p.y_m - middle.y_m, p.x_m - middle.x_m);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(direction(a), a) < std::tuple(direction(b), b);
    });
    std::vector<std::uint32_t> team_of(places.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        team_of[order[i]] = static_cast<std::uint32_t>(i * teams / places.size());
    }
    return team_of;
}

/// One part of a shift of one team on one day, with the visits taken so far in the order of their turns.
struct Round {
    CivilSecond begin{};
    double length_minutes = 0;
    std::uint32_t day = 0;
    std::uint32_t shift = 0;
    std::uint32_t number = 0;
    std::uint32_t team = 0;
    struct Turn {
        double when = 0;  ///< 0 … 1 of the round
        std::uint32_t place = 0;
        std::uint32_t minutes = 0;
        double way_minutes = 0;
    };
    std::vector<Turn> turns;

    [[nodiscard]] double busy_minutes() const
    {
        return std::accumulate(turns.begin(), turns.end(), 0.0, [](double sum, const Turn& turn) {
            return sum + turn.minutes + turn.way_minutes;
        });
    }
};

/// Incidents expected at the place while the round lasts.
double expected_in(const Round& round, const WeekOfHours& week)
{
    double sum = 0;
    CivilSecond from = round.begin;
    const CivilSecond end = round.begin + seconds{std::llround(round.length_minutes * 60)};
    while (from < end) {
        const CivilSecond next = std::min<CivilSecond>(std::chrono::floor<hours>(from) + hours{1}, end);
        const auto day = std::chrono::floor<days>(from);
        const auto hour = std::chrono::floor<hours>(from - day).count();
        const unsigned weekday = std::chrono::weekday{day}.iso_encoding() - 1;
        sum += week.at(hours_per_day * weekday + static_cast<unsigned>(hour)) *
               static_cast<double>((next - from).count()) / 3600;
        from = next;
    }
    return sum;
}

/// Whether clocks in the United Kingdom ever show it.
bool is_shown(CivilSecond time)
{
    const UtcSecond utc{time.time_since_epoch()};
    return to_civil(utc, TimeZone::london) == time || to_civil(utc - hours{1}, TimeZone::london) == time;
}

class Planner {
public:
    Planner(std::span<const RotaPlace> places, const RotaOptions& options)
        : m_places(places), m_options(options), m_team_of(teams_of(places, options.teams.size()))
    {
        for (std::uint32_t team = 0; team < options.teams.size(); ++team) {
            std::vector<std::uint32_t> own;
            for (std::uint32_t place = 0; place < places.size(); ++place) {
                if (m_team_of[place] == team) {
                    own.push_back(place);
                }
            }
            m_middles.push_back(middle_of(places, own));
        }
        make_rounds();
    }

    /// Visits are shared out among the places by D'Hondt's rule, in proportion to what is expected of each; a
    /// place's go by the same rule to its days, and there to the round with the most expected.
    Rota plan()
    {
        std::vector<Demand> demands = all_demands();
        const double least_minutes = static_cast<double>(m_options.least_minutes) * m_options.staff;
        while (budget_minutes() - m_spent_minutes >= least_minutes) {
            const auto next = std::max_element(
                demands.begin(), demands.end(),
                [](const Demand& a, const Demand& b) { return a.priority() < b.priority(); });
            if (next == demands.end() || next->open.empty()) {
                break;
            }
            take_best(*next);
        }
        return rota();
    }

private:
    struct Candidate {
        double expected = 0;
        double lot = 0;  ///< parts equal rounds
        std::uint32_t round = 0;
    };
    /// A place with the rounds in which it could still be visited.
    struct Demand {
        std::uint32_t place = 0;
        double expected = 0;  ///< in all its rounds
        std::vector<Candidate> open;
        std::uint32_t visits = 0;
        std::vector<std::uint32_t> visits_on;  ///< by day

        [[nodiscard]] double priority() const { return open.empty() ? -1 : expected / (visits + 1); }
    };

    [[nodiscard]] double budget_minutes() const
    {
        return m_options.staff_hours * minutes_per_hour * m_options.days / days_per_week;
    }

    void make_rounds()
    {
        for (std::uint32_t day = 0; day < m_options.days; ++day) {
            for (std::uint32_t s = 0; s < m_options.shifts.size(); ++s) {
                const PatrolShift& shift = m_options.shifts[s];
                const int length_minutes = length_hours(shift) * minutes_per_hour;
                const auto count = static_cast<std::uint32_t>(length_hours(shift)) / m_options.return_hours;
                const double each = static_cast<double>(length_minutes) / count;
                const CivilSecond begin = m_options.first_day + days{day} + hours{shift.hour_from};
                for (std::uint32_t r = 0; r < count; ++r) {
                    for (std::uint32_t team = 0; team < m_options.teams.size(); ++team) {
                        m_rounds.push_back(
                            {begin + seconds{std::llround(60 * each * r)}, each, day, s, r, team, {}});
                    }
                }
            }
        }
    }

    [[nodiscard]] std::vector<Demand> all_demands() const
    {
        std::vector<Demand> all;
        for (std::uint32_t place = 0; place < m_places.size(); ++place) {
            Demand demand{place, 0, {}, 0, std::vector<std::uint32_t>(m_options.days, 0)};
            for (std::uint32_t r = 0; r < m_rounds.size(); ++r) {
                const double expected = m_rounds[r].team == m_team_of[place]
                                            ? expected_in(m_rounds[r], m_places[place].expected)
                                            : 0;
                if (expected > 0) {
                    demand.open.push_back({expected, drawn(m_options.seed, {4, place, r}), r});
                    demand.expected += expected;
                }
            }
            all.push_back(std::move(demand));
        }
        return all;
    }

    /// Visits the place in its best open round, if budget and round have room; either way the round is done with.
    void take_best(Demand& demand)
    {
        const auto value = [&](const Candidate& one) {
            return std::tuple(one.expected / (demand.visits_on[m_rounds[one.round].day] + 1), one.lot);
        };
        const auto best =
            std::max_element(demand.open.begin(), demand.open.end(),
                             [&](const Candidate& a, const Candidate& b) { return value(a) < value(b); });
        Round& round = m_rounds[best->round];
        const Round longer = with_visit(round, demand.place);
        const double minutes_more = longer.busy_minutes() - round.busy_minutes();
        const double spent = m_spent_minutes + minutes_more * m_options.staff;
        if (longer.busy_minutes() <= round.length_minutes && spent <= budget_minutes()) {
            m_spent_minutes = spent;
            m_covered += best->expected;
            round = longer;
            ++demand.visits;
            ++demand.visits_on[round.day];
        }
        demand.open.erase(best);
    }

    [[nodiscard]] Round with_visit(Round round, std::uint32_t place) const
    {
        const double base = drawn(m_options.seed, {1, round.day, round.shift, place});
        const double moved = drawn(m_options.seed, {2, round.day, round.shift, place, round.number});
        const double length = drawn(m_options.seed, {3, round.day, round.shift, place, round.number});
        const std::uint32_t spread = m_options.most_minutes - m_options.least_minutes + 1;
        const auto visit_minutes = m_options.least_minutes + static_cast<std::uint32_t>(length * spread);
        round.turns.push_back({(1 - wander) * base + wander * moved, place, visit_minutes, 0});
        std::sort(round.turns.begin(), round.turns.end(), [](const Round::Turn& a, const Round::Turn& b) {
            return std::tuple(a.when, a.place) < std::tuple(b.when, b.place);
        });
        PointM from = m_middles[round.team];
        for (Round::Turn& turn : round.turns) {
            const PointM to = m_places[turn.place].centre;
            turn.way_minutes = distance_m(from, to) / 1000 / m_options.speed_km_h * minutes_per_hour;
            from = to;
        }
        return round;
    }

    /// The spare time of a round lies between its visits where their turns are.
    void append_visits(const Round& round, std::vector<RotaVisit>& visits) const
    {
        const double spare = round.length_minutes - round.busy_minutes();
        double passed = 0;
        for (const Round::Turn& turn : round.turns) {
            passed += turn.way_minutes;
            const CivilSecond start =
                round.begin + minutes{static_cast<std::int64_t>(passed + spare * turn.when)};
            passed += turn.minutes;
            if (is_shown(start)) {
                visits.push_back({start, turn.minutes, turn.place, round.team, round.shift, round.number,
                                  turn.way_minutes});
            }
        }
    }

    [[nodiscard]] Rota rota() const
    {
        Rota made;
        for (const Round& round : m_rounds) {
            append_visits(round, made.visits);
        }
        std::sort(made.visits.begin(), made.visits.end(), [](const RotaVisit& a, const RotaVisit& b) {
            return std::tuple(a.start, a.team, a.place) < std::tuple(b.start, b.team, b.place);
        });
        for (const RotaVisit& visit : made.visits) {
            made.staff_hours += (visit.minutes + visit.way_minutes) * m_options.staff / minutes_per_hour;
        }
        double all = 0;
        for (const RotaPlace& place : m_places) {
            all += std::accumulate(place.expected.begin(), place.expected.end(), 0.0);
        }
        made.covered_share = all > 0 ? m_covered * days_per_week / m_options.days / all : 0;
        return made;
    }

    std::span<const RotaPlace> m_places;
    const RotaOptions& m_options;
    std::vector<std::uint32_t> m_team_of;
    std::vector<PointM> m_middles;
    std::vector<Round> m_rounds;
    double m_spent_minutes = 0;
    double m_covered = 0;
};

}  // namespace

WeekOfHours expected_week(const TimeProfile& place, const TimeProfile& theme, double incidents)
{
    const auto timed = [](const TimeProfile& profile) {
        return std::accumulate(profile.weight.begin(), profile.weight.end(), 0.0);
    };
    const double of_theme = timed(theme);
    const double of_place = timed(place) + borrowed_incidents;
    WeekOfHours week{};
    for (std::size_t hour = 0; hour < week.size(); ++hour) {
        const double usual =
            of_theme > 0 ? theme.weight[hour] / of_theme : 1.0 / static_cast<double>(week.size());
        week[hour] = incidents * (place.weight[hour] + borrowed_incidents * usual) / of_place;
    }
    return week;
}

Rota patrol_rota(std::span<const RotaPlace> places, const RotaOptions& options)
{
    require_usable(options);
    if (places.empty()) {
        return {};
    }
    return Planner(places, options).plan();
}

}  // namespace wardmap
