#include "location_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "names.hpp"

namespace wardmap::synth {

namespace {

/// The parts of an address, each empty where there is none.
struct Parts {
    std::string flat;  ///< "3"
    std::string building;
    std::string street;  ///< with the number in front
    std::string locality;
    std::string town;
    std::string postcode;
};

void append_part(std::string& text, std::string_view part)
{
    if (!part.empty()) {
        text += text.empty() ? "" : ", ";
        text += part;
    }
}

std::string in_order(const Parts& parts)
{
    std::string text;
    append_part(text, parts.flat.empty() ? "" : "Flat " + parts.flat);
    for (const std::string* part :
         {&parts.building, &parts.street, &parts.locality, &parts.town, &parts.postcode}) {
        append_part(text, *part);
    }
    return text;
}

/// Postcode first, or the town before the street, or the number behind the street's name.
std::string swapped(Parts parts, Random& random)
{
    const Parts rest{parts.flat, parts.building, parts.street, "", "", ""};
    std::string text;
    switch (random.below(3)) {
        case 0:
            text = std::exchange(parts.postcode, "");
            append_part(text, in_order(parts));
            break;
        case 1:
            text = parts.town;
            append_part(text, parts.locality);
            append_part(text, in_order(rest));
            append_part(text, parts.postcode);
            break;
        default: {
            const std::size_t blank = parts.street.find(' ');
            if (blank != std::string::npos &&
                std::isdigit(static_cast<unsigned char>(parts.street[0])) != 0) {
                parts.street = parts.street.substr(blank + 1) + ' ' + parts.street.substr(0, blank);
                text = in_order(parts);
            } else {
                text = parts.street;
                append_part(text, parts.flat.empty() ? "" : "Flat " + parts.flat);
                append_part(text, parts.building);
                append_part(text, parts.postcode);
            }
        }
    }
    return text;
}

std::string abbreviated(const std::string& text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 17> abbreviations{
        {{"Road", "Rd"},
         {"Avenue", "Ave"},
         {"Drive", "Dr"},
         {"Crescent", "Cres"},
         {"Close", "Cl"},
         {"Gardens", "Gdns"},
         {"Lane", "Ln"},
         {"Green", "Grn"},
         {"Street", "St"},
         {"Parade", "Pde"},
         {"Flat", "Flt"},
         {"Court", "Ct"},
         {"House", "Hse"},
         {"Point", "Pt"},
         {"Tower", "Twr"},
         {"Heights", "Hts"},
         {"Walk", "Wk"}}};
    std::string out;
    std::size_t at = 0;
    while (at <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(" ,", at), text.size());
        std::string_view word = std::string_view(text).substr(at, end - at);
        for (const auto& [whole, brief] : abbreviations) {
            // A word that begins a text is a name ("Green Lane"), unless it tells of a flat.
            if (word == whole && (at > 0 || whole == "Flat")) {
                word = brief;
                break;
            }
        }
        out += word;
        if (end < text.size()) {
            out += text[end];
        }
        at = end + 1;
    }
    return out;
}

std::string without_commas(const std::string& text, const std::string& postcode, Random& random)
{
    const bool is_upper = random.chance(0.5);
    std::string out;
    for (const char c : text) {
        if (c != ',') {
            const auto letter = static_cast<unsigned char>(c);
            out += static_cast<char>(is_upper ? std::toupper(letter) : std::tolower(letter));
        }
    }
    if (!postcode.empty() && random.chance(0.7)) {
        out.erase(out.size() - 4, 1);  // the postcode's blank
    }
    return out;
}

/// One digit of the postcode read as the letter that looks like it.
std::string confused(std::string postcode, Random& random)
{
    constexpr std::array<std::pair<char, char>, 4> look_alikes{
        {{'0', 'O'}, {'1', 'I'}, {'5', 'S'}, {'8', 'B'}}};
    std::vector<std::pair<std::size_t, char>> choices;
    for (std::size_t i = 2; i < postcode.size(); ++i) {
        for (const auto& [digit, letter] : look_alikes) {
            if (postcode[i] == digit) {
                choices.emplace_back(i, letter);
            }
        }
    }
    if (!choices.empty()) {
        const auto [at, letter] = random.pick(std::span<const std::pair<std::size_t, char>>(choices));
        postcode[at] = letter;
    }
    return postcode;
}

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

/// A flat's address with the flat in an unusual way; `is_before`: in front of the building's name.
std::string flat_text(const Parts& parts, bool is_before, Random& random)
{
    std::string text;
    if (is_before) {
        switch (random.below(3)) {
            case 0:
                text = "Flat " + parts.flat + ' ' + parts.building;
                break;
            case 1:
                text = parts.flat + ' ' + parts.building;
                break;
            default:
                text = "flat " + parts.flat + ", " + parts.building;
        }
    } else {
        switch (random.below(3)) {
            case 0:
                text = parts.building + ", Flat " + parts.flat;
                break;
            case 1:
                text = parts.building + " Flat " + parts.flat;
                break;
            default:
                text = parts.building + " - flat " + parts.flat;
        }
    }
    append_part(text, random.chance(0.5) ? parts.street : "");
    append_part(text, random.chance(0.4) ? parts.town : "");
    append_part(text, random.chance(0.5) ? parts.postcode : "");
    return text;
}

Parts parts_of(const Town& town, const Incident& incident, Random& random)
{
    const Plot& plot = town.plots[incident.plot];
    Parts parts;
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
    const std::string street =
        std::string(random.pick(names)) + ' ' + (random.chance(0.5) ? "Terrace" : "Mews");
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
    Parts parts = parts_of(m_town, incident, random);
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
