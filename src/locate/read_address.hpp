#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer_index.hpp"
#include "location_words.hpp"

namespace wardmap::locate_detail {

/// Words that are a name of the gazetteer.
struct NameSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t name = none;
    std::uint32_t roles = 0;
    std::uint8_t edits = 0;  ///< typing errors
    /// With an error that may as well be the name of another real street ("DEAL ROAD" for DEAN ROAD): is no
    /// place without a postcode that agrees.
    bool may_be_other = false;
    bool is_weak = false;  ///< with errors that make other real names: counts only beside a postcode
};

/// A house number or a flat's designation.
struct Designation {
    enum class Mark : std::uint8_t { unmarked, flat, number };
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Mark mark = Mark::unmarked;
    NumberRange number = {};        ///< {} when it cannot be a house number
    FlatKey flat = 0;               ///< as a flat
    NumberRange before_slash = {};  ///< of "12/1": the house, and
    FlatKey after_slash = 0;        ///< the flat in it
    FlatKey suffix = 0;             ///< of "12A": the flat A of number 12
};

/// The postcode of a text and what the gazetteer knows of it.
struct PostcodeMention {
    enum class State : std::uint8_t { absent, known, historic, repaired, unknown };
    State state = State::absent;
    PostcodeKey key = 0;
    std::uint32_t row = none;   ///< into postcodes, unless unknown
    bool is_ambiguous = false;  ///< several repairs, or two postcodes in one text
};

/// What a word of the text was read as.
enum class WordUse : std::uint8_t { unread, postcode, name, designation, noise };

/// A location text taken apart. Reused from record to record.
struct AddressText {
    WordList list;
    std::vector<WordUse> use;  ///< by word
    PostcodeMention postcode;
    PostcodeKey district = 0;     ///< outward code that stands alone
    PostcodeKey sector = 0;       ///< "SG1 1"
    std::vector<NameSpan> names;  ///< spans that do not overlap; alternatives of one span stand together
    std::vector<Designation> designations;
    std::uint32_t relation = none;  ///< first word such as OUTSIDE
    bool says_junction = false;

    /// Room for the reader's work, kept from record to record.
    struct Scratch {
        std::string key;
        std::vector<NameSpan> spans;
        std::vector<NearName> near;
        std::vector<std::uint8_t> anchored;  ///< by word
    } scratch;

    [[nodiscard]] const std::vector<Word>& words() const noexcept { return list.words; }
};

/// Takes `text` apart by the names and postcodes of the gazetteer.
void read_address(std::string_view text, std::string_view postcode_field, const Gazetteer::Index& index,
                  AddressText& out);

}  // namespace wardmap::locate_detail
