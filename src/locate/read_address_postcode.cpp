#include <algorithm>

#include "address_reader.hpp"

namespace wardmap::locate_detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool may_be_postcode(std::string_view text) noexcept
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

}  // namespace

PostcodeMention AddressReader::look_up(PostcodeKey key) const
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
std::optional<PostcodeMention> AddressReader::repaired(std::string_view text) const
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
std::optional<PostcodeMention> AddressReader::mention_of(std::string_view text) const
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

void AddressReader::take_postcode(const PostcodeMention& mention, std::size_t begin, std::size_t count)
{
    PostcodeMention& kept = m_out.postcode;
    if (kept.state != PostcodeMention::State::absent && kept.key != mention.key) {
        kept.is_ambiguous = true;
    } else {
        kept = mention;
    }
    std::fill_n(m_out.use.begin() + static_cast<std::ptrdiff_t>(begin), count, WordUse::postcode);
}

void AddressReader::find_postcode(std::string_view field)
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

void AddressReader::find_postcode_in_field(std::string_view field)
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

// Whether the last word is the outward code of a district that the gazetteer does not have: "HIGH STREET, MK43".
// One letter and digits ("B12") are more often a flat or a unit.
bool AddressReader::ends_in_foreign_district() const
{
    const std::string_view last = m_words.back().raw;
    const bool is_after_mark = m_words.size() > 1 && (m_words[m_words.size() - 2].role == WordRole::flat ||
                                                      m_words[m_words.size() - 2].role == WordRole::number);
    return m_words.size() > 1 && !is_after_mark && last.size() > 2 && last[1] >= 'A' && last[1] <= 'Z' &&
           !m_index.postcodes.empty();
}

// "SG1 1" or "SG1" at the end of the text, where the gazetteer has that district; "MK43" where it has not.
void AddressReader::find_sector()
{
    const std::size_t n = m_words.size();
    for (const std::size_t back : {std::size_t{2}, std::size_t{1}}) {
        if (n < back || (back == 2 && !(m_words[n - 1].is_number && m_words[n - 1].raw.size() == 1))) {
            continue;
        }
        const auto outward = parse_outward(m_words[n - back].raw);
        const bool is_ours = outward && has_postcodes_in(*outward, outward_span);
        if (!outward || !(is_ours || (back == 1 && ends_in_foreign_district()))) {
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

bool AddressReader::has_postcodes_in(PostcodeKey begin, PostcodeKey span) const
{
    return !m_index.postcodes_within(begin, begin + span).empty();
}

}  // namespace wardmap::locate_detail
