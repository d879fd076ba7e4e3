#include "wardmap/area_table.hpp"

#include <algorithm>
#include <numeric>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// Incidents per area; the last entry counts those in none.
std::vector<std::uint64_t> counts_by_area(std::span<const std::int32_t> incident_areas, std::size_t areas)
{
    std::vector<std::uint64_t> counts(areas + 1, 0);
    for (const std::int32_t area : incident_areas) {
        if (area != AreaIndex::outside && static_cast<std::size_t>(area) >= areas) {
            throw Error(ErrorKind::internal, "area table", "an incident in an area that is not in the set",
                        "Report this defect.");
        }
        ++counts[area == AreaIndex::outside ? areas : static_cast<std::size_t>(area)];
    }
    return counts;
}

void add_rate(AreaRow& row, const Area& area)
{
    if (!area.population || !(*area.population > 0)) {
        return;
    }
    const double per_1000 = 1000 / *area.population;
    const Interval interval = poisson_interval(row.count);
    row.rate_per_1000 = static_cast<double>(row.count) * per_1000;
    row.rate_interval = Interval{interval.lower * per_1000, interval.upper * per_1000};
}

void add_ranks(std::vector<AreaRow>& rows)
{
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rows[a].count != rows[b].count ? rows[a].count > rows[b].count : a < b;
    });
    for (std::size_t place = 0; place < order.size(); ++place) {
        rows[order[place]].rank = static_cast<std::uint32_t>(place + 1);
    }
}

void add_changes(std::vector<AreaRow>& rows, const ComparisonCounts& comparison)
{
    const std::vector<std::uint64_t> previous = counts_by_area(comparison.areas, rows.size());
    for (AreaRow& row : rows) {
        row.previous = previous[row.area];
        row.change = change_between(*row.previous, comparison.days, row.count, comparison.current_days);
    }
}

void add_funnel(const AreaSet& areas, AreaTable& table)
{
    std::vector<FunnelUnit> units;
    units.reserve(table.rows.size());
    for (const AreaRow& row : table.rows) {
        units.push_back({row.count, areas.areas[row.area].population.value_or(0)});
    }
    Funnel judged = funnel(units);
    table.overdispersion = judged.overdispersion;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        table.rows[i].funnel = judged.rows[i];
    }
}

}  // namespace

std::uint64_t AreaTable::inside() const noexcept
{
    std::uint64_t total = 0;
    for (const AreaRow& row : rows) {
        total += row.count;
    }
    return total;
}

AreaTable area_table(const AreaSet& areas, std::span<const std::int32_t> incident_areas,
                     const std::optional<ComparisonCounts>& previous)
{
    constexpr double m2_per_km2 = 1e6;
    const std::vector<std::uint64_t> counts = counts_by_area(incident_areas, areas.areas.size());
    AreaTable table;
    table.outside = counts.back();
    const auto inside = static_cast<double>(incident_areas.size() - table.outside);
    for (std::uint32_t i = 0; i < areas.areas.size(); ++i) {
        AreaRow row;
        row.area = i;
        row.count = counts[i];
        row.share = inside > 0 ? static_cast<double>(row.count) / inside : 0;
        row.area_km2 = area_m2(areas.areas[i].shape) / m2_per_km2;
        row.per_km2 = row.area_km2 > 0 ? static_cast<double>(row.count) / row.area_km2 : 0;
        add_rate(row, areas.areas[i]);
        table.rows.push_back(row);
    }
    add_ranks(table.rows);
    add_funnel(areas, table);
    if (previous) {
        add_changes(table.rows, *previous);
    }
    return table;
}

}  // namespace wardmap
