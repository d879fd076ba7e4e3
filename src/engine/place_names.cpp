#include "place_names.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

namespace wardmap {

namespace {

constexpr double street_reach_m = 400;
constexpr double landmark_reach_m = 200;

/// The most frequent key, ties to the lower one.
template <typename Key>
Key commonest(const std::map<Key, std::size_t>& times)
{
    return std::ranges::max_element(times, {}, [](const auto& one) { return one.second; })->first;
}

/// What police.uk calls the map points that the incidents stand on, without its "On or near"; of snapped records only.
std::map<std::string_view, std::size_t> snapped_names(const StudyInputs& inputs, const LocatedSet& located,
                                                      std::span<const std::uint32_t> held)
{
    constexpr std::string_view prefix = "On or near ";
    std::map<std::string_view, std::size_t> names;
    for (const std::uint32_t i : held) {
        if (located.incidents[i].level == MatchLevel::snap_point) {
            const std::string_view name = inputs.incidents.records[i].location;
            ++names[name.starts_with(prefix) ? name.substr(prefix.size()) : name];
        }
    }
    return names;
}

/// The commonest of the names that stand for a place of their own; empty for none.
std::string commonest_street(std::map<std::string_view, std::size_t> names)
{
    std::erase_if(names, [](const auto& one) { return one.first.empty() || is_generic_place(one.first); });
    return names.empty() ? std::string{} : std::string(commonest(names));
}

std::string lower_case(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::string nearest_street(const Gazetteer& gazetteer, PointM p)
{
    const std::int64_t street = gazetteer.nearest(p, GazetteerEntry::Kind::street, street_reach_m);
    return street < 0 ? std::string{} : gazetteer.entry(static_cast<std::uint32_t>(street)).street;
}

std::string nearest_landmark(const Gazetteer& gazetteer, PointM p)
{
    const std::int64_t landmark = gazetteer.nearest(p, GazetteerEntry::Kind::landmark, landmark_reach_m);
    return landmark < 0 ? std::string{} : gazetteer.entry(static_cast<std::uint32_t>(landmark)).building;
}

}  // namespace

std::string place_name(const StudyInputs& inputs, const LocatedSet& located,
                       std::span<const std::uint32_t> held)
{
    if (held.empty()) {
        return {};
    }
    std::map<PointM, std::size_t> positions;
    for (const std::uint32_t i : held) {
        ++positions[located.incidents[i].position];
    }
    const PointM middle = commonest(positions);
    const auto names = snapped_names(inputs, located, held);
    const std::string snapped = names.empty() ? std::string{} : std::string(commonest(names));
    const bool is_generic = snapped.empty() || is_generic_place(snapped);
    std::string street = is_generic ? nearest_street(inputs.gazetteer, middle) : snapped;
    if (street.empty()) {
        street = commonest_street(names);
    }
    const std::string landmark = nearest_landmark(inputs.gazetteer, middle);
    if (is_generic && !snapped.empty()) {
        const std::string kind = lower_case(snapped);
        const std::string near = street.empty() ? landmark : street;
        return near.empty() ? snapped : near + " (" + kind + ")";
    }
    if (street.empty() || landmark.empty() || landmark.find(street) != std::string::npos) {
        return street.empty() ? landmark : street;
    }
    return street + ", by " + landmark;
}

}  // namespace wardmap
