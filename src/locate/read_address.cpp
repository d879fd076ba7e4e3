#include "read_address.hpp"

#include <algorithm>

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

class AddressReader {
public:
    AddressReader(const Gazetteer::Index& index, AddressText& out)
        : m_index(index), m_out(out), m_words(out.list.words)
    {
    }

    void read(std::string_view postcode_field)
    {
        m_out.use.assign(m_words.size(), WordUse::unread);
        m_out.postcode = {};
        m_out.district = m_out.sector = 0;
        m_out.names.clear();
        m_out.designations.clear();
        m_out.relation = none;
        m_out.says_junction = false;
        find_postcode(postcode_field);
        find_names();
        find_misspelt_names(1);
        if (!has_anchor()) {
            find_misspelt_names(2);
        }
        find_designations();
        find_relations();
    }

private:
    // ---- postcode

    [[nodiscard]] PostcodeMention look_up(PostcodeKey key) const
    {
        PostcodeMention mention{.state = PostcodeMention::State::unknown, .key = key};
        mention.row = m_index.find_postcode(key);
        if (mention.row != none) {
            mention.state = m_index.postcodes[mention.row].historic != 0 ? PostcodeMention::State::historic
                                                                         : PostcodeMention::State::known;
        }
        return mention;
    }

    // The one postcode of the gazetteer that the text becomes by undoing confusions, if it is one.
    [[nodiscard]] std::optional<PostcodeMention> repaired(std::string_view text) const
    {
        std::optional<PostcodeMention> found;
        for (const PostcodeKey key : confusable_postcodes(text)) {
            const std::uint32_t row = m_index.find_postcode(key);
            if (row != none && found) {
                return std::nullopt;
            }
            if (row != none) {
                found = PostcodeMention{.state = PostcodeMention::State::repaired, .key = key, .row = row};
            }
        }
        return found;
    }

    // A postcode out of one cell or one or two words.
    [[nodiscard]] std::optional<PostcodeMention> mention_of(std::string_view text) const
    {
        const auto key = parse_postcode(text);
        if (key) {
            const PostcodeMention exact = look_up(*key);
            if (exact.state != PostcodeMention::State::unknown) {
                return exact;
            }
            return repaired(text).value_or(exact);
        }
        if (auto repair = repaired(text)) {
            return repair;
        }
        const auto shape = parse_postcode_shape(text);
        return shape ? std::optional(look_up(*shape)) : std::nullopt;
    }

    void take_postcode(const PostcodeMention& mention, std::size_t begin, std::size_t count)
    {
        PostcodeMention& kept = m_out.postcode;
        if (kept.state != PostcodeMention::State::absent && kept.key != mention.key) {
            kept.is_ambiguous = true;
        } else {
            kept = mention;
        }
        std::fill_n(m_out.use.begin() + static_cast<std::ptrdiff_t>(begin), count, WordUse::postcode);
    }

    static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    static bool may_be_postcode(std::string_view text) noexcept
    {
        if (text.size() < 5 || text.size() > 7 || std::all_of(text.begin(), text.end(), is_digit)) {
            return false;
        }
        // "SGI IAA" has lost both its digits; only its shape tells.
        const auto may_be_digit = [](char c) {
            return is_digit(c) || c == 'O' || c == 'I' || c == 'S' || c == 'B';
        };
        return std::any_of(text.begin(), text.end(), is_digit) ||
               (may_be_digit(text[text.size() - 3]) && may_be_digit(text[text.size() - 4]));
    }

