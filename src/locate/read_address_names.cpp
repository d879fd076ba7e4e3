#include <algorithm>

#include "address_reader.hpp"

namespace wardmap::locate_detail {
namespace {

/// Whether `typed` is `name` with two neighbouring letters swapped, or with a letter doubled or a double one
/// single: errors that hardly ever make the name of another street. A letter exchanged, left out or put in
/// does: Dean and Deal Road, Mill and Mills Lane, Wellington and Willington Street.
bool is_slip_of_the_hand(std::string_view typed, std::string_view name)
{
    const std::string_view shorter = typed.size() < name.size() ? typed : name;
    const std::string_view longer = typed.size() < name.size() ? name : typed;
    const auto at = static_cast<std::size_t>(
        std::mismatch(shorter.begin(), shorter.end(), longer.begin()).first - shorter.begin());
    if (shorter.size() == longer.size()) {
        return at + 1 < typed.size() && typed[at] == name[at + 1] && typed[at + 1] == name[at] &&
               typed.substr(at + 2) == name.substr(at + 2);
    }
    return shorter.size() + 1 == longer.size() && at > 0 && longer[at] == longer[at - 1] &&
           shorter.substr(at) == longer.substr(at + 1);
}

constexpr std::size_t longest_name_words = 8;
constexpr std::size_t longest_misspelt_words = 5;

}  // namespace

bool AddressReader::has_anchor() const
{
    return std::any_of(m_out.names.begin(), m_out.names.end(),
                       [](const NameSpan& s) { return (s.roles & anchor_roles) != 0; });
}

// Calls visit(begin, end, key) for runs of unread words without a comma between, up to `longest` words.
template <class Usable, class Visit>
void AddressReader::for_each_run(std::size_t longest, const Usable& usable, const Visit& visit)
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_key.clear();
        bool only_numbers = true;
        for (std::size_t j = i; j < std::min(m_words.size(), i + longest); ++j) {
            if (!usable(j) || (j > i && m_words[j].after_comma)) {
                break;
            }
            m_key += m_words[j].text;
            only_numbers = only_numbers && m_words[j].is_number;
            if (!only_numbers) {
                visit(i, j + 1, std::string_view(m_key));
            }
        }
    }
}

// A stem stands for its street only where no other type of street follows.
std::uint32_t AddressReader::roles_at(std::uint32_t name, std::size_t end) const
{
    const std::uint32_t roles = m_index.names[name].roles;
    const bool type_follows =
        end < m_words.size() && !m_words[end].after_comma && m_words[end].role == WordRole::street_type;
    return type_follows ? roles & ~street_stem : roles;
}

void AddressReader::find_names()
{
    m_spans.clear();
    AddressReader::for_each_run(
        longest_name_words, [&](std::size_t j) { return m_out.use[j] == WordUse::unread; },
        [&](std::size_t begin, std::size_t end, std::string_view key) {
            const std::uint32_t name = m_index.find_name(key, hash_text(key));
            const std::uint32_t roles = name == none ? 0 : roles_at(name, end);
            if (roles != 0) {
                m_spans.push_back({.begin = static_cast<std::uint32_t>(begin),
                                   .end = static_cast<std::uint32_t>(end),
                                   .name = name,
                                   .roles = roles});
            }
        });
    keep_longest();
}

// Of spans that overlap, the one with fewer errors, then the longer, then the first.
void AddressReader::keep_longest()
{
    std::sort(m_spans.begin(), m_spans.end(), [](const NameSpan& a, const NameSpan& b) {
        const auto rank = [](const NameSpan& s) {
            return std::tuple(s.edits, -(static_cast<int>(s.end) - static_cast<int>(s.begin)), s.begin,
                              s.name);
        };
        return rank(a) < rank(b);
    });
    for (const NameSpan& span : m_spans) {
        const bool is_taken = std::any_of(m_out.names.begin(), m_out.names.end(), [&](const NameSpan& kept) {
            const bool same = kept.begin == span.begin && kept.end == span.end && kept.edits == span.edits;
            return span.begin < kept.end && kept.begin < span.end && !same;
        });
        if (!is_taken) {
            m_out.names.push_back(span);
        }
    }
    std::sort(m_out.names.begin(), m_out.names.end(), [](const NameSpan& a, const NameSpan& b) {
        return std::tuple(a.begin, a.name) < std::tuple(b.begin, b.name);
    });
    for (const NameSpan& span : m_out.names) {
        std::fill(m_out.use.begin() + span.begin, m_out.use.begin() + span.end, WordUse::name);
    }
}

bool AddressReader::is_in_anchor(std::size_t word) const
{
    return std::any_of(m_out.names.begin(), m_out.names.end(), [&](const NameSpan& s) {
        return word >= s.begin && word < s.end && (s.roles & anchor_roles) != 0;
    });
}

// A misspelt street or building may stand where a stem or a place was read ("BADDELEY CLSOE").
void AddressReader::find_misspelt_names(unsigned edits)
{
    m_spans.clear();
    m_anchored.assign(m_words.size(), 0);
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_anchored[i] = is_in_anchor(i) ? 1 : 0;
    }
    const auto usable = [&](std::size_t j) {
        return m_anchored[j] == 0 && (m_out.use[j] == WordUse::unread || m_out.use[j] == WordUse::name) &&
               m_words[j].role != WordRole::flat;
    };
    AddressReader::for_each_run(
        longest_misspelt_words, usable, [&](std::size_t begin, std::size_t end, std::string_view key) {
            if (indexed_deletions(key.size()) >= edits && has_unread_word(begin, end)) {
                add_near_names(begin, end, key, edits);
            }
        });
    if (!m_spans.empty()) {
        drop_overlapped_weak_names();
        keep_longest();
    }
}

bool AddressReader::has_unread_word(std::size_t begin, std::size_t end) const
{
    for (std::size_t i = begin; i < end; ++i) {
        if (m_out.use[i] == WordUse::unread && m_words[i].role != WordRole::relation &&
            !m_words[i].is_letter) {
            return true;
        }
    }
    return false;
}

void AddressReader::add_near_names(std::size_t begin, std::size_t end, std::string_view key, unsigned edits)
{
    m_near.clear();
    find_near_names(m_index, key, edits, m_near);
    for (const NearName& near : m_near) {
        const std::uint32_t roles = roles_at(near.name, end) & ~street_stem;
        if (roles == 0) {
            continue;
        }
        m_spans.push_back({.begin = static_cast<std::uint32_t>(begin),
                           .end = static_cast<std::uint32_t>(end),
                           .name = near.name,
                           .roles = roles,
                           .edits = near.edits,
                           .may_be_other = !is_slip_of_the_hand(key, m_index.name(near.name)),
                           .is_weak = near.first_letter_differs});
    }
}

void AddressReader::drop_overlapped_weak_names()
{
    std::erase_if(m_out.names, [&](const NameSpan& kept) {
        return (kept.roles & anchor_roles) == 0 &&
               std::any_of(m_spans.begin(), m_spans.end(), [&](const NameSpan& span) {
                   return (span.roles & anchor_roles) != 0 && span.begin < kept.end &&
                          kept.begin < span.end && (span.begin != kept.begin || span.end != kept.end);
               });
    });
}

}  // namespace wardmap::locate_detail
