#include <algorithm>
#include <map>

#include "block_keys.hpp"
#include "report_clusters.hpp"
#include "wardmap/tower_blocks.hpp"

namespace wardmap {

namespace {

/// Incidents with the same key (flat or reporter): how many, and when.
struct Group {
    std::uint64_t count = 0;
    std::vector<CivilSecond> times;
};
using Groups = std::map<std::string, Group>;

void add_to(Groups& groups, const std::string& key, const TimeSpan& when)
{
    if (key.empty()) {
        return;
    }
    Group& group = groups[key];
    ++group.count;
    if (when.precision != TimePrecision::none) {
        group.times.push_back(when.from);
    }
}

/// One block's incidents as they are counted together.
struct Tally {
    BlockRow row;
    Groups flats;
    Groups reporters;

    void count_way(BlockWay way)
    {
        row.by_uprn += way == BlockWay::uprn ? 1U : 0U;
        row.by_address += way == BlockWay::address ? 1U : 0U;
        row.by_name += way == BlockWay::name ? 1U : 0U;
        row.by_footprint += way == BlockWay::footprint ? 1U : 0U;
    }

    void count_recent(const TimeSpan& when, CivilDay end)
    {
        if (when.precision == TimePrecision::none || when.from >= end) {
            return;
        }
        row.last_3_months += when.from >= months_later(end, -3) ? 1U : 0U;
        row.last_6_months += when.from >= months_later(end, -6) ? 1U : 0U;
        row.last_12_months += when.from >= months_later(end, -12) ? 1U : 0U;
    }
};

/// The UPRN of the flat that an incident is at; empty where only the block is known.
std::string flat_of(const LocatedIncident& incident, const TowerBlock& block)
{
    const std::string flat = uprn_key(incident.uprn);
    const bool is_block = std::any_of(block.uprns.begin(), block.uprns.end(),
                                      [&](const std::string& uprn) { return uprn_key(uprn) == flat; });
    return is_block ? std::string{} : flat;
}

std::vector<Tally> tally_blocks(std::span<const TowerBlock> blocks, const BlockIncidents& incidents)
{
    std::vector<Tally> tallies(blocks.size());
    for (const std::uint32_t i : incidents.chosen) {
        const BlockAssignment& assignment = incidents.assignments[i];
        if (assignment.block < 0) {
            continue;
        }
        const auto block = static_cast<std::size_t>(assignment.block);
        const IncidentRecord& record = incidents.records[i];
        Tally& tally = tallies[block];
        ++tally.row.count;
        tally.count_way(assignment.way);
        tally.count_recent(record.when, incidents.period.end);
        add_to(tally.flats, flat_of(incidents.located[i], blocks[block]), record.when);
        add_to(tally.reporters, record.reporter, record.when);
    }
    return tallies;
}

void add_people(Tally& tally, const BlockOptions& options)
{
    BlockRow& row = tally.row;
    row.flats = static_cast<std::uint32_t>(tally.flats.size());
    row.reporters = static_cast<std::uint32_t>(tally.reporters.size());
    std::uint64_t most = 0;
    for (const auto& [reporter, group] : tally.reporters) {
        most = std::max(most, group.count);
    }
    row.top_reporter_share = row.count > 0 ? static_cast<double>(most) / static_cast<double>(row.count) : 0;
    for (const auto& [flat, group] : tally.flats) {
        row.repeats += group.count - 1;
    }
    const std::size_t reports = std::max<std::size_t>(options.case_reports, 1);
    for (const Groups* groups : {&tally.flats, &tally.reporters}) {
        for (const auto& [key, group] : *groups) {
            row.case_review =
                row.case_review || most_within(group.times, static_cast<int>(options.case_months)) >= reports;
        }
    }
}

void add_rate(BlockRow& row, const TowerBlock& block)
{
    if (!block.dwellings || *block.dwellings == 0) {
        return;
    }
    const double per_100 = 100.0 / *block.dwellings;
    const Interval interval = poisson_interval(row.count);
    row.per_100_dwellings = static_cast<double>(row.count) * per_100;
    row.rate_interval = Interval{interval.lower * per_100, interval.upper * per_100};
}

void add_changes(std::vector<BlockRow>& rows, const BlockIncidents& incidents)
{
    std::vector<std::uint64_t> previous(rows.size(), 0);
    for (const std::uint32_t i : incidents.previous) {
        if (incidents.assignments[i].block >= 0) {
            ++previous[static_cast<std::size_t>(incidents.assignments[i].block)];
        }
    }
    for (BlockRow& row : rows) {
        row.previous = previous[row.block];
        row.change =
            change_between(*row.previous, incidents.comparison->days(), row.count, incidents.period.days());
    }
}

}  // namespace

std::vector<BlockRow> block_table(std::span<const TowerBlock> blocks, const BlockIncidents& incidents,
                                  const BlockOptions& options)
{
    std::vector<BlockRow> rows;
    std::vector<Tally> tallies = tally_blocks(blocks, incidents);
    for (std::uint32_t i = 0; i < tallies.size(); ++i) {
        tallies[i].row.block = i;
        add_people(tallies[i], options);
        add_rate(tallies[i].row, blocks[i]);
        rows.push_back(tallies[i].row);
    }
    if (incidents.comparison) {
        add_changes(rows, incidents);
    }
    return rows;
}

}  // namespace wardmap
