#include "read_plan_sections.hpp"

#include <fmt/format.h>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_teams = 50;
constexpr std::size_t most_shifts = 12;

void read_shifts(TomlReader& section, RotaOptions& rota)
{
    const auto words = section.texts("shifts");
    if (!words) {
        return;
    }
    rota.shifts.clear();
    for (const std::string& text : *words) {
        const auto shift = parse_shift(text);
        if (!shift) {
            section.fail("shifts", fmt::format("\"{}\" is not a shift", text),
                         "Write its name and its whole hours, such as \"late 14-22\"");
        }
        rota.shifts.push_back(*shift);
    }
    if (rota.shifts.empty() || rota.shifts.size() > most_shifts) {
        section.fail("shifts", fmt::format("{} shifts are named", rota.shifts.size()), "Name 1 to 12");
    }
}

void read_teams(TomlReader& section, RotaOptions& rota)
{
    rota.teams = section.texts("teams").value_or(rota.teams);
    if (rota.teams.empty() || rota.teams.size() > most_teams) {
        section.fail("teams", fmt::format("{} teams are named", rota.teams.size()), "Name 1 to 50");
    }
}

void read_rota(TomlReader& section, Study& study)
{
    RotaOptions& rota = study.rota;
    // 0 is a number that a budget may have, and no budget: the plan says what to do about it
    rota.staff_hours = section.number("staff_hours", {0, 10'000, " hours a week"}).value_or(rota.staff_hours);
    rota.staff = section.whole("staff", {1, 20, " people"}).value_or(rota.staff);
    rota.days = section.whole("days", {1, 366, " days"}).value_or(rota.days);
    rota.return_hours = section.whole("return_hours", {1, 12, " hours"}).value_or(rota.return_hours);
    rota.speed_km_h = section.number("speed_km_h", {1, 130, " km/h"}).value_or(rota.speed_km_h);
    rota.seed =
        section.whole("seed", {0, 4'294'967'295.0, ""}).value_or(static_cast<std::uint32_t>(rota.seed));
    if (const auto minutes = section.numbers("visit_minutes", {1, 120, " minutes"})) {
        const auto is_whole = [](double number) { return number == static_cast<std::uint32_t>(number); };
        if (minutes->size() != 2 || !is_whole((*minutes)[0]) || !is_whole((*minutes)[1]) ||
            (*minutes)[0] > (*minutes)[1]) {
            section.fail("visit_minutes", "these are not the least and the most minutes of a visit",
                         "Give two whole numbers, such as [10, 15]");
        }
        rota.least_minutes = static_cast<std::uint32_t>((*minutes)[0]);
        rota.most_minutes = static_cast<std::uint32_t>((*minutes)[1]);
    }
    if (const auto first = section.text("first_day")) {
        study.rota_first_day = parse_iso_day(*first);
        if (!study.rota_first_day || first->size() != 10) {
            section.fail("first_day", fmt::format("\"{}\" is not a day", *first),
                         "Write the first day of the rota, such as \"2025-03-03\"");
        }
    }
    read_teams(section, rota);
    read_shifts(section, rota);
}

Study::Polygons read_layer(TomlReader& section)
{
    Study::Polygons layer;
    layer.study_line = section.line();
    layer.file = section.text("file").value_or("");
    layer.layer = section.text("layer").value_or("");
    layer.crs = section.text("crs").value_or("");
    return layer;
}

}  // namespace

std::optional<PatrolShift> parse_shift(std::string_view text)
{
    const std::size_t blank = text.find_last_of(' ');
    const std::size_t dash = text.find('-', blank == std::string_view::npos ? 0 : blank);
    if (blank == std::string_view::npos || blank == 0 || dash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto from = parse_integer(text.substr(blank + 1, dash - blank - 1));
    const auto to = parse_integer(text.substr(dash + 1));
    constexpr std::int64_t last_hour = 24;
    if (!from || !to || *from < 0 || *from >= last_hour || *to < 0 || *to > last_hour) {
        return std::nullopt;
    }
    return PatrolShift{std::string(text.substr(0, blank)), static_cast<int>(*from), static_cast<int>(*to)};
}

void read_patrol(TomlReader& root, Study& study)
{
    auto section = root.table("patrol");
    if (!section) {
        return;
    }
    study.patrol.places = section->whole("places", {1, 1000, " places"}).value_or(study.patrol.places);
    study.patrol.diameter_m =
        section->number("diameter_m", {20, 2000, " m"}).value_or(study.patrol.diameter_m);
    study.patrol_window_hours =
        static_cast<int>(section->whole("window_hours", {1, 12, " hours"})
                             .value_or(static_cast<std::uint32_t>(study.patrol_window_hours)));
    read_rota(*section, study);
    section->finish();
}

void read_surgeries(TomlReader& root, Study& study)
{
    auto section = root.table("surgeries");
    if (!section) {
        return;
    }
    Study::Surgeries surgeries;
    surgeries.venues = read_layer(*section);
    if (!surgeries.venues.file.empty()) {
        surgeries.id = section->required_text("id");
        surgeries.name = section->required_text("name");
        surgeries.kind = section->text("kind").value_or("");
    }
    surgeries.past.study_line = section->line();
    surgeries.past.file = section->text("past").value_or("");
    surgeries.past_venue = section->text("past_venue").value_or(surgeries.past_venue);
    surgeries.past_date = section->text("past_date").value_or(surgeries.past_date);
    SurgeryOptions& options = surgeries.options;
    options.walk_m = section->number("walk_m", {50, 10'000, " m"}).value_or(options.walk_m);
    options.full_months = section->number("full_months", {1, 120, " months"}).value_or(options.full_months);
    options.by_reporters = section->truth("by_reporters").value_or(options.by_reporters);
    if (surgeries.venues.file.empty() && !study.blocks) {
        section->fail("file", "this key is missing, and the study has no tower blocks to rank instead",
                      "Name a layer of venues, or add [tower_blocks]");
    }
    section->finish();
    study.surgeries = std::move(surgeries);
}

}  // namespace wardmap
