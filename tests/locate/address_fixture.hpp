#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wardmap/gazetteer.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/locate.hpp"

/// A small invented town for the tests of matching.
namespace wardmap::test {

struct AddressParts {
    std::string uprn, flat, building, number, street, postcode;
    PointM position;
    std::string locality = {};
    std::string town = "Newton";
    std::string parent_uprn = {};
};

inline GazetteerEntry address(AddressParts a)
{
    GazetteerEntry entry;
    entry.uprn = std::move(a.uprn);
    entry.parent_uprn = std::move(a.parent_uprn);
    entry.flat = std::move(a.flat);
    entry.building = std::move(a.building);
    entry.number = std::move(a.number);
    entry.street = std::move(a.street);
    entry.locality = std::move(a.locality);
    entry.town = std::move(a.town);
    entry.postcode = std::move(a.postcode);
    entry.position = a.position;
    return entry;
}

inline GazetteerEntry postcode(const std::string& text, PointM position, bool historic = false)
{
    GazetteerEntry entry;
    entry.kind = GazetteerEntry::Kind::postcode;
    entry.postcode = text;
    entry.position = position;
    entry.historic = historic;
    return entry;
}

inline GazetteerEntry named(GazetteerEntry::Kind kind, const std::string& name, PointM position)
{
    GazetteerEntry entry;
    entry.kind = kind;
    (kind == GazetteerEntry::Kind::street ? entry.street : entry.building) = name;
    entry.position = position;
    return entry;
}

/// Elm Road (1–20, SG1 1AA odd, SG1 1AB even) runs east from (1000, 1000); Oak Lane meets it at its west
/// end; Harrow Court is a block of nine flats on Elm Road; a Church Street in each of two villages.
inline std::vector<GazetteerEntry> town_entries()
{
    std::vector<GazetteerEntry> entries;
    for (int n = 1; n <= 20; ++n) {
        entries.push_back(address({.uprn = std::to_string(100 + n),
                                   .number = std::to_string(n),
                                   .street = "Elm Road",
                                   .postcode = n % 2 == 1 ? "SG1 1AA" : "SG1 1AB",
                                   .position = {1000.0 + 15 * n, n % 2 == 1 ? 1010.0 : 990.0}}));
        entries.push_back(address({.uprn = std::to_string(200 + n),
                                   .number = std::to_string(n),
                                   .street = "Oak Lane",
                                   .postcode = "SG1 2BB",
                                   .position = {995.0, 1000.0 + 15 * n}}));
        entries.push_back(address({.uprn = std::to_string(300 + n),
                                   .number = std::to_string(n),
                                   .street = "Church Street",
                                   .postcode = "SG1 3CC",
                                   .position = {5000.0 + 15 * n, 1000},
                                   .locality = "Upton"}));
        entries.push_back(address({.uprn = std::to_string(400 + n),
                                   .number = std::to_string(n),
                                   .street = "Church Street",
                                   .postcode = "SG1 4DD",
                                   .position = {9000.0 + 15 * n, 1000},
                                   .locality = "Downham"}));
    }
    for (int n = 1; n <= 9; ++n) {
        entries.push_back(address({.uprn = std::to_string(500 + n),
                                   .flat = std::to_string((n + 2) / 3) + "ABC"[(n - 1) % 3],
                                   .building = "Harrow Court",
                                   .street = "Elm Road",
                                   .postcode = "SG1 1AC",
                                   .position = {1400, 1000},
                                   .parent_uprn = "500"}));
    }
    GazetteerEntry block = named(GazetteerEntry::Kind::building, "Harrow Court", {1401, 1001});
    block.uprn = "500";
    block.aliases = {"The Harrow Flats"};
    entries.push_back(block);
    for (const auto& [flat, uprn] :
         {std::pair{"A", "601"}, std::pair{"B", "602"}, std::pair{"Basement Flat", "603"}}) {
        entries.push_back(address({.uprn = uprn,
                                   .flat = flat,
                                   .number = "220",
                                   .street = "Test Street",
                                   .postcode = "SG1 5EE",
                                   .position = {2000, 3000}}));
    }
    entries.push_back(address({.uprn = "611",
                               .flat = "6/20",
                               .number = "222",
                               .street = "Test Street",
                               .postcode = "SG1 5EE",
                               .position = {2060, 3000}}));
    entries.push_back(address({.uprn = "621",
                               .building = "Rose Cottage",
                               .number = "12A",
                               .street = "Test Street",
                               .postcode = "SG1 5EF",
                               .position = {2100, 3000}}));
    entries.push_back(address({.uprn = "622",
                               .number = "30-34",
                               .street = "Test Street",
                               .postcode = "SG1 5EF",
                               .position = {2200, 3000}}));
    entries.push_back(postcode("SG1 1AA", {1150, 1010}));
    entries.push_back(postcode("SG10 6AA", {20000, 20000}));
    entries.push_back(postcode("EN3 7DY", {30000, 30000}));
    entries.push_back(postcode("SG1 9ZZ", {1200, 1100}, true));
    entries.push_back(named(GazetteerEntry::Kind::landmark, "Tesco", {1250, 1030}));
    entries.push_back(named(GazetteerEntry::Kind::landmark, "Tesco", {9100, 1030}));
    entries.push_back(named(GazetteerEntry::Kind::landmark, "Bus Station", {4000, 4000}));
    return entries;
}

inline const Gazetteer& town()
{
    static const Gazetteer gazetteer = Gazetteer::in_memory({}, town_entries(), "EPSG:27700");
    return gazetteer;
}

inline LocatedIncident locate_text(const std::string& location, const std::string& postcode_field = {})
{
    IncidentRecord record;
    record.location = location;
    record.postcode = postcode_field;
    return locate(std::vector{record}, town(), {}).front();
}

}  // namespace wardmap::test
