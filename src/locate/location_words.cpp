#include "location_words.hpp"

#include <algorithm>
#include <array>

namespace wardmap::locate_detail {
namespace {

struct Meaning {
    std::string_view word;
    std::string_view written_out;
    WordRole role;
};

using enum WordRole;

// Sorted by word: looked up by binary search. "ST" is both street and saint; both become one key, so
// that neither has to be guessed.
constexpr auto meanings = std::to_array<Meaning>({
    {"1ST", "FIRST", floor},
    {"2ND", "SECOND", floor},
    {"3RD", "THIRD", floor},
    {"4TH", "FOURTH", floor},
    {"5TH", "FIFTH", floor},
    {"6TH", "SIXTH", floor},
    {"7TH", "SEVENTH", floor},
    {"8TH", "EIGHTH", floor},
    {"9TH", "NINTH", floor},
    {"ADDRESS", "ADDRESS", noise},
    {"ALLEYWAY", "ALLEYWAY", noise},
    {"BALCONY", "BALCONY", noise},
    {"BIN", "BIN", noise},
    {"BINS", "BINS", noise},
    {"BUS", "BUS", noise},
    {"CHURCH", "CHURCH", noise},
    {"COMMUNAL", "COMMUNAL", noise},
    {"FIELD", "FIELD", noise},
    {"FOYER", "FOYER", noise},
    {"GARAGE", "GARAGE", noise},
    {"GARAGES", "GARAGES", noise},
    {"GROUNDS", "GROUNDS", noise},
    {"HALLWAY", "HALLWAY", noise},
    {"KITCHEN", "KITCHEN", noise},
    {"PATH", "PATH", noise},
    {"PLAYGROUND", "PLAYGROUND", noise},
    {"PUB", "PUB", noise},
    {"ROOF", "ROOF", noise},
    {"SCHOOL", "SCHOOL", noise},
    {"SHED", "SHED", noise},
    {"SHOP", "SHOP", noise},
    {"SHOPS", "SHOPS", noise},
    {"STAIRCASE", "STAIRCASE", noise},
    {"STATION", "STATION", noise},
    {"STOP", "STOP", noise},
    {"STORE", "STORE", noise},
    {"SUBWAY", "SUBWAY", noise},
    {"UNDERPASS", "UNDERPASS", noise},
    {"FOOTPATH", "FOOTPATH", noise},
    {"PAVEMENT", "PAVEMENT", noise},
    {"DRIVEWAY", "DRIVEWAY", noise},
    {"DOORWAY", "DOORWAY", noise},
    {"DOOR", "DOOR", noise},
    {"ADJ", "ADJACENT", relation},
    {"ADJACENT", "ADJACENT", relation},
    {"ALLEY", "ALLEY", street_type},
    {"AND", "AND", joiner},
    {"APARTMENT", "APARTMENT", flat},
    {"APPT", "APARTMENT", flat},
    {"APT", "APARTMENT", flat},
    {"APTS", "APARTMENTS", building_type},
    {"APARTMENTS", "APARTMENTS", building_type},
    {"AREA", "AREA", noise},
    {"AROUND", "NEAR", relation},
    {"AT", "AT", noise},
    {"AV", "AVENUE", street_type},
    {"AVE", "AVENUE", street_type},
    {"AVENUE", "AVENUE", street_type},
    {"BACK", "BACK", noise},
    {"BASEMENT", "BASEMENT", floor},
    {"BEDSIT", "BEDSIT", flat},
    {"BEHIND", "REAR", relation},
    {"BESIDE", "ADJACENT", relation},
    {"BETWEEN", "BETWEEN", relation},
    {"BLDG", "BUILDING", building_type},
    {"BLDGS", "BUILDINGS", building_type},
    {"BLK", "BLOCK", building_type},
    {"BLOCK", "BLOCK", building_type},
    {"BLVD", "BOULEVARD", street_type},
    {"BOULEVARD", "BOULEVARD", street_type},
    {"BSMT", "BASEMENT", floor},
    {"BUILDING", "BUILDING", building_type},
    {"BUILDINGS", "BUILDINGS", building_type},
    {"BUNGALOW", "BUNGALOW", building_type},
    {"BY", "NEAR", relation},
    {"CAR", "CAR", noise},
    {"CENTER", "CENTRE", building_type},
    {"CENTRE", "CENTRE", building_type},
    {"CHS", "CHASE", street_type},
    {"CHASE", "CHASE", street_type},
    {"CIR", "CIRCLE", street_type},
    {"CIRC", "CIRCUS", street_type},
    {"CIRCLE", "CIRCLE", street_type},
    {"CIRCUS", "CIRCUS", street_type},
    {"CL", "CLOSE", street_type},
    {"CLO", "CLOSE", street_type},
    {"CLOSE", "CLOSE", street_type},
    {"CLS", "CLOSE", street_type},
    {"CNR", "CORNER", junction},
    {"CORNER", "CORNER", junction},
    {"COTTAGE", "COTTAGE", building_type},
    {"COTTAGES", "COTTAGES", building_type},
    {"COTTS", "COTTAGES", building_type},
    {"COURT", "COURT", building_type},
    {"CR", "CRESCENT", street_type},
    {"CRES", "CRESCENT", street_type},
    {"CRESC", "CRESCENT", street_type},
    {"CRESCENT", "CRESCENT", street_type},
    {"CRN", "CORNER", junction},
    {"CROSSROADS", "JUNCTION", junction},
    {"CRT", "COURT", building_type},
    {"CT", "COURT", building_type},
    {"CTR", "CENTRE", building_type},
    {"DR", "DRIVE", street_type},
    {"DRIVE", "DRIVE", street_type},
    {"DRV", "DRIVE", street_type},
    {"EAST", "EAST", direction},
    {"EIGHTH", "EIGHTH", floor},
    {"ENGLAND", "ENGLAND", noise},
    {"ENTRANCE", "ENTRANCE", noise},
    {"EST", "ESTATE", plain},
    {"FARM", "FARM", building_type},
    {"FIFTH", "FIFTH", floor},
    {"FIRST", "FIRST", floor},
    {"FL", "FLAT", flat},
    {"FLAT", "FLAT", flat},
    {"FLATS", "FLATS", noise},
    {"FLOOR", "FLOOR", floor_noun},
    {"FLR", "FLOOR", floor_noun},
    {"FLT", "FLAT", flat},
    {"FOURTH", "FOURTH", floor},
    {"FRONT", "FRONT", noise},
    {"GARDEN", "GARDEN", noise},
    {"GARDENS", "GARDENS", street_type},
    {"GATE", "GATE", street_type},
    {"GDN", "GARDENS", street_type},
    {"GDNS", "GARDENS", street_type},
    {"GDS", "GARDENS", street_type},
    {"GF", "GROUND", floor},
    {"GND", "GROUND", floor},
    {"GNS", "GARDENS", street_type},
    {"GR", "GROVE", street_type},
    {"GRD", "GROUND", floor},
    {"GREAT", "GREAT", direction},
    {"GREEN", "GREEN", street_type},
    {"GRN", "GREEN", street_type},
    {"GRO", "GROVE", street_type},
    {"GROUND", "GROUND", floor},
    {"GROVE", "GROVE", street_type},
    {"GRV", "GROVE", street_type},
    {"GT", "GREAT", direction},
    {"GV", "GROVE", street_type},
    {"GVE", "GROVE", street_type},
    {"HALL", "HALL", building_type},
    {"HEIGHTS", "HEIGHTS", building_type},
    {"HERTFORDSHIRE", "HERTFORDSHIRE", noise},
    {"HERTS", "HERTFORDSHIRE", noise},
    {"HILL", "HILL", street_type},
    {"HOUSE", "HOUSE", building_type},
    {"HSE", "HOUSE", building_type},
    {"HTS", "HEIGHTS", building_type},
    {"IN", "IN", noise},
    {"IND", "INDUSTRIAL", plain},
    {"JCN", "JUNCTION", junction},
    {"JCT", "JUNCTION", junction},
    {"JCTN", "JUNCTION", junction},
    {"JN", "JUNCTION", junction},
    {"JNC", "JUNCTION", junction},
    {"JUNC", "JUNCTION", junction},
    {"JUNCTION", "JUNCTION", junction},
    {"JW", "JUNCTION", junction},
    {"LA", "LANE", street_type},
    {"LANDING", "LANDING", noise},
    {"LANE", "LANE", street_type},
    {"LIFT", "LIFT", noise},
    {"LITTLE", "LITTLE", direction},
    {"LN", "LANE", street_type},
    {"LOBBY", "LOBBY", noise},
    {"LODGE", "LODGE", building_type},
    {"LOWER", "LOWER", direction},
    {"LTL", "LITTLE", direction},
    {"LWR", "LOWER", direction},
    {"MAISONETTE", "MAISONETTE", flat},
    {"MDW", "MEADOW", street_type},
    {"MDWS", "MEADOWS", street_type},
    {"MEADOW", "MEADOW", street_type},
    {"MEADOWS", "MEADOWS", street_type},
    {"MEWS", "MEWS", street_type},
    {"MNR", "MANOR", building_type},
    {"MT", "MOUNT", street_type},
    {"MWS", "MEWS", street_type},
    {"NEAR", "NEAR", relation},
    {"NEW", "NEW", direction},
    {"NEXT", "ADJACENT", relation},
    {"NINTH", "NINTH", floor},
    {"NO", "NUMBER", number},
    {"NORTH", "NORTH", direction},
    {"NOS", "NUMBER", number},
    {"NR", "NEAR", relation},
    {"NUM", "NUMBER", number},
    {"NUMBER", "NUMBER", number},
    {"OF", "OF", noise},
    {"OFF", "NEAR", relation},
    {"OLD", "OLD", direction},
    {"ON", "ON", noise},
    {"OPP", "OPPOSITE", relation},
    {"OPPO", "OPPOSITE", relation},
    {"OPPOSITE", "OPPOSITE", relation},
    {"OR", "OR", noise},
    {"OS", "OUTSIDE", relation},
    {"OUTSIDE", "OUTSIDE", relation},
    {"PARADE", "PARADE", street_type},
    {"PARK", "PARK", street_type},
    {"PASS", "PASSAGE", street_type},
    {"PASSAGE", "PASSAGE", street_type},
    {"PDE", "PARADE", street_type},
    {"PK", "PARK", street_type},
    {"PL", "PLACE", street_type},
    {"PLACE", "PLACE", street_type},
    {"RD", "ROAD", street_type},
    {"REAR", "REAR", relation},
    {"RISE", "RISE", street_type},
    {"RO", "REAR", relation},
    {"ROAD", "ROAD", street_type},
    {"ROOM", "ROOM", flat},
    {"ROW", "ROW", street_type},
    {"SAINT", "STREET", street_type},
    {"SECOND", "SECOND", floor},
    {"SEVENTH", "SEVENTH", floor},
    {"SIXTH", "SIXTH", floor},
    {"SOUTH", "SOUTH", direction},
    {"SQ", "SQUARE", street_type},
    {"SQR", "SQUARE", street_type},
    {"SQUARE", "SQUARE", street_type},
    {"ST", "STREET", street_type},
    {"STAIRS", "STAIRS", noise},
    {"STAIRWELL", "STAIRWELL", noise},
    {"STR", "STREET", street_type},
    {"STREET", "STREET", street_type},
    {"STUDIO", "STUDIO", flat},
    {"TCE", "TERRACE", street_type},
    {"TER", "TERRACE", street_type},
    {"TERR", "TERRACE", street_type},
    {"TERRACE", "TERRACE", street_type},
    {"THE", "THE", noise},
    {"THIRD", "THIRD", floor},
    {"TO", "TO", noise},
    {"TOP", "TOP", floor},
    {"TOWARDS", "NEAR", relation},
    {"TOWER", "TOWER", building_type},
    {"TRC", "TERRACE", street_type},
    {"TWR", "TOWER", building_type},
    {"TWRS", "TOWERS", building_type},
    {"TOWERS", "TOWERS", building_type},
    {"UK", "UK", noise},
    {"UNIT", "UNIT", flat},
    {"UPPER", "UPPER", direction},
    {"UPR", "UPPER", direction},
    {"VALE", "VALE", street_type},
    {"VIEW", "VIEW", street_type},
    {"VILLAS", "VILLAS", building_type},
    {"VLG", "VILLAGE", plain},
    {"VW", "VIEW", street_type},
    {"WALK", "WALK", street_type},
    {"WAY", "WAY", street_type},
    {"WEST", "WEST", direction},
    {"WITH", "WITH", joiner},
    {"WK", "WALK", street_type},
    {"WLK", "WALK", street_type},
    {"WY", "WAY", street_type},
});

constexpr auto sorted_meanings = [] {
    auto sorted = meanings;
    std::sort(sorted.begin(), sorted.end(),
              [](const Meaning& a, const Meaning& b) { return a.word < b.word; });
    return sorted;
}();

const Meaning* meaning_of(std::string_view word) noexcept
{
    const auto* const at = std::lower_bound(sorted_meanings.begin(), sorted_meanings.end(), word,
                                            [](const Meaning& m, std::string_view w) { return m.word < w; });
    return at != sorted_meanings.end() && at->word == word ? &*at : nullptr;
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_word_byte(char c) noexcept
{
    return is_digit(c) || is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Base letters of U+00C0..U+017F (Latin-1 Supplement and Latin Extended-A): Unicode's decomposition without
// its marks; ligatures by their first letter, which is enough for a key.
constexpr std::string_view latin_base =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTS"   // U+00C0
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"   // U+00E0
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGG"   // U+0100
    "GGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"   // U+0120
    "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSS"   // U+0140
    "SSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";  // U+0160
static_assert(latin_base.size() == 0x180 - 0xC0);

// Marks that the fold leaves behind for the splitter.
constexpr char comma_mark = ',';
constexpr char blank = ' ';

// Length of the UTF-8 sequence that starts at text[at], and its code point; 0 for bytes that are none.
std::pair<std::size_t, char32_t> code_point(std::string_view text, std::size_t at) noexcept
{
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[at + k]); };
    const auto follows = [&](std::size_t k) { return at + k < text.size() && (byte(k) & 0xC0) == 0x80; };
    if (byte(0) >= 0xC2 && byte(0) < 0xE0 && follows(1)) {
        return {2, (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU)};
    }
    if (byte(0) >= 0xE0 && byte(0) < 0xF0 && follows(1) && follows(2)) {
        return {3, (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU)};
    }
    if (byte(0) >= 0xF0 && byte(0) < 0xF5 && follows(1) && follows(2) && follows(3)) {
        return {4, 0xFFFF};
    }
    return {0, 0};
}

// Appends the folded form of the code point at text[at]; returns how many bytes it took.
std::size_t fold_multibyte(std::string_view text, std::size_t at, std::string& out)
{
    const auto [length, point] = code_point(text, at);
    if (length == 0) {
        out += blank;
        return 1;
    }
    if (point >= 0xC0 && point < 0x180) {
        out += latin_base[point - 0xC0];
    } else if (point == 0x2019 || point == 0x2018 || point == 0x02BC || point == 0x00B4) {
        // an apostrophe: St Mary’s is ST MARYS
    } else if (point == 0x2013 || point == 0x2014 || point == 0x2010 || point == 0x2011 || point == 0x2212) {
        out += '-';
    } else if (point < 0xC0 || (point >= 0x2000 && point < 0x2070) || point == 0x3000 || point == 0xFEFF) {
        out += blank;
    } else {
        out.append(text.substr(at, length));
    }
    return length;
}

void fold(std::string_view text, std::string& out)
{
    out.clear();
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x80) {
            i += fold_multibyte(text, i, out);
            continue;
        }
        ++i;
        if (c >= 'a' && c <= 'z') {
            out += static_cast<char>(c - 'a' + 'A');
        } else if (is_upper(c) || is_digit(c) || c == '-' || c == '/') {
            out += c;
        } else if (c == '\'' || c == '`') {
            continue;
        } else if (c == '&' || c == '+') {
            out += " AND ";
        } else if (std::string_view(",;:()[]{}|\n\r").find(c) != std::string_view::npos) {
            out += comma_mark;
        } else {
            out += blank;
        }
    }
}

