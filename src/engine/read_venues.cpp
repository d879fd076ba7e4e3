#include "read_venues.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "database_input.hpp"
#include "open_rows.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

std::size_t field_of(const FeatureTable& table, const std::string& name, const std::string& file)
{
    const auto field = table.field_index(name);
    if (!field) {
        std::vector<std::string> names;
        names.reserve(table.fields.size());
        for (const Field& one : table.fields) {
            names.push_back(one.name);
        }
        throw Error(ErrorKind::input, file, fmt::format("there is no field \"{}\"", name),
                    fmt::format("The fields are {}", fmt::join(names, ", ")));
    }
    return *field;
}

PointM place_of(const Geometry& geometry, const std::string& where)
{
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        return *point;
    }
    if (const auto* shape = std::get_if<MultiPolygon>(&geometry); shape != nullptr && !shape->parts.empty()) {
        return label_point_of(*shape);
    }
    throw Error(ErrorKind::input, where, "this venue has no point or polygon", "Give each venue a place");
}

}  // namespace

std::vector<Venue> make_venues(const FeatureTable& table, const Study::Surgeries& section)
{
    const std::string file = shown_source(section.venues.file, section.venues.layer);
    const std::size_t id = field_of(table, section.id, file);
    const std::size_t name = field_of(table, section.name, file);
    std::vector<Venue> venues;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        const Feature& feature = table.features[i];
        const std::string where = fmt::format("{}, feature {}", file, i + 1);
        Venue venue{value_text(feature.values[id]),
                    value_text(feature.values[name]),
                    {},
                    place_of(feature.geometry, where),
                    {}};
        if (!section.kind.empty()) {
            venue.kind = value_text(feature.values[field_of(table, section.kind, file)]);
        }
        if (venue.id.empty()) {
            throw Error(ErrorKind::input, where, fmt::format("the field \"{}\" is empty", section.id),
                        "Give each venue a code of its own");
        }
        venues.push_back(std::move(venue));
    }
    std::sort(venues.begin(), venues.end(), [](const Venue& a, const Venue& b) { return a.id < b.id; });
    const auto twice = std::adjacent_find(venues.begin(), venues.end(),
                                          [](const Venue& a, const Venue& b) { return a.id == b.id; });
    if (twice != venues.end()) {
        throw Error(ErrorKind::input, file, fmt::format("two venues have the code \"{}\"", twice->id),
                    "Give each venue a code of its own");
    }
    return venues;
}

std::size_t add_past_surgeries(const std::filesystem::path& path, const Study::Surgeries& section,
                               std::vector<Venue>& venues, Diagnostics& diagnostics)
{
    const auto rows = open_rows(path, section.past.file, section.past.layer);
    IncidentMapping mapping;
    mapping.columns.category =
        section.past_venue;  // the reader of incidents knows dates as people write them
    mapping.columns.location = {section.past_venue};
    mapping.columns.from = section.past_date;
    IncidentSet past;
    Diagnostics own;
    read_incidents(*rows, mapping, {section.past.file, "generic", {}, 0, {}}, past, own);
    std::size_t elsewhere = 0;
    std::size_t undated = 0;
    for (const IncidentRecord& record : past.records) {
        const auto venue = std::find_if(venues.begin(), venues.end(), [&](const Venue& one) {
            return one.id == record.category || one.name == record.category;
        });
        if (venue == venues.end()) {
            ++elsewhere;
        } else if (record.when.precision == TimePrecision::none) {
            ++undated;
        } else {
            venue->held.push_back(std::chrono::floor<std::chrono::days>(record.when.from));
        }
    }
    for (const auto& [reason, count] : own.rejected_by_reason()) {
        diagnostics.warn("surgeries", fmt::format("{} of {} past surgeries cannot be read ({})", count,
                                                  past.files.back().rows_read, reason));
    }
    if (undated > 0) {
        diagnostics.warn("surgeries", fmt::format("{} of {} past surgeries have no date, and do not count",
                                                  undated, past.files.back().rows_read));
    }
    if (elsewhere > 0) {
        diagnostics.warn(
            "surgeries",
            elsewhere == 1
                ? std::string(
                      "1 past surgery was at a venue that the study does not list; the months since do "
                      "not know of it")
                : fmt::format("{} past surgeries were at venues that the study does not list; the months "
                              "since do not know of them",
                              elsewhere));
    }
    return past.files.back().rows_read;
}

}  // namespace wardmap
