#include <algorithm>

#include "address_reader.hpp"

namespace wardmap::locate_detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool can_designate(const Word& word) noexcept
{
    const bool has_digit = std::any_of(word.raw.begin(), word.raw.end(), is_digit);
    return word.is_letter || (has_digit && word.raw.size() <= 9 && word.role == WordRole::plain);
}

}  // namespace

void AddressReader::add_designation(std::size_t begin, std::size_t end, Designation::Mark mark)
{
    m_key.clear();
    for (std::size_t i = begin; i < end; ++i) {
        m_key += m_words[i].raw;
    }
    Designation found{
        .begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end), .mark = mark};
    found.number = read_number(m_key);
    found.flat = flat_key(m_key);
    const std::size_t slash = m_key.find('/');
    if (slash != std::string::npos) {
        found.before_slash = read_number(std::string_view(m_key).substr(0, slash));
        found.after_slash = flat_key(std::string_view(m_key).substr(slash + 1));
    }
    if (!found.number.is_range() && found.number.low % 32 != 0) {
        found.suffix = flat_key(std::string_view(m_key).substr(m_key.size() - 1));
    }
    std::fill(m_out.use.begin() + static_cast<std::ptrdiff_t>(begin),
              m_out.use.begin() + static_cast<std::ptrdiff_t>(end), WordUse::designation);
    m_out.designations.push_back(found);
}

// End of the designation that starts at `i`: "3", or "3 B" when the letter stands beside it.
std::size_t AddressReader::designation_end(std::size_t i) const
{
    const bool letter_follows =
        m_words[i].is_number && is_free(i + 1) && m_words[i + 1].is_letter && !m_words[i + 1].after_comma;
    const bool is_bare_number = is_digit(m_words[i].raw.back());
    return i + (letter_follows && is_bare_number ? 2 : 1);
}

bool AddressReader::is_floor_word(std::size_t i) const
{
    return is_free(i) && (m_words[i].role == WordRole::floor || m_words[i].role == WordRole::floor_noun);
}

bool AddressReader::designates_later(std::size_t from) const
{
    for (std::size_t i = from; i < m_words.size(); ++i) {
        if (is_free(i) && can_designate(m_words[i])) {
            return true;
        }
    }
    return false;
}

// "GROUND FLOOR FLAT", "BASEMENT FLAT": the words before FLAT name it.
void AddressReader::add_floor_flat(std::size_t flat_word)
{
    std::size_t begin = flat_word;
    while (begin > 0 && is_floor_word(begin - 1) && !m_words[begin].after_comma) {
        --begin;
    }
    m_out.use[flat_word] = WordUse::noise;
    if (begin == flat_word) {
        return;
    }
    m_key.clear();
    for (std::size_t i = begin; i < flat_word; ++i) {
        (m_key += m_words[i].raw) += ' ';
        m_out.use[i] = WordUse::designation;
    }
    m_out.designations.push_back({.begin = static_cast<std::uint32_t>(begin),
                                  .end = static_cast<std::uint32_t>(flat_word + 1),
                                  .mark = Designation::Mark::flat,
                                  .flat = flat_key(m_key)});
}

void AddressReader::find_designations()
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (!is_free(i)) {
            continue;
        }
        const Word& word = m_words[i];
        const bool marks_flat = word.role == WordRole::flat;
        if (marks_flat || word.role == WordRole::number) {  // "FLAT 3", "NO 12"; "BASEMENT FLAT"
            std::size_t next = i + 1;
            if (marks_flat && is_free(next) && m_words[next].role == WordRole::number) {
                ++next;  // "FLAT NO 3"
            }
            const bool is_floor_flat =
                marks_flat && i > 0 && is_floor_word(i - 1) && !designates_later(next + 1);
            if (!is_floor_flat && is_free(next) && can_designate(m_words[next])) {
                std::fill(m_out.use.begin() + static_cast<std::ptrdiff_t>(i),
                          m_out.use.begin() + static_cast<std::ptrdiff_t>(next), WordUse::noise);
                const std::size_t end = designation_end(next);
                AddressReader::add_designation(
                    next, end, marks_flat ? Designation::Mark::flat : Designation::Mark::number);
            } else if (marks_flat) {
                add_floor_flat(i);
            }
        }
    }
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (is_free(i) && can_designate(m_words[i])) {
            add_designation(i, designation_end(i), Designation::Mark::unmarked);
        }
    }
    std::sort(m_out.designations.begin(), m_out.designations.end(),
              [](const Designation& a, const Designation& b) { return a.begin < b.begin; });
}

}  // namespace wardmap::locate_detail