    void find_postcode(std::string_view field)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            for (std::size_t count = std::min<std::size_t>(3, m_words.size() - i); count >= 1; --count) {
                m_key.clear();
                for (std::size_t k = i; k < i + count; ++k) {
                    m_key += m_words[k].raw;
                }
                const bool is_pair = count == 2 && m_words[i + 1].raw.size() == 3;
                const bool is_split = count == 3 && m_key.size() <= 7 && m_words[i].raw.size() <= 2;
                if ((count == 1 || is_pair || is_split) && may_be_postcode(m_key)) {
                    if (const auto mention = mention_of(m_key)) {
                        take_postcode(*mention, i, count);
                        i += count - 1;
                        break;
                    }
                }
            }
        }
        if (!field.empty()) {
            find_postcode_in_field(field);
        }
        if (m_out.postcode.state == PostcodeMention::State::absent) {
            find_sector();
        }
    }

    void find_postcode_in_field(std::string_view field)
    {
        if (const auto mention = mention_of(field)) {
            take_postcode(*mention, 0, 0);
            return;
        }
        const std::size_t blank = field.find(' ');
        if (const auto outward = parse_outward(field.substr(0, blank))) {
            m_out.district = *outward;
            if (blank != std::string_view::npos && field.size() == blank + 2) {
                m_out.sector = sector_key(*outward, field[blank + 1]);
            }
        }
    }

    // "SG1 1" or "SG1" at the end of the text, where the gazetteer has that district.
    void find_sector()
    {
        const std::size_t n = m_words.size();
        for (const std::size_t back : {std::size_t{2}, std::size_t{1}}) {
            if (n < back || (back == 2 && !(m_words[n - 1].is_number && m_words[n - 1].raw.size() == 1))) {
                continue;
            }
            const auto outward = parse_outward(m_words[n - back].raw);
            if (!outward || !has_postcodes_in(*outward, outward_span)) {
                continue;
            }
            m_out.district = *outward;
            if (back == 2) {
                m_out.sector = sector_key(*outward, m_words[n - 1].raw[0]);
            }
            std::fill_n(m_out.use.end() - static_cast<std::ptrdiff_t>(back), back, WordUse::postcode);
            return;
        }
    }

    [[nodiscard]] bool has_postcodes_in(PostcodeKey begin, PostcodeKey span) const
    {
        const auto at = std::lower_bound(m_index.postcodes.begin(), m_index.postcodes.end(), begin,
                                         [](const PostcodeRow& row, PostcodeKey k) { return row.key < k; });
        return at != m_index.postcodes.end() && at->key < begin + span;
    }

    // ---- names

    static constexpr std::uint32_t anchor_roles = street_name | building_name | landmark_name;

    [[nodiscard]] bool has_anchor() const
    {
        return std::any_of(m_out.names.begin(), m_out.names.end(),
                           [](const NameSpan& s) { return (s.roles & anchor_roles) != 0; });
    }

    // Calls visit(begin, end, key) for runs of unread words without a comma between, up to `longest` words.
    template <class Usable, class Visit>
    void for_each_run(std::size_t longest, const Usable& usable, const Visit& visit)
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
    [[nodiscard]] std::uint32_t roles_at(std::uint32_t name, std::size_t end) const
    {
        const std::uint32_t roles = m_index.names[name].roles;
        const bool type_follows =
            end < m_words.size() && !m_words[end].after_comma && m_words[end].role == WordRole::street_type;
        return type_follows ? roles & ~street_stem : roles;
    }

    void find_names()
    {
        m_spans.clear();
        for_each_run(
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
    void keep_longest()
    {
        std::sort(m_spans.begin(), m_spans.end(), [](const NameSpan& a, const NameSpan& b) {
            const auto rank = [](const NameSpan& s) {
                return std::tuple(s.edits, -(static_cast<int>(s.end) - static_cast<int>(s.begin)), s.begin,
                                  s.name);
            };
            return rank(a) < rank(b);
        });
        for (const NameSpan& span : m_spans) {
            const bool is_taken =
                std::any_of(m_out.names.begin(), m_out.names.end(), [&](const NameSpan& kept) {
                    const bool same =
                        kept.begin == span.begin && kept.end == span.end && kept.edits == span.edits;
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

    [[nodiscard]] bool is_in_anchor(std::size_t word) const
    {
        return std::any_of(m_out.names.begin(), m_out.names.end(), [&](const NameSpan& s) {
            return word >= s.begin && word < s.end && (s.roles & anchor_roles) != 0;
        });
    }

    // A misspelt street or building may stand where a stem or a place was read ("BADDELEY CLSOE").
    void find_misspelt_names(unsigned edits)
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
        for_each_run(longest_misspelt_words, usable,
                     [&](std::size_t begin, std::size_t end, std::string_view key) {
                         if (indexed_deletions(key.size()) >= edits && has_unread_word(begin, end)) {
                             add_near_names(begin, end, key, edits);
                         }
                     });
        if (!m_spans.empty()) {
            drop_overlapped_weak_names();
            keep_longest();
        }
    }

    [[nodiscard]] bool has_unread_word(std::size_t begin, std::size_t end) const
    {
        for (std::size_t i = begin; i < end; ++i) {
            if (m_out.use[i] == WordUse::unread && m_words[i].role != WordRole::relation &&
                !m_words[i].is_letter) {
                return true;
            }
        }
        return false;
    }

    void add_near_names(std::size_t begin, std::size_t end, std::string_view key, unsigned edits)
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

    void drop_overlapped_weak_names()
    {
        std::erase_if(m_out.names, [&](const NameSpan& kept) {
            return (kept.roles & anchor_roles) == 0 &&
                   std::any_of(m_spans.begin(), m_spans.end(), [&](const NameSpan& span) {
                       return (span.roles & anchor_roles) != 0 && span.begin < kept.end &&
                              kept.begin < span.end && (span.begin != kept.begin || span.end != kept.end);
                   });
        });
    }

    // ---- numbers and flats

    [[nodiscard]] bool is_free(std::size_t i) const
    {
        return i < m_words.size() && m_out.use[i] == WordUse::unread;
    }

    static bool can_designate(const Word& word) noexcept
    {
        const bool has_digit = std::any_of(word.raw.begin(), word.raw.end(), is_digit);
        return word.is_letter || (has_digit && word.raw.size() <= 9 && word.role == WordRole::plain);
    }

    void add_designation(std::size_t begin, std::size_t end, Designation::Mark mark)
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
    [[nodiscard]] std::size_t designation_end(std::size_t i) const
    {
        const bool letter_follows =
            m_words[i].is_number && is_free(i + 1) && m_words[i + 1].is_letter && !m_words[i + 1].after_comma;
        const bool is_bare_number = is_digit(m_words[i].raw.back());
        return i + (letter_follows && is_bare_number ? 2 : 1);
    }

    [[nodiscard]] bool is_floor_word(std::size_t i) const
    {
        return is_free(i) && (m_words[i].role == WordRole::floor || m_words[i].role == WordRole::floor_noun);
    }

    [[nodiscard]] bool designates_later(std::size_t from) const
    {
        for (std::size_t i = from; i < m_words.size(); ++i) {
            if (is_free(i) && can_designate(m_words[i])) {
                return true;
            }
        }
        return false;
    }

    // "GROUND FLOOR FLAT", "BASEMENT FLAT": the words before FLAT name it.
    void add_floor_flat(std::size_t flat_word)
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

    void find_designations()
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
                    add_designation(next, end,
                                    marks_flat ? Designation::Mark::flat : Designation::Mark::number);
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

    // ---- relations

    void find_relations()
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            if (m_out.use[i] != WordUse::unread) {
                continue;
            }
            const WordRole role = m_words[i].role;
            if (role == WordRole::relation || m_words[i].raw == "FRONT") {
                const bool governs = role == WordRole::relation || follows_in_front(i);
                m_out.relation =
                    governs && m_out.relation == none ? static_cast<std::uint32_t>(i) : m_out.relation;
            }
            m_out.says_junction = m_out.says_junction || role == WordRole::junction;
            if (role != WordRole::plain && role != WordRole::street_type && role != WordRole::direction &&
                role != WordRole::building_type) {
                m_out.use[i] = WordUse::noise;
            }
        }
    }

    [[nodiscard]] bool follows_in_front(std::size_t i) const
    {
        return i + 1 < m_words.size() && m_words[i + 1].raw == "OF";
    }

    const Gazetteer::Index& m_index;
    AddressText& m_out;
    const std::vector<Word>& m_words;
    std::string m_key;
    std::vector<NameSpan> m_spans;
    std::vector<NearName> m_near;
    std::vector<std::uint8_t> m_anchored;
};

}  // namespace

void read_address(std::string_view text, std::string_view postcode_field, const Gazetteer::Index& index,
                  AddressText& out)
{
    read_words(text, out.list);
    AddressReader(index, out).read(postcode_field);
}

}  // namespace wardmap::locate_detail
