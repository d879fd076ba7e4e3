#include "written_address.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace wardmap::synth {

void append_part(std::string& text, std::string_view part)
{
    if (!part.empty()) {
        text += text.empty() ? "" : ", ";
        text += part;
    }
}

std::string in_order(const AddressParts& parts)
{
    std::string text;
    append_part(text, parts.flat.empty() ? "" : "Flat " + parts.flat);
    for (const std::string* part :
         {&parts.building, &parts.street, &parts.locality, &parts.town, &parts.postcode}) {
        append_part(text, *part);
    }
    return text;
}

std::string swapped(AddressParts parts, Random& random)
{
    const AddressParts rest{parts.flat, parts.building, parts.street, "", "", ""};
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

std::string flat_text(const AddressParts& parts, bool is_before, Random& random)
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

}  // namespace wardmap::synth