// Whether the '-' or '/' at folded[at] belongs to a number: "12-16", "12A-14", "12/1", "3-B".
bool joins_number(std::string_view folded, std::size_t begin, std::size_t at) noexcept
{
    return at > begin && is_digit(folded[begin]) && at + 1 < folded.size() &&
           (is_digit(folded[at + 1]) ||
            (is_upper(folded[at + 1]) && (at + 2 >= folded.size() || !is_word_byte(folded[at + 2]))));
}

// "O/S", "J/W", "R/O": one letter on each side of a slash.
bool is_slashed_pair(std::string_view folded, std::size_t begin) noexcept
{
    return begin + 2 < folded.size() && is_upper(folded[begin]) && folded[begin + 1] == '/' &&
           is_upper(folded[begin + 2]) && (begin + 3 >= folded.size() || !is_word_byte(folded[begin + 3]));
}

std::string_view slashed_meaning(std::string_view pair) noexcept
{
    if (pair == "O/S") {
        return "OS";
    }
    if (pair == "J/W" || pair == "J/O") {
        return "JW";
    }
    if (pair == "R/O") {
        return "RO";
    }
    return pair == "N/R" ? std::string_view("NR") : std::string_view();
}

struct Splitter {
    std::string_view folded;
    std::vector<Word>& words;
    bool comma = false;
    bool slash = false;

