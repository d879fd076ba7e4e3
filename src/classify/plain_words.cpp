#include "plain_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace wardmap {

namespace {

struct Folding {
    std::uint32_t first;
    std::uint32_t last;
    std::string_view letters;
};

/// Latin-1 Supplement and Latin Extended-A by their base letters (Unicode code charts 0080 and 0100).
constexpr std::array<Folding, 49> foldings = {
    {
        {0xC0, 0xC5, "a"},   {0xC6, 0xC6, "ae"},   {0xC7, 0xC7, "c"},   {0xC8, 0xCB, "e"},
        {0xCC, 0xCF, "i"},   {0xD0, 0xD0, "d"},    {0xD1, 0xD1, "n"},   {0xD2, 0xD6, "o"},
        {0xD8, 0xD8, "o"},   {0xD9, 0xDC, "u"},    {0xDD, 0xDD, "y"},   {0xDE, 0xDE, "th"},
        {0xDF, 0xDF, "ss"},  {0xE0, 0xE5, "a"},    {0xE6, 0xE6, "ae"},  {0xE7, 0xE7, "c"},
        {0xE8, 0xEB, "e"},   {0xEC, 0xEF, "i"},    {0xF0, 0xF0, "d"},   {0xF1, 0xF1, "n"},
        {0xF2, 0xF6, "o"},   {0xF8, 0xF8, "o"},    {0xF9, 0xFC, "u"},   {0xFD, 0xFD, "y"},
        {0xFE, 0xFE, "th"},  {0xFF, 0xFF, "y"},    {0x100, 0x105, "a"}, {0x106, 0x10D, "c"},
        {0x10E, 0x111, "d"}, {0x112, 0x11B, "e"},  {0x11C, 0x123, "g"}, {0x124, 0x127, "h"},
        {0x128, 0x131, "i"}, {0x132, 0x133, "ij"}, {0x134, 0x135, "j"}, {0x136, 0x138, "k"},
        {0x139, 0x142, "l"}, {0x143, 0x14B, "n"},  {0x14C, 0x151, "o"}, {0x152, 0x153, "oe"},
        {0x154, 0x159, "r"}, {0x15A, 0x161, "s"},  {0x162, 0x167, "t"}, {0x168, 0x173, "u"},
        {0x174, 0x175, "w"}, {0x176, 0x178, "y"},  {0x179, 0x17E, "z"}, {0x17F, 0x17F, "s"},
        {0x300, 0x36F, ""},  // accents that follow their letter
    }};

/// What a byte of ASCII is in plain words: itself in lower case, a blank, or 0 for "left out".
constexpr std::array<char, 128> plain_ascii = [] {
    std::array<char, 128> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = static_cast<char>(i);
        const bool stays = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        plain[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : stays ? c : ' ';
    }
    plain['\''] = '\0';
    return plain;
}();

/// Code point of the two or three bytes at the start of `text`, and their number; others are {0, 1}.
struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 1;
};

CodePoint code_point(std::string_view text)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
    if ((byte(0) & 0xE0U) == 0xC0U && follows(1)) {
        return {(byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    }
    if ((byte(0) & 0xF0U) == 0xE0U && follows(1) && follows(2)) {
        return {(byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    return {};
}

/// Latin-1 signs, general punctuation and CJK punctuation.
bool parts_words(std::uint32_t code)
{
    return (code >= 0x80 && code < 0xC0) || code == 0xD7 || code == 0xF7 ||
           (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x303F);
}

constexpr std::uint32_t right_single_quote = 0x2019;

void append_blank(std::string& words)
{
    if (!words.empty() && words.back() != ' ') {
        words += ' ';
    }
}

/// Appends what the character at the start of `text` is; returns how many bytes it has.
std::size_t append_beyond_ascii(std::string_view text, std::string& words)
{
    const CodePoint code = code_point(text);
    const auto* const folding = std::find_if(foldings.begin(), foldings.end(), [&](const Folding& range) {
        return code.value >= range.first && code.value <= range.last;
    });
    if (folding != foldings.end()) {
        words += folding->letters;
    } else if (parts_words(code.value)) {
        if (code.value != right_single_quote) {
            append_blank(words);
        }
    } else {
        words += text.substr(0, code.bytes);
    }
    return code.bytes;
}

}  // namespace

void plain_words(std::string_view text, std::string& words)
{
    words.clear();
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= plain_ascii.size()) {
            i += append_beyond_ascii(text.substr(i), words);
            continue;
        }
        ++i;
        if (const char c = plain_ascii[byte]; c == ' ') {
            append_blank(words);
        } else if (c != '\0') {
            words += c;
        }
    }
    if (!words.empty() && words.back() == ' ') {
        words.pop_back();
    }
}

}  // namespace wardmap
