#include "place_name.hpp"

#include <map>
#include <string_view>

namespace wardmap {

namespace {

constexpr double reach_m = 400;

std::string gazetteer_name(const Gazetteer& gazetteer, PointM p)
{
    const std::int64_t street = gazetteer.nearest(p, GazetteerEntry::Kind::street, reach_m);
    if (street >= 0) {
        return gazetteer.entry(static_cast<std::uint32_t>(street)).street;
    }
    const std::int64_t landmark = gazetteer.nearest(p, GazetteerEntry::Kind::landmark, reach_m);
    return landmark < 0 ? std::string{} : gazetteer.entry(static_cast<std::uint32_t>(landmark)).building;
}

std::string map_point_name(const StudyInputs& inputs, const LocatedSet& located,
                           const std::vector<std::uint32_t>& held)
{
    std::map<std::string_view, std::size_t> names;
    for (const std::uint32_t i : held) {
        if (located.incidents[i].level == MatchLevel::snap_point) {
            ++names[inputs.incidents.records[i].location];
        }
    }
    std::string_view commonest;
    std::size_t most = 0;
    for (const auto& [name, count] : names) {
        if (count > most) {
            most = count;
            commonest = name;
        }
    }
    constexpr std::string_view prefix = "On or near ";
    return std::string(commonest.starts_with(prefix) ? commonest.substr(prefix.size()) : commonest);
}

}  // namespace

std::string place_name(const StudyInputs& inputs, const LocatedSet& located, PointM p,
                       const std::vector<std::uint32_t>& held)
{
    std::string name = gazetteer_name(inputs.gazetteer, p);
    return name.empty() ? map_point_name(inputs, located, held) : name;
}

}  // namespace wardmap
