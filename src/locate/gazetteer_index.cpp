#include "gazetteer_index.hpp"

#include <algorithm>
#include <cmath>

#include "location_words.hpp"

namespace wardmap::locate_detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Reads digits and up to one letter from text[at]; 0 for none or for more than six digits.
NumberKey number_at(std::string_view text, std::size_t& at) noexcept
{
    std::uint32_t value = 0;
    std::size_t digits = 0;
    while (at < text.size() && is_digit(text[at])) {
        value = value * 10 + static_cast<std::uint32_t>(text[at] - '0');
        ++at;
        if (++digits > 6) {
            return 0;
        }
    }
    if (digits == 0 || value == 0) {
        return 0;
    }
    std::uint32_t letter = 0;
    if (at < text.size() && text[at] >= 'A' && text[at] <= 'Z') {
        letter = static_cast<std::uint32_t>(text[at] - 'A') + 1;
        ++at;
    }
    return value * 32 + letter;
}

}  // namespace

NumberRange read_number(std::string_view text) noexcept
{
    std::size_t at = 0;
    const NumberKey low = number_at(text, at);
    if (low == 0 || at == text.size()) {
        return {low, low};
    }
    if (text[at] != '-' || at + 1 == text.size()) {
        return {};
    }
    ++at;
    const NumberKey high = number_at(text, at);
    return at == text.size() && high > low ? NumberRange{low, high} : NumberRange{};
}

namespace {

// Appends one designation without leading zeros; '-' and '/' are kept between digits only, as '/'.
void append_designation(std::string_view raw, std::string& out)
{
    bool number_starts = true;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (c == '-' || c == '/') {
            const bool between_digits =
                i > 0 && i + 1 < raw.size() && is_digit(raw[i - 1]) && is_digit(raw[i + 1]);
            out += between_digits ? "/" : "";
            number_starts = true;
        } else if (!(c == '0' && number_starts && i + 1 < raw.size() && is_digit(raw[i + 1]))) {
            out += c;
            number_starts = !is_digit(c);
        }
    }
}

}  // namespace

FlatKey flat_key(std::string_view text)
{
    WordList list;
    read_words(text, list);
    std::string designation;
    std::string floor;
    for (const Word& word : list.words) {
        if (word.is_letter || std::any_of(word.raw.begin(), word.raw.end(), is_digit)) {
            if (word.role == WordRole::floor) {
                floor += word.text;
            } else {
                append_designation(word.raw, designation);
            }
        } else if (word.role != WordRole::flat && word.role != WordRole::number &&
                   word.role != WordRole::floor_noun) {
            floor += word.text;
        }
    }
    const std::string& key = designation.empty() ? floor : designation;
    return key.empty() ? 0 : hash_text(key);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t start) noexcept
{
    std::uint64_t hash = start;  // FNV-1a
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return hash;
}

unsigned typing_errors(std::string_view a, std::string_view b, unsigned limit)
{
    constexpr std::size_t longest = 64;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    if (longer > longest || longer - shorter > limit) {
        return a == b ? 0 : limit + 1;
    }
    std::array<std::array<unsigned char, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = static_cast<unsigned char>(j);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = static_cast<unsigned char>(i);
        unsigned least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            unsigned best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            best = std::min({best, above[j] + 1U, row[j - 1] + 1U});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, two_above[j - 2] + 1U);
            }
            row[j] = static_cast<unsigned char>(best);
            least = std::min(least, best);
        }
        if (least > limit) {
            return limit + 1;
        }
    }
    return std::min<unsigned>(rows[a.size() % 3][b.size()], limit + 1);
}

unsigned indexed_deletions(std::size_t length) noexcept
{
    constexpr std::size_t shortest_for_one = 5;  // one error in four letters makes another word
    constexpr std::size_t shortest_for_two = 9;
    constexpr std::size_t longest_for_two = 28;  // 406 rows; longer names are found by one error
    return length < shortest_for_one ? 0 : length < shortest_for_two || length > longest_for_two ? 1 : 2;
}

