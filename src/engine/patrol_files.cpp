#include "patrol_files.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

std::string name_of(const PatrolPlan& plan, std::uint32_t place)
{
    const std::string& near = plan.notes[place].place;
    return fmt::format("{}. {}", plan.places[place].rank, near.empty() ? "Unnamed place" : near);
}

std::string about(const PatrolPlan& plan, std::uint32_t place)
{
    const PatrolNotes& notes = plan.notes[place];
    std::string text = fmt::format("{} m around", fixed_text(plan.places[place].radius_m, 0));
    if (!notes.ward.empty()) {
        text += ", " + notes.ward;
    }
    if (!notes.peak_time.empty()) {
        text += ", busiest " + notes.peak_time;
    }
    return text;
}

/// The day on which a visit's shift began.
CivilDay shift_day(const PatrolPlan& plan, const RotaVisit& visit)
{
    const auto from = std::chrono::hours{plan.options.shifts[visit.shift].hour_from};
    return std::chrono::floor<std::chrono::days>(visit.start - from);
}

}  // namespace

GpxContent patrol_gpx(const PatrolPlan& plan, const std::string& crs)
{
    GpxContent content{crs, {}, {}};
    for (std::uint32_t place = 0; place < plan.places.size(); ++place) {
        content.waypoints.push_back({plan.places[place].centre, name_of(plan, place), about(plan, place)});
    }
    std::map<std::tuple<CivilDay, std::uint32_t, std::uint32_t>, GpxRoute> routes;
    for (const RotaVisit& visit : plan.rota.visits) {
        const CivilDay day = shift_day(plan, visit);
        GpxRoute& route = routes[{day, visit.shift, visit.team}];
        if (route.points.empty()) {
            route.name = fmt::format("{} {}, {}", iso_day_text(day), plan.options.shifts[visit.shift].name,
                                     plan.options.teams[visit.team]);
        }
        route.points.push_back(
            {plan.places[visit.place].centre, name_of(plan, visit.place),
             fmt::format("{}, {} minutes", iso_second_text(visit.start).substr(11, 5), visit.minutes)});
    }
    for (auto& [key, route] : routes) {
        content.routes.push_back(std::move(route));
    }
    return content;
}

}  // namespace wardmap
