#include "wardmap/areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "coverage.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

/// Overlaps and gaps up to this size come from borders drawn twice and are only counted.
constexpr double sliver_m2 = 1;

std::string field_list(const FeatureTable& table)
{
    std::string list;
    for (const Field& field : table.fields) {
        list += (list.empty() ? "" : ", ") + field.name;
    }
    return list.empty() ? "none" : list;
}

/// Index of a named field; nullopt for an empty name.
std::optional<std::size_t> find_field(const FeatureTable& table, const std::string& name)
{
    if (name.empty()) {
        return std::nullopt;
    }
    const auto index = table.field_index(name);
    if (!index) {
        throw Error(ErrorKind::input, table.name,
                    fmt::format("no field \"{}\"; there are: {}", name, field_list(table)),
                    "Name one of these fields in the study file.");
    }
    return index;
}

/// Residents as stated; nullopt for none, for what is not a number and for less than none.
std::optional<double> population_of(const Value& value)
{
    const std::optional<double> number = value_number(value);
    if (!number || !std::isfinite(*number) || *number < 0) {
        return std::nullopt;
    }
    return number;
}

/// "A, B, C and 4 more".
std::string short_list(const std::vector<std::string>& ids)
{
    constexpr std::size_t most = 5;
    std::string list;
    for (std::size_t i = 0; i < ids.size() && i < most; ++i) {
        list += (i == 0 ? "" : ", ") + ids[i];
    }
    if (ids.size() > most) {
        list += fmt::format(" and {} more", ids.size() - most);
    }
    return list;
}

std::string square_metres(double area_m2) { return grouped_text(std::llround(area_m2)) + " m²"; }

void check_ids(const AreaSet& set)
{
    for (std::size_t i = 1; i < set.areas.size(); ++i) {
        if (set.areas[i].id == set.areas[i - 1].id) {
            throw Error(
                ErrorKind::input, set.layer, fmt::format("two features with the id \"{}\"", set.areas[i].id),
                "Choose a field whose values differ, or join the parts of each area into one feature.");
        }
    }
}

void tell_missing_population(const AreaSet& set, Diagnostics& diagnostics)
{
    std::vector<std::string> unknown;
    std::vector<std::string> nobody;
    for (const Area& area : set.areas) {
        if (!area.population) {
            unknown.push_back(area.id);
        } else if (*area.population == 0) {
            nobody.push_back(area.id);
        }
    }
    if (!unknown.empty()) {
        diagnostics.warn(set.layer,
                         fmt::format("Rates are left empty where the population is not a number of 0 or "
                                     "more: {} of {} areas ({}).",
                                     unknown.size(), set.areas.size(), short_list(unknown)));
    }
    if (!nobody.empty()) {
        diagnostics.warn(set.layer,
                         fmt::format("Rates are left empty where nobody lives: {} of {} areas ({}).",
                                     nobody.size(), set.areas.size(), short_list(nobody)));
    }
}

void tell_coverage_faults(const AreaSet& set, Diagnostics& diagnostics)
{
    std::size_t overlaps = 0;
    std::size_t gaps = 0;
    std::size_t slivers = 0;
    double overlaps_m2 = 0;
    double gaps_m2 = 0;
    std::string largest_overlap;
    std::string largest_gap;
    for (const CoverageFault& fault : coverage_faults(set)) {
        if (fault.area_m2 <= sliver_m2) {
            ++slivers;
        } else if (fault.areas.empty()) {
            ++gaps;
            gaps_m2 += fault.area_m2;
            if (largest_gap.empty()) {
                largest_gap = fmt::format("{} at {:.0f}, {:.0f}", square_metres(fault.area_m2),
                                          fault.place.x_m, fault.place.y_m);
            }
        } else {
            ++overlaps;
            overlaps_m2 += fault.area_m2;
            if (largest_overlap.empty()) {
                largest_overlap = fmt::format("{}, {} with {}", square_metres(fault.area_m2),
                                              set.areas[fault.areas[0]].id, set.areas[fault.areas[1]].id);
            }
        }
    }
    if (overlaps > 0) {
        diagnostics.warn(set.layer,
                         fmt::format("Overlaps between areas: {}, {} in all (the largest {}); incidents "
                                     "there count in the first area by id.",
                                     overlaps, square_metres(overlaps_m2), largest_overlap));
    }
    if (gaps > 0) {
        diagnostics.warn(set.layer,
                         fmt::format("Gaps between areas: {}, {} in all (the largest {}); incidents there "
                                     "count as outside.",
                                     gaps, square_metres(gaps_m2), largest_gap));
    }
    if (slivers > 0) {
        diagnostics.note(
            set.layer,
            fmt::format("Slivers of up to 1 m² where borders of areas do not quite meet: {}.", slivers));
    }
}

}  // namespace

AreaSet make_areas(const FeatureTable& table, const AreaFields& fields, Diagnostics& diagnostics)
{
    const auto id = find_field(table, fields.id);
    const auto name = find_field(table, fields.name);
    const auto population = find_field(table, fields.population);
    if (!id || table.features.empty()) {
        throw Error(
            ErrorKind::input, table.name, id ? "a layer without features" : "no field for the ids of areas",
            id ? "Check the file and the name of its layer." : "Name one of: " + field_list(table) + ".");
    }
    AreaSet set{table.name, {}, {}, fields.id, {}};
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        const Feature& feature = table.features[i];
        Area area;
        area.id = value_text(feature.values.at(*id));
        const std::string where = fmt::format("{}, feature {} ({})", table.name, i + 1, area.id);
        const auto* shape = std::get_if<MultiPolygon>(&feature.geometry);
        if (area.id.empty() || shape == nullptr) {
            throw Error(ErrorKind::input, where,
                        area.id.empty() ? "an empty id" : "a feature that is not a polygon",
                        "Repair the layer or leave the feature out.");
        }
        area.name = name ? value_text(feature.values.at(*name)) : "";
        if (area.name.empty()) {
            area.name = area.id;
        }
        area.population = population ? population_of(feature.values.at(*population)) : std::nullopt;
        area.shape = valid_shape(*shape, where, diagnostics);
        set.areas.push_back(std::move(area));
    }
    std::sort(set.areas.begin(), set.areas.end(), [](const Area& a, const Area& b) { return a.id < b.id; });
    check_ids(set);
    if (population) {
        tell_missing_population(set, diagnostics);
    }
    tell_coverage_faults(set, diagnostics);
    return set;
}

MultiPolygon union_of(const AreaSet& areas)
{
    std::vector<MultiPolygon> shapes;
    shapes.reserve(areas.areas.size());
    for (const Area& area : areas.areas) {
        shapes.push_back(area.shape);
    }
    return union_of(shapes);
}

}  // namespace wardmap
