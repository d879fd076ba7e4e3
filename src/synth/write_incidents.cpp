#include "write_incidents.hpp"

#include <string>
#include <vector>

#include "geojson_text.hpp"
#include "incident_text.hpp"
#include "incident_times.hpp"
#include "location_text.hpp"
#include "names.hpp"
#include "town_file.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::synth {

namespace {

std::string ref_text(std::size_t index)
{
    const std::string number = std::to_string(index + 1);
    return "INC" + std::string(number.size() < 7 ? 7 - number.size() : 0, '0') + number;
}

std::string reporter_text(std::uint32_t reporter)
{
    return reporter == 0 ? "" : 'R' + std::to_string(reporter);
}

std::string begin_text(const Incident& incident)
{
    return british_minute_text(incident.is_time_missing
                                   ? CivilMinute{std::chrono::floor<std::chrono::days>(incident.from)}
                                   : incident.from);
}

std::string end_text(const Incident& incident)
{
    return incident.lasts_minutes < 0
               ? ""
               : british_minute_text(incident.from + std::chrono::minutes{incident.lasts_minutes});
}

void write_records(const std::filesystem::path& path, const Town& town,
                   const std::vector<Incident>& incidents, std::uint64_t seed)
{
    const LocationWriter locations(town);
    Random random(seed, stream_texts);
    TownFile file(path);
    append_csv_line(file.text(), {"ref", "category", "notes", "location", "from", "to", "reporter"});
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const Incident& incident = incidents[i];
        const IncidentText text = write_incident(incident.theme, random);
        append_csv_line(file.text(),
                        {ref_text(i), text.category, text.notes, locations.write(incident, random),
                         begin_text(incident), end_text(incident), reporter_text(incident.reporter)});
        file.write_when_full();
    }
    file.finish();
}

/// uprn is empty for a junction; uprn, x and y are for a place that no file holds.
void write_truth(const std::filesystem::path& path, const Town& town, const Planted& planted,
                 const std::vector<Incident>& incidents)
{
    TownFile file(path);
    append_csv_line(file.text(), {"ref", "uprn", "x", "y", "theme", "mess", "hotspot"});
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const Incident& incident = incidents[i];
        const bool is_known = has_place(incident);
        const PointM position = position_of(town, incident);
        append_csv_line(
            file.text(),
            {ref_text(i), is_known && incident.junction < 0 ? uprn_text(incident.row) : "",
             is_known ? fixed_text(position.x_m, 1) : "", is_known ? fixed_text(position.y_m, 1) : "",
             theme_name(incident.theme), mess_name(incident.mess),
             incident.hotspot < 0 ? "" : planted.hotspots[static_cast<std::size_t>(incident.hotspot)].id});
        file.write_when_full();
    }
    file.finish();
}

void write_hotspots(const std::filesystem::path& path, const Planted& planted)
{
    const Projection projection = fixed_projection();
    GeoJsonFile file(path, "hotspots", projection);
    for (const PlantedHotspot& hotspot : planted.hotspots) {
        file.add_polygon(Properties().text("id", hotspot.id).text("theme", theme_name(hotspot.theme)),
                         hotspot.outline);
    }
    file.finish();
}

/// What is planted beside the hotspots: subject is a ward code or a block id, size the factor or the share.
void write_effects(const std::filesystem::path& path, const Town& town, const Planted& planted,
                   std::uint32_t months)
{
    TownFile file(path);
    append_csv_line(file.text(), {"effect", "subject", "theme", "size", "from", "reporter"});
    if (planted.rising_ward >= 0) {
        const CivilDay from = day_after_months(months - rise_months);
        append_csv_line(file.text(),
                        {"ward_rise", town.wards[static_cast<std::size_t>(planted.rising_ward)].code, "asb",
                         fixed_text(rise_factor, 2), british_minute_text(from).substr(0, 10), ""});
    }
    append_csv_line(file.text(),
                    {"one_caller", town.blocks[planted.one_caller_block].id, "asb",
                     fixed_text(caller_share, 2), "", reporter_text(home_reporter(planted.caller_row))});
    file.finish();
}

}  // namespace

void write_incidents(const std::filesystem::path& folder, const Town& town, const Planted& planted,
                     const SynthOptions& options)
{
    const std::vector<Incident> incidents = draw_incidents(town, planted, options);
    write_records(folder / "incidents.csv", town, incidents, options.seed);
    write_truth(folder / "truth" / "incidents.csv", town, planted, incidents);
    write_hotspots(folder / "truth" / "hotspots.geojson", planted);
    write_effects(folder / "truth" / "effects.csv", town, planted, options.months);
}

}  // namespace wardmap::synth
