#include "location_words.hpp"

#include <algorithm>

#include "word_meanings.hpp"

namespace wardmap::locate_detail {
namespace {

using enum WordRole;

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

}  // namespace wardmap::locate_detail
