#include "place_times.hpp"

#include <fmt/format.h>

#include <map>

#include "monthly_series.hpp"
#include "short_list.hpp"

namespace wardmap {

namespace {

TimeProfile profile_of(const StudyInputs& inputs, const std::vector<std::uint32_t>& incidents)
{
    std::vector<TimeSpan> times;
    times.reserve(incidents.size());
    for (const std::uint32_t i : incidents) {
        times.push_back(inputs.incidents.records[i].when);
    }
    return time_profile(times);
}

std::vector<std::uint32_t> incidents_of(const ThemeAnalysis& analysis, const Hotspot& hotspot)
{
    std::vector<std::uint32_t> incidents;
    incidents.reserve(hotspot.points.size());
    for (const std::uint32_t point : hotspot.points) {
        incidents.push_back(analysis.chosen[point]);
    }
    return incidents;
}

/// "2021-05 above, 2021-06 below".
std::string signals_of(const MonthlySeries& series, const Period& period)
{
    ShortList signals;
    for (std::size_t i = 0; i < series.months.size(); ++i) {
        const CivilDay first = first_day_of(series.months[i].month);
        const int signal = series.points[i].signal;
        if (signal != 0 && period.contains(first)) {
            signals.add(
                fmt::format("{} {}", iso_day_text(first).substr(0, 7), signal > 0 ? "above" : "below"));
        }
    }
    return signals.text();
}

/// What the gazetteer calls the place; its UPRN where it has no words.
std::string address_text(const StudyInputs& inputs, const LocatedIncident& incident)
{
    const std::string text =
        incident.entry < 0 ? std::string{}
                           : matched_text(inputs.gazetteer.entry(static_cast<std::uint32_t>(incident.entry)),
                                          incident.level);
    return text.empty() ? "UPRN " + incident.uprn : text;
}

}  // namespace

std::vector<PlaceTimes> place_times(const StudyInputs& inputs, const LocatedSet& located,
                                    const ThemeAnalysis& analysis)
{
    std::vector<PlaceTimes> all{{"area", {}, "The study area", analysis.times}};
    std::map<std::int32_t, std::vector<std::uint32_t>> by_ward;
    std::map<std::int32_t, std::vector<std::uint32_t>> by_block;
    for (const std::uint32_t i : analysis.chosen) {
        if (!located.ward.empty() && located.ward[i] != AreaIndex::outside) {
            by_ward[located.ward[i]].push_back(i);
        }
        if (!located.block.empty() && located.block[i].block >= 0) {
            by_block[located.block[i].block].push_back(i);
        }
    }
    for (const auto& [ward, incidents] : by_ward) {
        const Area& area = inputs.wards->areas[static_cast<std::size_t>(ward)];
        all.push_back({"ward", area.id, area.name, profile_of(inputs, incidents)});
    }
    for (const auto& [index, incidents] : by_block) {
        const TowerBlock& block = inputs.blocks[static_cast<std::size_t>(index)];
        all.push_back({"block", block.id, block.name, profile_of(inputs, incidents)});
    }
    for (std::size_t h = 0; h < analysis.hotspots.size(); ++h) {
        all.push_back({"hotspot", fmt::format("{}-{}", analysis.findings.id, analysis.hotspots[h].rank),
                       analysis.hotspot_notes[h].place,
                       profile_of(inputs, incidents_of(analysis, analysis.hotspots[h]))});
    }
    return all;
}

std::vector<WardNotes> ward_notes(const StudyInputs& inputs, const LocatedSet& located,
                                  const ThemeAnalysis& analysis)
{
    if (!inputs.wards) {
        return {};
    }
    std::vector<WardNotes> notes(inputs.wards->areas.size());
    std::vector<ShortList> ranks(notes.size());
    for (const Hotspot& hotspot : analysis.hotspots) {
        std::vector<std::uint8_t> touched(notes.size(), 0);
        for (const std::uint32_t i : incidents_of(analysis, hotspot)) {
            if (located.ward[i] != AreaIndex::outside) {
                touched[static_cast<std::size_t>(located.ward[i])] = 1;
            }
        }
        for (std::size_t w = 0; w < notes.size(); ++w) {
            if (touched[w] != 0) {
                ranks[w].add(std::to_string(hotspot.rank));
            }
        }
    }
    std::map<std::string_view, std::size_t> index;
    for (std::size_t w = 0; w < notes.size(); ++w) {
        index[inputs.wards->areas[w].id] = w;
        notes[w].hotspots = ranks[w].text();
        notes[w].signals = signals_of(analysis.monthly.at(w + 1), located.period);  // the area comes first
    }
    for (const PlaceTimes& place : analysis.place_times) {
        if (place.part == "ward" && place.profile.incidents > 0) {
            notes[index.at(place.id)].peak_time = peak_window_text(peak_window(place.profile, peak_hours));
        }
    }
    return notes;
}

std::vector<CaseReviewRow> case_review_rows(const Study& study, const StudyInputs& inputs,
                                            const LocatedSet& located, const ThemeAnalysis& analysis)
{
    std::vector<CaseReviewRow> rows;
    const CaseRule rule{study.block_options.case_reports, study.block_options.case_months};
    for (const CaseReview& review :
         case_reviews(located.incidents, inputs.incidents.records, analysis.chosen, rule)) {
        const std::uint32_t i = review.incident;
        CaseReviewRow row{review, {}, {}, {}};
        row.subject = review.by_reporter ? inputs.incidents.records[i].reporter
                                         : address_text(inputs, located.incidents[i]);
        if (!review.by_reporter && !located.block.empty() && located.block[i].block >= 0) {
            row.block = inputs.blocks[static_cast<std::size_t>(located.block[i].block)].name;
        }
        if (!review.by_reporter && !located.ward.empty() && located.ward[i] != AreaIndex::outside) {
            row.ward = inputs.wards->areas[static_cast<std::size_t>(located.ward[i])].name;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace wardmap
