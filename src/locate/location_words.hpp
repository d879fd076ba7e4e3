#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap::locate_detail {

/// What a word does in an address, besides being part of a name.
enum class WordRole : std::uint8_t {
    plain,
    street_type,   ///< ROAD, CLOSE …: closes a street name
    direction,     ///< NORTH, UPPER, OLD …: makes another street of a street's name
    flat,          ///< FLAT, UNIT, ROOM …: the next word is a flat's number
    floor,         ///< GROUND, SECOND, TOP …: says which storey
    floor_noun,    ///< FLOOR
    number,        ///< NO, NUMBER: the next word is a house number
    relation,      ///< OUTSIDE, OPPOSITE, NEAR …: the place is not the address that follows
    junction,      ///< JUNCTION, CORNER
    joiner,        ///< AND, WITH
    noise,         ///< says nothing about where: THE, OF, county and country names, parts of a building
    building_type  ///< HOUSE, COURT, TOWER …
};

/// One word of a location text. `text` is upper-case, without accents and apostrophes, abbreviations
/// written out ("RD" is "ROAD"; "ST" and "SAINT" are both "STREET"); `raw` is the same as typed. The views
/// point into the WordList.
struct Word {
    std::string_view text;
    std::string_view raw;
    WordRole role = WordRole::plain;
    bool after_comma = false;  ///< a comma, bracket, line break or spaced dash stands before it
    bool after_slash = false;
    bool is_number = false;  ///< starts with a digit: "12", "12A", "12-16", "12/1"
    bool is_letter = false;  ///< one letter
};

/// The words of one text; reused from record to record so that reading allocates nothing.
struct WordList {
    std::string folded;
    std::vector<Word> words;
};

/// Splits UTF-8 text into words. Bytes that are not UTF-8 part words.
void read_words(std::string_view text, WordList& out);

/// The name as its key: its words written out and joined ("St. Mary's Rd" is "STREETMARYSROAD"), a
/// leading THE dropped where something other than a street type follows.
[[nodiscard]] std::string name_key(std::string_view name);

/// `key` without its last word where that is a street type and the rest has at least four letters ("ELM"
/// has three); empty otherwise.
[[nodiscard]] std::string name_stem(std::string_view name);

/// A place name of police.uk that stands for no place ("Parking Area", "Supermarket").
[[nodiscard]] bool is_generic_place(std::string_view name);

/// A text that says that there is no location ("NO LOCATION", "N/A", "Unknown", "-").
[[nodiscard]] bool says_no_location(const WordList& words);

}  // namespace wardmap::locate_detail