void find_near_names(const Gazetteer::Index& index, std::string_view key, unsigned edits,
                     std::vector<NearName>& found)
{
    const std::size_t begin = found.size();
    const auto digits_of = [](std::string_view text, std::string& out) {
        out.clear();
        std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
    };
    std::string digits;
    std::string other_digits;
    digits_of(key, digits);
    const auto mask = static_cast<std::uint32_t>(index.deletion_at.size() - 2);
    for_each_deletion(key, std::min(edits, indexed_deletions(key.size())), [&](std::uint32_t hash) {
        const std::uint32_t bucket = hash & mask;
        for (std::uint32_t k = index.deletion_at[bucket]; k < index.deletion_at[bucket + 1]; ++k) {
            const DeletionRow& row = index.deletions[k];
            const auto already = [&](const NearName& n) { return n.name == row.name; };
            if (row.hash != hash ||
                std::any_of(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(), already)) {
                continue;
            }
            const std::string_view name = index.name(row.name);
            const unsigned errors = typing_errors(key, name, edits);
            digits_of(name, other_digits);
            if (errors <= edits && errors > 0 && digits == other_digits) {
                found.push_back({row.name, static_cast<std::uint8_t>(errors), key.front() != name.front()});
            }
        }
    });
    std::sort(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(),
              [](const NearName& a, const NearName& b) {
                  return a.edits != b.edits ? a.edits < b.edits : a.name < b.name;
              });
}

}  // namespace wardmap::locate_detail

namespace wardmap {

using locate_detail::none;
using locate_detail::PostcodeRow;

std::uint32_t Gazetteer::Index::find_name(std::string_view key, std::uint64_t hash) const
{
    const std::size_t mask = name_slots.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const std::uint32_t taken = name_slots[slot];
        if (taken == 0) {
            return none;
        }
        if (name(taken - 1) == key) {
            return taken - 1;
        }
    }
}

std::uint32_t Gazetteer::Index::find_uprn(std::string_view digits) const
{
    if (digits.empty() || digits.size() > 12 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return none;
    }
    std::uint64_t key = 0;
    for (const char c : digits) {
        key = key * 10 + static_cast<std::uint64_t>(c - '0');
    }
    const std::size_t at = uprn_keys.count_before([&](std::uint64_t k) { return k < key; });
    return at < uprn_keys.size() && uprn_keys[at] == key ? uprn_entries[at] : none;
}

std::uint32_t Gazetteer::Index::find_postcode(PostcodeKey key) const
{
    const std::size_t at = postcodes.count_before([&](const PostcodeRow& row) { return row.key < key; });
    return at < postcodes.size() && postcodes[at].key == key ? static_cast<std::uint32_t>(at) : none;
}

std::span<const PostcodeRow> Gazetteer::Index::postcodes_within(PostcodeKey begin, PostcodeKey end) const
{
    const auto before = [&](PostcodeKey key) {
        return postcodes.count_before([&](const PostcodeRow& row) { return row.key < key; });
    };
    return postcodes.part(before(begin), before(end));
}

std::span<const std::uint32_t> Gazetteer::Index::streets_named(std::uint32_t n) const
{
    return name_rows.part(names[n].street_begin, names[n].building_begin);
}
std::span<const std::uint32_t> Gazetteer::Index::buildings_named(std::uint32_t n) const
{
    return name_rows.part(names[n].building_begin, names[n].landmark_begin);
}
std::span<const std::uint32_t> Gazetteer::Index::buildings_named_near(std::uint32_t n, double x_m,
                                                                      double reach_m) const
{
    const auto named = buildings_named(n);
    // Twice the radius: the point that stands for a building may lie at its edge.
    const double bound_m = reach_m + 2 * static_cast<double>(names[n].widest_m) + locate_detail::rounding_m;
    const auto begin = std::partition_point(
        named.begin(), named.end(), [&](std::uint32_t b) { return buildings[b].x_m < x_m - bound_m; });
    const auto end = std::partition_point(begin, named.end(),
                                          [&](std::uint32_t b) { return buildings[b].x_m <= x_m + bound_m; });
    return {begin, end};
}
std::span<const std::uint32_t> Gazetteer::Index::landmarks_named(std::uint32_t n) const
{
    return name_rows.part(names[n].landmark_begin, names[n].stem_begin);
}
std::span<const std::uint32_t> Gazetteer::Index::streets_with_stem(std::uint32_t n) const
{
    return name_rows.part(names[n].stem_begin, names[n].end);
}

bool Gazetteer::Index::is_near_street(std::uint32_t street, PointM p, double reach_m) const
{
    const locate_detail::StreetRow& row = streets[street];
    const double bound_m = row.radius_m + reach_m + locate_detail::rounding_m;
    return squared_distance_m2({row.x_m, row.y_m}, p) <= bound_m * bound_m &&
           distance_to_street_m(street, p) <= reach_m;
}

double Gazetteer::Index::distance_to_street_m(std::uint32_t street, PointM p) const
{
    double least_m2 = std::numeric_limits<double>::infinity();
    for (const std::uint32_t entry : entries_of(streets[street])) {
        least_m2 = std::min(least_m2, squared_distance_m2(position(entry), p));
    }
    return std::sqrt(least_m2);
}

}  // namespace wardmap
