#include "wardmap/canary_scan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace wardmap {

namespace {

constexpr std::size_t run_words = 5;  ///< fewer could be our own words, more would miss a shortened text

struct Word {
    std::uint64_t hash = 0;
    std::size_t length = 0;
    bool has_digit = false;
    bool has_letter = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Calls `take` with each word. FNV-1a of its bytes in lower case.
template <typename Take>
void for_each_word(std::string_view bytes, const Take& take)
{
    for (std::size_t at = 0; at < bytes.size();) {
        if (!is_digit(bytes[at]) && !is_letter(bytes[at])) {
            ++at;
            continue;
        }
        Word word{.hash = 14'695'981'039'346'656'037U};
        for (; at < bytes.size(); ++at) {
            const char c = bytes[at];
            // The point of 656123.45 belongs to the number, so that its decimals are no number of their own.
            const bool is_point = c == '.' && word.has_digit && !word.has_letter && at + 1 < bytes.size() &&
                                  is_digit(bytes[at + 1]);
            if (!is_digit(c) && !is_letter(c) && !is_point) {
                break;
            }
            word.has_digit = word.has_digit || is_digit(c);
            word.has_letter = word.has_letter || is_letter(c);
            const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            word.hash = (word.hash ^ static_cast<unsigned char>(lower)) * 1'099'511'628'211U;
            ++word.length;
        }
        take(word);
    }
}

std::vector<Word> words_of(std::string_view text)
{
    std::vector<Word> words;
    for_each_word(text, [&](const Word& word) { words.push_back(word); });
    return words;
}

std::uint64_t joined(std::uint64_t hash, std::uint64_t word)
{
    return (hash ^ word) * 0x9E37'79B9'7F4A'7C15U + (hash >> 29U) + 1;
}

std::uint64_t hash_of(const std::vector<Word>& words, std::size_t first, std::size_t count)
{
    std::uint64_t hash = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        hash = joined(hash, words[i].hash);
    }
    return hash;
}

/// Whether it can be told from any number and any single word.
bool is_telling(const std::vector<Word>& words)
{
    constexpr std::size_t fewest_digits = 5;
    constexpr std::size_t fewest_characters = 4;
    std::size_t length = 0;
    bool has_digit = false;
    bool has_letter = false;
    for (const Word& word : words) {
        length += word.length;
        has_digit = has_digit || word.has_digit;
        has_letter = has_letter || word.has_letter;
    }
    return has_digit && length >= (has_letter ? fewest_characters : fewest_digits);
}

void append_utf8(std::uint32_t code, std::string& text)
{
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | code >> 6U);
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | code >> 12U);
        text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U & 7U));
        text += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
        text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

int digit_of(char c, int base)
{
    const int value = is_digit(c)            ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 99;
    return value < base ? value : -1;
}

/// A number of up to `most` digits at `at`, which is moved behind it.
std::uint32_t number_at(std::string_view bytes, std::size_t& at, int base, std::size_t most)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < most && at < bytes.size() && digit_of(bytes[at], base) >= 0; ++i, ++at) {
        number =
            number * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_of(bytes[at], base));
    }
    return number;
}

/// What stands at an ampersand, or nothing; `at` is moved behind it.
bool append_entity(std::string_view bytes, std::size_t& at, std::string& text)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> named = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    for (const auto& [entity, character] : named) {
        if (bytes.substr(at).starts_with(entity)) {
            text += character;
            at += entity.size();
            return true;
        }
    }
    if (!bytes.substr(at).starts_with("&#")) {
        return false;
    }
    std::size_t end = at + 2;
    const bool is_hex = end < bytes.size() && (bytes[end] == 'x' || bytes[end] == 'X');
    end += is_hex ? 1 : 0;
    const std::uint32_t code = number_at(bytes, end, is_hex ? 16 : 10, 7);
    if (end >= bytes.size() || bytes[end] != ';') {
        return false;
    }
    append_utf8(code, text);
    at = end + 1;
    return true;
}

/// What stands at a backslash, or nothing; `at` is moved behind it.
bool append_escape(std::string_view bytes, std::size_t& at, std::string& text)
{
    if (at + 1 >= bytes.size()) {
        return false;
    }
    const char kind = bytes[at + 1];
    if (kind == 'u' && at + 5 < bytes.size()) {
        std::size_t end = at + 2;
        const std::uint32_t code = number_at(bytes, end, 16, 4);
        if (end == at + 6) {
            append_utf8(code, text);
            at = end;
            return true;
        }
    }
    if (kind != 'n' && kind != 'r' && kind != 't') {
        return false;
    }
    text += ' ';
    at += 2;
    return true;
}

}  // namespace

void CanaryScan::add_id(std::string_view text)
{
    const std::vector<Word> words = words_of(text);
    if (words.empty()) {
        return;
    }
    if (!is_telling(words)) {
        ++m_too_short;
        return;
    }
    m_canaries.insert(hash_of(words, 0, std::min(words.size(), run_words)));
}

void CanaryScan::add_text(std::string_view text)
{
    const std::vector<Word> words = words_of(text);
    for (const Word& word : words) {
        if (word.has_digit && word.has_letter && word.length >= 4) {
            m_canaries.insert(joined(0, word.hash));
        }
    }
    for (std::size_t first = 0; first + run_words <= words.size(); ++first) {
        m_canaries.insert(hash_of(words, first, run_words));
    }
    constexpr std::size_t few_words = 3;  // "Town centre" stands in any report
    if (words.size() < run_words && (words.size() >= few_words || is_telling(words))) {
        m_canaries.insert(hash_of(words, 0, words.size()));
    } else if (words.size() < few_words && !words.empty()) {
        ++m_too_short;
    }
}

void CanaryScan::allow(std::string_view text)
{
    const std::vector<Word> words = words_of(text);
    for (std::size_t first = 0; first < words.size(); ++first) {
        for (std::size_t count = 1; count <= run_words && first + count <= words.size(); ++count) {
            m_allowed.insert(hash_of(words, first, count));
        }
    }
}

std::size_t CanaryScan::found_in(std::string_view bytes) const
{
    std::array<std::uint64_t, run_words> begun{};  // runs that began 1, 2, … words ago, so far
    std::size_t filled = 0;
    std::size_t found = 0;
    for_each_word(bytes, [&](const Word& word) {
        filled = std::min(filled + 1, run_words);
        for (std::size_t i = filled; i-- > 1;) {
            begun[i] = joined(begun[i - 1], word.hash);
        }
        begun[0] = joined(0, word.hash);
        for (std::size_t i = 0; i < filled; ++i) {
            found += m_canaries.contains(begun[i]) && !m_allowed.contains(begun[i]) ? 1U : 0U;
        }
    });
    return found;
}

std::string without_escapes(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const bool is_undone = (bytes[at] == '&' && append_entity(bytes, at, text)) ||
                               (bytes[at] == '\\' && append_escape(bytes, at, text));
        if (!is_undone) {
            text += bytes[at++];
        }
    }
    return text;
}

}  // namespace wardmap
