#include <algorithm>
#include <array>

#include "location_words.hpp"

namespace wardmap::locate_detail {
namespace {

// The words that make a name's key: all but a leading THE that something longer than a street type follows.
std::size_t key_begin(const std::vector<Word>& words) noexcept
{
    const bool has_the = words.size() >= 2 && words.front().raw == "THE" &&
                         !(words.size() == 2 && words[1].role != WordRole::plain);
    return has_the ? 1 : 0;
}

}  // namespace

std::string name_key(std::string_view name)
{
    WordList list;
    read_words(name, list);
    std::string key;
    for (std::size_t i = key_begin(list.words); i < list.words.size(); ++i) {
        key += list.words[i].text;
    }
    return key;
}

std::string name_stem(std::string_view name)
{
    WordList list;
    read_words(name, list);
    if (list.words.size() < 2 || list.words.back().role != WordRole::street_type) {
        return {};
    }
    std::string stem;
    for (std::size_t i = key_begin(list.words); i + 1 < list.words.size(); ++i) {
        if (list.words[i].role != WordRole::plain) {
            return {};
        }
        stem += list.words[i].text;
    }
    constexpr std::size_t shortest_stem = 4;  // shorter ones ("ELM", "OAK") are ordinary words
    return stem.size() < shortest_stem ? std::string{} : stem;
}

bool is_generic_place(std::string_view name)
{
    // The place types that police.uk writes where an anonymous point has no street (data.police.uk/about).
    static constexpr auto generic = std::to_array<std::string_view>({"AIRPORTAIRFIELD",
                                                                     "BUSCOACHSTATION",
                                                                     "CONFERENCEEXHIBITIONCENTRE",
                                                                     "DOCKSBUSSTATION",
                                                                     "FERRYTERMINAL",
                                                                     "FURTHERHIGHEREDUCATIONALBUILDING",
                                                                     "HOSPITAL",
                                                                     "MOTORWAYSERVICEAREA",
                                                                     "NIGHTCLUB",
                                                                     "NOLOCATION",
                                                                     "PARKINGAREA",
                                                                     "PARKOPENSPACE",
                                                                     "PEDESTRIANSUBWAY",
                                                                     "PETROLSTATION",
                                                                     "POLICESTATION",
                                                                     "PRISON",
                                                                     "RACETRACK",
                                                                     "SHOPPINGAREA",
                                                                     "SPORTSRECREATIONAREA",
                                                                     "SUPERMARKET",
                                                                     "THEATRECONCERTHALL",
                                                                     "THEMEADVENTUREPARK"});
    WordList list;
    read_words(name, list);
    std::string key;
    for (const Word& word : list.words) {
        key += word.raw;
    }
    return std::binary_search(generic.begin(), generic.end(), key);
}

bool says_no_location(const WordList& words)
{
    static constexpr auto nothing = std::to_array<std::string_view>(
        {"BLANK", "LOCATIONUNKNOWN", "NA", "NIL", "NOADDRESS", "NOFIXEDABODE", "NOLOCATION", "NONE",
         "NOTGIVEN", "NOTKNOWN", "NOTPROVIDED", "NOTSTATED", "NULL", "TBC", "UNKNOWN", "UNKNOWNLOCATION", "X",
         "XX", "XXX"});
    std::string key;
    for (const Word& word : words.words) {
        if (key.size() > 20) {
            return false;
        }
        key += word.raw;
    }
    return key.empty() || std::binary_search(nothing.begin(), nothing.end(), key);
}

}  // namespace wardmap::locate_detail
