#include "hit_rates.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string_view>

#include "wardmap/areas.hpp"
#include "wardmap/civil_time.hpp"

namespace wardmap {

namespace {

constexpr std::string_view not_known = "(not known)";

/// Groups of one kind, in order of their keys.
class Groups {
public:
    explicit Groups(std::string by) : m_by(std::move(by)) {}

    void count(const std::string& group, const LocatedIncident& incident)
    {
        HitRate& rate = m_groups.try_emplace(group, HitRate{.by = m_by, .group = group}).first->second;
        const bool is_located = incident.state == MatchState::located;
        ++rate.rows;
        rate.located += is_located ? 1 : 0;
        rate.at_address += is_located && incident.level <= MatchLevel::building ? 1 : 0;
    }
    void append_to(std::vector<HitRate>& rates) const
    {
        for (const auto& [group, rate] : m_groups) {
            rates.push_back(rate);
        }
    }

private:
    std::string m_by;
    std::map<std::string, HitRate> m_groups;
};

std::string month_of(const IncidentRecord& record)
{
    if (record.when.precision == TimePrecision::none) {
        return std::string(not_known);
    }
    return iso_day_text(std::chrono::floor<std::chrono::days>(record.when.from)).substr(0, 7);
}

/// The ward of every row: its own, or that of all places that it may mean.
class WardFinder {
public:
    WardFinder(const StudyInputs& inputs, const LocatedSet& located)
        : m_inputs(inputs), m_located(located), m_index(*inputs.wards)
    {
    }

    [[nodiscard]] std::string ward_of(std::size_t row) const
    {
        const LocatedIncident& incident = m_located.incidents[row];
        if (incident.state == MatchState::located) {
            return name_of(m_located.ward[row]);
        }
        std::vector<PointM> positions;
        positions.reserve(incident.candidates.size());
        for (const MatchCandidate& candidate : incident.candidates) {
            positions.push_back(m_inputs.gazetteer.entry(candidate.entry).position);
        }
        const std::vector<std::int32_t> wards = m_index.find(positions, 1);
        const bool is_one =
            !wards.empty() && wards.front() != AreaIndex::outside &&
            std::all_of(wards.begin(), wards.end(), [&](std::int32_t ward) { return ward == wards.front(); });
        return is_one ? name_of(wards.front()) : std::string(not_known);
    }

private:
    [[nodiscard]] std::string name_of(std::int32_t ward) const
    {
        return ward == AreaIndex::outside ? std::string("(outside every ward)")
                                          : m_inputs.wards->areas[static_cast<std::size_t>(ward)].name;
    }

    const StudyInputs& m_inputs;
    const LocatedSet& m_located;
    AreaIndex m_index;
};

/// Rows of each level out of all rows.
void append_levels(const LocatedSet& located, std::vector<HitRate>& rates)
{
    std::map<MatchLevel, std::size_t> counts;
    for (const LocatedIncident& incident : located.incidents) {
        if (incident.state == MatchState::located) {
            ++counts[incident.level];
        }
    }
    for (const auto& [level, rows] : counts) {
        rates.push_back({.by = "level",
                         .group = std::string(match_level_name(level)),
                         .rows = located.incidents.size(),
                         .located = rows,
                         .at_address = level <= MatchLevel::building ? rows : 0});
    }
}

void append_themes(const Study& study, const LocatedSet& located, std::vector<HitRate>& rates)
{
    for (std::size_t theme = 0; theme < study.themes.size(); ++theme) {
        Groups of_theme("theme");
        for (std::size_t i = 0; i < located.incidents.size(); ++i) {
            if ((located.themes[i] >> theme & 1U) != 0) {
                of_theme.count(study.themes[theme].id, located.incidents[i]);
            }
        }
        of_theme.append_to(rates);
    }
}

}  // namespace

std::vector<HitRate> hit_rates_of(const Study& study, const StudyInputs& inputs, const LocatedSet& located)
{
    Groups all("all");
    Groups files("file");
    Groups months("month");
    Groups wards("ward");
    const std::optional<WardFinder> finder =
        inputs.wards ? std::optional<WardFinder>(std::in_place, inputs, located) : std::nullopt;
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const LocatedIncident& incident = located.incidents[i];
        const IncidentRecord& record = inputs.incidents.records[i];
        all.count("", incident);
        files.count(inputs.incidents.files[record.file].path, incident);
        months.count(month_of(record), incident);
        if (finder) {
            wards.count(finder->ward_of(i), incident);
        }
    }
    std::vector<HitRate> rates;
    all.append_to(rates);
    append_levels(located, rates);
    append_themes(study, located, rates);
    files.append_to(rates);
    months.append_to(rates);
    wards.append_to(rates);
    return rates;
}

}  // namespace wardmap
