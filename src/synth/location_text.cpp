#include "location_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "names.hpp"
#include "written_address.hpp"

namespace wardmap::synth {

namespace {

std::string number_of(const Plot& plot)
{
    return plot.number == 0
               ? ""
               : std::to_string(plot.number) + (plot.suffix == '\0' ? "" : std::string(1, plot.suffix));
}

std::string number_and_street(const Plot& plot, const std::string& street)
{
    return plot.number == 0 ? street : number_of(plot) + ' ' + street;
}

std::string digits(std::uint64_t value, std::size_t count)
{
    std::string text = std::to_string(value);
    return std::string(count - text.size(), '0') + text;
}

std::string easting_northing(PointM p, Random& random)
{
    const std::string x = std::to_string(static_cast<int>(p.x_m));
    const std::string y = std::to_string(static_cast<int>(p.y_m));
    switch (random.below(3)) {
        case 0:
            return x + ", " + y;
        case 1:
            return "E " + x + " N " + y;
        default:
            return "Easting " + x + " Northing " + y;
    }
}

std::string landmark_text(const Town& town, const Plot& plot, Random& random)
{
    constexpr std::array<std::string_view, 5> relations{"outside the ", "o/s ", "opp ", "rear of ",
                                                        "by the "};
    std::string name = town.building_names[static_cast<std::size_t>(plot.building)];
    const std::string_view relation = random.pick(relations);
    if (relation.ends_with("the ") && name.starts_with("The ")) {
        name.erase(0, 4);
    }
    return std::string(relation) + name + (random.chance(0.7) ? " on " : ", ") + town.street_of(plot).name;
}

AddressParts parts_of(const Town& town, const Incident& incident, Random& random)
{
    const Plot& plot = town.plots[incident.plot];
    AddressParts parts;
    if (incident.row > plot.first_row) {
        parts.flat = std::to_string(incident.row - plot.first_row);
    }
    if (plot.building >= 0) {
        parts.building = town.building_names[static_cast<std::size_t>(plot.building)];
    }
    parts.street = number_and_street(plot, town.street_of(plot).name);
    parts.locality = random.chance(0.5) ? town.locality_of(plot) : "";
    parts.town = random.chance(0.8) ? town_name : "";
    parts.postcode = town.postcodes[plot.postcode].text;
    return parts;
}

}  // namespace

LocationWriter::LocationWriter(const Town& town) : m_town(town)
{
    std::set<std::string, std::less<>> seen;
    for (const Street& street : town.streets) {
        m_names.insert(street.name.substr(0, street.name.find(' ')));
        if (!seen.insert(street.name).second) {
            m_repeated_streets.insert(street.name);
        }
    }
    m_names.insert(town.localities.begin(), town.localities.end());
    for (const std::string& name : town.building_names) {
        m_names.insert(name.substr(0, name.find(' ')));
        if (!seen.insert(name).second) {
            m_repeated_buildings.insert(name);
        }
    }
}

std::string LocationWriter::locality_if_needed(const Street& street, Random& random) const
{
    return m_repeated_streets.contains(street.name) && random.chance(0.8) ? m_town.localities[street.locality]
                                                                          : "";
}

/// The name of a building, or one of the other names of a tower block; with the street where several have it.
std::string LocationWriter::building_alone(const Plot& plot, Random& random) const
{
    std::string name = m_town.building_names[static_cast<std::size_t>(plot.building)];
    if (plot.kind == PlotKind::tower && random.chance(0.3)) {
        const auto block = std::find_if(m_town.blocks.begin(), m_town.blocks.end(),
                                        [&](const Block& b) { return &m_town.plots[b.plot] == &plot; });
        return random.pick(std::span<const std::string>(block->aliases));
    }
    const bool is_repeated = m_repeated_buildings.contains(name) && random.chance(0.8);
    append_part(name, is_repeated ? m_town.street_of(plot).name : "");
    append_part(name, random.chance(0.3) ? town_name : "");
    return name;
}

std::string LocationWriter::misspelt(const std::string& name, Random& random) const
{
    const std::size_t length = std::min(name.find(' '), name.size());
    if (length < 4) {
        return name;
    }
    while (true) {
        std::string wrong = name;
        const std::size_t at =
            1 + random.below(static_cast<std::uint32_t>(length) - 2);  // not the first, not the last
        switch (random.below(4)) {
            case 0:
                std::swap(wrong[at], wrong[at + 1]);
                break;
            case 1:
                wrong.erase(at, 1);
                break;
            case 2:
                wrong.insert(at, 1, wrong[at]);
                break;
            default:
                wrong[at] = static_cast<char>('a' + random.below(26));
        }
        if (wrong != name && !m_names.contains(std::string_view(wrong).substr(0, wrong.find(' ')))) {
            return wrong;
        }
    }
}

std::string LocationWriter::unknown_place(Random& random) const
{
    constexpr std::array<std::string_view, 4> towns{"Oldmarrow", "Great Pellworth", "Farwick-on-Sands",
                                                    "Nether Quay"};
    constexpr std::array<std::string_view, 6> names{"Zebedee",  "Xanthus", "Quixley",
                                                    "Vauxmoor", "Ystrad",  "Kyloe"};
    constexpr std::array<std::string_view, 4> vague{
        "footpath behind the old boatyard", "the usual place by the water",
        "on the coast path near the windmill", "in a field off the bypass"};
    const char* const kind = random.chance(0.5) ? " Terrace" : " Mews";  // drawn first, whatever the compiler
    const std::string street = std::string(random.pick(names)) + kind;
    const std::string number = std::to_string(random.between(1, 90));
    switch (random.below(4)) {
        case 0:
            return number + ' ' + street + ", " + std::string(random.pick(towns));
        case 1:
            return number + ' ' + street + ", " + town_name;  // the town is known, the street is not
        case 2:
            return number + ' ' + street + ", " + std::string(random.pick(towns)) + ", ZX4 2PL";
        default:
            return std::string(random.pick(vague));
    }
}

std::string LocationWriter::street_alone(const Plot& plot, Random& random) const
{
    std::string text = m_town.street_of(plot).name;
    append_part(text, random.chance(0.5) ? m_town.locality_of(plot)
                                         : locality_if_needed(m_town.street_of(plot), random));
    append_part(text, random.chance(0.5) ? town_name : "");
    return text;
}

std::string LocationWriter::junction_text(const Incident& incident, Random& random) const
{
    const Junction& junction = m_town.junctions[static_cast<std::size_t>(incident.junction)];
    std::string a = m_town.streets[junction.street_a].name;
    std::string b = m_town.streets[junction.street_b].name;
    if (random.chance(0.5)) {
        std::swap(a, b);
    }
    std::string text;
    switch (random.below(5)) {
        case 0:
            text = "junction of " + a + " and " + b;
            break;
        case 1:
            text = a + " / " + b;
            break;
        case 2:
            text = a + " j/w " + b;
            break;
        case 3:
            text = "corner of " + a + " & " + b + ", " + town_name;
            break;
        default:
            text = "Jct " + a + " with " + b;
    }
    append_part(text, locality_if_needed(m_town.streets[junction.street_b], random));
    return text;
}

std::string LocationWriter::place_text(const Incident& incident, Random& random) const
{
    const Plot& plot = m_town.plots[incident.plot];
    AddressParts parts = parts_of(m_town, incident, random);
    if (parts.locality.empty()) {
        parts.locality = locality_if_needed(m_town.street_of(plot), random);
    }
    switch (incident.mess) {
        case Mess::abbreviated:
            return abbreviated(in_order(parts));
        case Mess::typo: {
            const bool is_building = plot.building >= 0 && plot.number == 0;
            parts.building = is_building ? misspelt(parts.building, random) : parts.building;
            parts.street = is_building
                               ? parts.street
                               : number_and_street(plot, misspelt(m_town.street_of(plot).name, random));
            return in_order(parts);
        }
        case Mess::no_postcode:
            parts.postcode.clear();
            return in_order(parts);
        case Mess::missing_commas:
            return without_commas(in_order(parts), parts.postcode, random);
        case Mess::swapped:
            return swapped(parts, random);
        case Mess::old_postcode:
            parts.postcode = m_town.postcodes[plot.postcode].former;
            return in_order(parts);
        case Mess::postcode_confusion:
            parts.postcode = confused(parts.postcode, random);
            return in_order(parts);
        case Mess::flat_before:
            return flat_text(parts, true, random);
        case Mess::flat_after:
            return flat_text(parts, false, random);
        default:
            return in_order(parts);
    }
}

std::string LocationWriter::write(const Incident& incident, Random& random) const
{
    const Plot& plot = m_town.plots[incident.plot];
    switch (incident.mess) {
        case Mess::blank:
            return "";
        case Mess::not_in_gazetteer:
            return unknown_place(random);
        case Mess::junction:
            return junction_text(incident, random);
        case Mess::landmark: {
            std::string text = landmark_text(m_town, plot, random);
            append_part(text, locality_if_needed(m_town.street_of(plot), random));
            return text;
        }
        case Mess::block_name:
            return building_alone(plot, random);
        case Mess::easting_northing:
            return easting_northing(plot.position, random);
        case Mess::grid_reference:
            return grid_reference(plot.position);
        case Mess::postcode_only:
            return m_town.postcodes[plot.postcode].text;
        case Mess::street_only:
            return street_alone(plot, random);
        default:
            return place_text(incident, random);
    }
}

std::string grid_reference(PointM p)
{
    // Ordnance Survey: 500 km letters from a false origin 1,000 km west and 500 km south, then 100 km
    // letters, both rows from the north-west, without I.
    constexpr std::string_view letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
    const auto east = static_cast<std::uint64_t>(p.x_m) + 1'000'000;
    const auto north = static_cast<std::uint64_t>(p.y_m) + 500'000;
    const auto letter = [&](std::uint64_t column, std::uint64_t row) {
        return letters[(4 - row % 5) * 5 + column % 5];
    };
    return std::string{letter(east / 500'000, north / 500'000), letter(east / 100'000, north / 100'000),
                       ' '} +
           digits(east % 100'000 / 10, 4) + ' ' + digits(north % 100'000 / 10, 4);
}

}  // namespace wardmap::synth