    void add(std::string_view raw)
    {
        Word word{.text = raw, .raw = raw, .after_comma = comma, .after_slash = slash};
        word.is_number = is_digit(raw.front());
        word.is_letter = raw.size() == 1 && is_upper(raw.front());
        if (const Meaning* meaning = meaning_of(raw)) {
            word.text = meaning->written_out;
            word.role = meaning->role;
        }
        comma = slash = false;
        words.push_back(word);
    }

    // "FLAT3B" is FLAT 3B and "12HIGH" is 12 HIGH; "A602", "2ND" and "SG11AA" stay whole.
    void add_glued(std::string_view raw)
    {
        std::size_t head = 0;
        while (head < raw.size() && is_upper(raw[head])) {
            ++head;
        }
        if (head > 0 && head < raw.size() && is_digit(raw[head])) {
            const Meaning* meaning = meaning_of(raw.substr(0, head));
            if (meaning != nullptr && (meaning->role == flat || meaning->role == number) && head > 1) {
                add(raw.substr(0, head));
                add(raw.substr(head));
                return;
            }
        }
        std::size_t digits = 0;
        while (digits < raw.size() && is_digit(raw[digits])) {
            ++digits;
        }
        const std::string_view tail = raw.substr(digits);
        if (digits > 0 && tail.size() >= 3 && std::all_of(tail.begin(), tail.end(), is_upper)) {
            add(raw.substr(0, digits));
            add(tail);
            return;
        }
        add(raw);
    }

    std::size_t word_end(std::size_t begin) const noexcept
    {
        std::size_t at = begin;
        while (at < folded.size() && (is_word_byte(folded[at]) || ((folded[at] == '-' || folded[at] == '/') &&
                                                                   joins_number(folded, begin, at)))) {
            ++at;
        }
        return at;
    }

    void split()
    {
        for (std::size_t at = 0; at < folded.size();) {
            const char c = folded[at];
            if (is_word_byte(c)) {
                if (is_slashed_pair(folded, at) && !slashed_meaning(folded.substr(at, 3)).empty()) {
                    add(slashed_meaning(folded.substr(at, 3)));
                    at += 3;
                    continue;
                }
                const std::size_t end = word_end(at);
                add_glued(folded.substr(at, end - at));
                at = end;
                continue;
            }
            const bool spaced_dash = c == '-' && at > 0 && folded[at - 1] == blank;
            comma = comma || c == comma_mark || spaced_dash;
            slash = slash || c == '/';
            ++at;
        }
    }
};

}  // namespace

void read_words(std::string_view text, WordList& out)
{
    fold(text, out.folded);
    out.words.clear();
    Splitter{.folded = out.folded, .words = out.words}.split();
}

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
