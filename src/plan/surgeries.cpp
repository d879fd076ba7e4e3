#include "wardmap/surgeries.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr double days_per_month = 365.25 / 12;

void require_usable(const SurgeryOptions& options)
{
    const auto is_length = [](double value) { return std::isfinite(value) && value > 0; };
    if (!is_length(options.walk_m) || !is_length(options.full_months)) {
        throw Error(ErrorKind::usage, "surgeries",
                    shortest_text(options.walk_m) + " m and " + shortest_text(options.full_months) +
                        " months are not a walk and a wait",
                    "Give both above 0");
    }
}

/// A venue that waits for its rank.
struct Waiting {
    SurgeryRow row;
    std::vector<std::uint32_t> reach;  ///< incidents within walking distance
};

std::uint64_t distinct_reporters(std::span<const SurgeryIncident> incidents,
                                 const std::vector<std::uint32_t>& chosen)
{
    std::set<std::string_view> reporters;
    for (const std::uint32_t i : chosen) {
        if (!incidents[i].reporter.empty()) {
            reporters.insert(incidents[i].reporter);
        }
    }
    return reporters.size();
}

void add_waiting_time(SurgeryRow& row, const Venue& venue, const SurgeryOptions& options)
{
    for (const CivilDay day : venue.held) {
        if (day <= options.today && (!row.last_held || day > *row.last_held)) {
            row.last_held = day;
        }
    }
    if (row.last_held) {
        row.months_since = static_cast<double>((options.today - *row.last_held).count()) / days_per_month;
        row.turn = std::min(1.0, *row.months_since / options.full_months);
    }
}

class Ranking {
public:
    Ranking(std::span<const Venue> venues, std::span<const SurgeryIncident> incidents,
            const SurgeryOptions& options)
        : m_venues(venues), m_incidents(incidents), m_options(options), m_served(incidents.size(), 0)
    {
        for (std::uint32_t v = 0; v < venues.size(); ++v) {
            Waiting one;
            one.row.venue = v;
            for (std::uint32_t i = 0; i < incidents.size(); ++i) {
                if (distance_m(incidents[i].position, venues[v].position) <= options.walk_m) {
                    one.reach.push_back(i);
                }
            }
            one.row.incidents = one.reach.size();
            one.row.reporters = distinct_reporters(incidents, one.reach);
            add_waiting_time(one.row, venues[v], options);
            m_waiting.push_back(std::move(one));
        }
    }

    std::vector<SurgeryRow> rank()
    {
        std::vector<SurgeryRow> rows;
        while (!m_waiting.empty()) {
            for (Waiting& one : m_waiting) {
                score(one);
            }
            const auto best =
                std::min_element(m_waiting.begin(), m_waiting.end(),
                                 [&](const Waiting& a, const Waiting& b) { return order(a) < order(b); });
            best->row.rank = static_cast<std::uint32_t>(rows.size() + 1);
            rows.push_back(best->row);
            for (const std::uint32_t i : best->reach) {
                m_served[i] = 1;
                m_heard.insert(m_incidents[i].reporter);
            }
            m_waiting.erase(best);
        }
        return rows;
    }

private:
    void score(Waiting& one) const
    {
        std::vector<std::uint32_t> fresh;
        std::vector<std::uint32_t> unheard;
        for (const std::uint32_t i : one.reach) {
            if (m_served[i] == 0) {
                fresh.push_back(i);
            }
            if (!m_heard.contains(m_incidents[i].reporter)) {
                unheard.push_back(i);
            }
        }
        one.row.new_incidents = fresh.size();
        one.row.new_reporters = distinct_reporters(m_incidents, unheard);
        one.row.score = one.row.turn * static_cast<double>(m_options.by_reporters ? one.row.new_reporters
                                                                                  : one.row.new_incidents);
    }

    [[nodiscard]] std::tuple<double, double, double, const std::string&> order(const Waiting& one) const
    {
        const double never = std::numeric_limits<double>::infinity();
        return {-one.row.score, -one.row.months_since.value_or(never),
                -static_cast<double>(one.row.incidents), m_venues[one.row.venue].id};
    }

    std::span<const Venue> m_venues;
    std::span<const SurgeryIncident> m_incidents;
    const SurgeryOptions& m_options;
    std::vector<char> m_served;
    std::set<std::string_view> m_heard;
    std::vector<Waiting> m_waiting;
};

}  // namespace

std::vector<SurgeryRow> rank_surgeries(std::span<const Venue> venues,
                                       std::span<const SurgeryIncident> incidents,
                                       const SurgeryOptions& options)
{
    require_usable(options);
    return Ranking(venues, incidents, options).rank();
}

}  // namespace wardmap
