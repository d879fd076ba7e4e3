#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index_array.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/postcode.hpp"

namespace wardmap::locate_detail {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// A number of a house as a sortable key: value · 32 + place of its letter (A = 1); 0 for none.
using NumberKey = std::uint32_t;
struct NumberRange {
    NumberKey low = 0;
    NumberKey high = 0;  ///< equal to low unless the text is a range
    [[nodiscard]] bool is_range() const noexcept { return low != high; }
    friend bool operator==(const NumberRange&, const NumberRange&) = default;
};
/// "12", "12A", "12-16"; {0, 0} for anything else.
[[nodiscard]] NumberRange read_number(std::string_view text) noexcept;

/// Key of a flat's designation, equal for "Flat 3B 2nd floor", "3b", "3-B", "03B"; 0 for none.
using FlatKey = std::uint64_t;
[[nodiscard]] FlatKey flat_key(std::string_view text);

[[nodiscard]] std::uint64_t hash_text(std::string_view text,
                                      std::uint64_t start = 14695981039346656037ULL) noexcept;

/// Added to bounds that only save work, so that no last digit decides.
constexpr double rounding_m = 1;

/// One entry; strings are numbers into the string pool, 0 is "".
struct EntryRow {
    double x_m = 0;
    double y_m = 0;
    FlatKey flat_key = 0;
    PostcodeKey postcode_key = 0;
    NumberKey number_low = 0;
    NumberKey number_high = 0;
    float precision_m = 0;
    std::uint32_t uprn = 0, parent_uprn = 0, flat = 0, building = 0, number = 0;
    std::uint32_t street = 0, locality = 0, town = 0, postcode = 0;
    std::uint32_t alias_begin = 0;  ///< into the alias list, up to the next row's
    std::uint32_t source = 0;
    std::uint32_t street_row = none;     ///< into streets
    std::uint32_t locality_name = none;  ///< into names
    std::uint32_t town_name = none;
    std::uint8_t kind = 0;
    std::uint8_t historic = 0;
    std::uint16_t spare = 0;
};
static_assert(sizeof(EntryRow) == 104, "no padding: the bytes go into the file");

/// A street: entries of one name, one locality and town, not more than a gap apart. Entries are
/// by_street[begin, end), those with a house number first, in order of their number.
struct StreetRow {
    double x_m = 0;  ///< its point nearest to the middle
    double y_m = 0;
    double radius_m = 0;  ///< from there to its farthest point
    std::uint32_t name = 0;
    std::uint32_t locality_name = none;
    std::uint32_t town_name = none;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t numbers_end = 0;  ///< entries with a number: [begin, numbers_end)
};
static_assert(sizeof(StreetRow) == 48);

/// A named building: entries by_building[begin, end), in order of entry.
struct BuildingRow {
    double x_m = 0;
    double y_m = 0;
    double radius_m = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t own_entry = none;  ///< the entry of the building itself, where there is one
    std::uint32_t spare = 0;
};
static_assert(sizeof(BuildingRow) == 40);

/// A postcode: its own entry, if any, and the addresses by_postcode[begin, end).
struct PostcodeRow {
    PostcodeKey key = 0;
    double x_m = 0;
    double y_m = 0;
    double radius_m = 0;  ///< from there to the farthest of its addresses
    float precision_m = 0;
    std::uint32_t entry = none;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t historic = 0;
    std::uint32_t spare = 0;
};
static_assert(sizeof(PostcodeRow) == 56);

/// What names stand for, as bits.
constexpr std::uint32_t street_name = 1;
constexpr std::uint32_t building_name = 2;
constexpr std::uint32_t landmark_name = 4;
constexpr std::uint32_t place_name = 8;    ///< locality, suburb or town
constexpr std::uint32_t street_stem = 16;  ///< a street's name without its type
constexpr std::uint32_t town_name = 32;    ///< the town of an address

/// A name and the rows that bear it: lists are name_rows[street_begin, building_begin) and so on.
struct NameRow {
    std::uint32_t text_begin = 0;
    std::uint32_t text_size = 0;
    std::uint32_t street_begin = 0;    ///< street rows
    std::uint32_t building_begin = 0;  ///< building rows, from west to east
    std::uint32_t landmark_begin = 0;  ///< entries
    std::uint32_t stem_begin = 0;      ///< street rows
    std::uint32_t end = 0;
    std::uint32_t roles = 0;
    float widest_m = 0;  ///< radius of the widest of its buildings, rounded up
};
static_assert(sizeof(NameRow) == 36);

/// One name with one or two letters taken out: what finds misspelt names.
struct DeletionRow {
    std::uint32_t hash = 0;
    std::uint32_t name = 0;
};

/// The arrays of an index: `Array` is a vector while they are made.
template <template <class> class Array>
struct IndexArrays {
    Array<char> text;              ///< string pool
    Array<std::uint32_t> text_at;  ///< string k is text[text_at[k], text_at[k + 1])
    Array<EntryRow> entries;       ///< one more than there are, to end the last one's aliases
    Array<std::uint32_t> aliases;  ///< strings

    Array<std::uint64_t> uprn_keys;  ///< sorted
    Array<std::uint32_t> uprn_entries;

    Array<char> name_text;
    Array<NameRow> names;
    Array<std::uint32_t> name_slots;  ///< open addressing; name + 1, 0 is free; a power of two
    Array<std::uint32_t> name_rows;
    Array<std::uint32_t> deletion_at;  ///< bucket b is deletions[at[b], at[b + 1])
    Array<DeletionRow> deletions;

    Array<StreetRow> streets;
    Array<std::uint32_t> by_street;  ///< entries
    Array<BuildingRow> buildings;
    Array<std::uint32_t> by_building;
    Array<PostcodeRow> postcodes;  ///< sorted by key
    Array<std::uint32_t> by_postcode;

    Array<std::uint32_t> cell_at;  ///< grid of entries for nearest(), row by row
    Array<std::uint32_t> cell_entries;
};

/// Calls `visit(name, array…)` for every array of the given sets of arrays, in the file's order.
template <class Visit, class... Arrays>
void for_each_array(const Visit& visit, Arrays&... of)
{
    visit("text", of.text...);
    visit("text_at", of.text_at...);
    visit("entries", of.entries...);
    visit("aliases", of.aliases...);
    visit("uprn_keys", of.uprn_keys...);
    visit("uprn_entries", of.uprn_entries...);
    visit("name_text", of.name_text...);
    visit("names", of.names...);
    visit("name_slots", of.name_slots...);
    visit("name_rows", of.name_rows...);
    visit("deletion_at", of.deletion_at...);
    visit("deletions", of.deletions...);
    visit("streets", of.streets...);
    visit("by_street", of.by_street...);
    visit("buildings", of.buildings...);
    visit("by_building", of.by_building...);
    visit("postcodes", of.postcodes...);
    visit("by_postcode", of.by_postcode...);
    visit("cell_at", of.cell_at...);
    visit("cell_entries", of.cell_entries...);
}

}  // namespace wardmap::locate_detail

namespace wardmap {

/// All that the matcher looks things up in, as flat arrays that go into the file as they are.
struct Gazetteer::Index : locate_detail::IndexArrays<locate_detail::IndexArray> {
    std::vector<GazetteerSource> sources;
    std::string crs;
    BoxM bounds;                                       ///< of all entries
    std::array<double, 4> cell_frame{};                ///< of cell_at: min x, min y, cell side, columns
    std::unique_ptr<locate_detail::PieceReader> file;  ///< what the arrays are read from; nullptr: in memory

    [[nodiscard]] std::string_view string(std::uint32_t id) const
    {
        const std::uint32_t begin = text_at[id];
        const std::uint32_t end = text_at[id + 1];
        return {text.part(begin, end).data(), end - begin};
    }
    [[nodiscard]] std::string_view name(std::uint32_t id) const
    {
        const locate_detail::NameRow& row = names[id];
        return {name_text.part(row.text_begin, row.text_begin + row.text_size).data(), row.text_size};
    }
    [[nodiscard]] PointM position(std::uint32_t entry) const
    {
        const locate_detail::EntryRow& row = entries[entry];
        return {row.x_m, row.y_m};
    }
    [[nodiscard]] std::size_t entry_count() const noexcept { return entries.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> entries_of(const locate_detail::StreetRow& row) const
    {
        return by_street.part(row.begin, row.end);
    }
    [[nodiscard]] std::span<const std::uint32_t> entries_of(const locate_detail::BuildingRow& row) const
    {
        return by_building.part(row.begin, row.end);
    }
    [[nodiscard]] std::span<const std::uint32_t> entries_of(const locate_detail::PostcodeRow& row) const
    {
        return by_postcode.part(row.begin, row.end);
    }
    /// The name with that key (see name_key), none if there is none.
    [[nodiscard]] std::uint32_t find_name(std::string_view key, std::uint64_t hash) const;
    [[nodiscard]] std::uint32_t find_uprn(std::string_view digits) const;
    [[nodiscard]] std::uint32_t find_postcode(PostcodeKey key) const;
    /// Rows of postcodes with keys in [begin, end).
    [[nodiscard]] std::span<const locate_detail::PostcodeRow> postcodes_within(PostcodeKey begin,
                                                                               PostcodeKey end) const;
    [[nodiscard]] std::span<const std::uint32_t> streets_named(std::uint32_t name) const;
    [[nodiscard]] std::span<const std::uint32_t> buildings_named(std::uint32_t name) const;
    /// Those of them that may have a part within `reach_m` of an easting; their radius counts as part of them.
    [[nodiscard]] std::span<const std::uint32_t> buildings_named_near(std::uint32_t name, double x_m,
                                                                      double reach_m) const;
    [[nodiscard]] std::span<const std::uint32_t> landmarks_named(std::uint32_t name) const;
    [[nodiscard]] std::span<const std::uint32_t> streets_with_stem(std::uint32_t name) const;
    /// Whether an entry of the street lies that near; cheap for a street that is far away.
    [[nodiscard]] bool is_near_street(std::uint32_t street, PointM p, double reach_m) const;
    /// Distance to the nearest entry of the street.
    [[nodiscard]] double distance_to_street_m(std::uint32_t street, PointM p) const;

    /// Makes all arrays from entries.
    [[nodiscard]] static std::unique_ptr<Index> build(std::vector<GazetteerSource> sources,
                                                      const std::vector<GazetteerEntry>& entries,
                                                      std::string crs);
};

}  // namespace wardmap

namespace wardmap::locate_detail {

/// Names whose key differs from `key` by at most `edits` (1 or 2) typing errors — a letter left out, put in
/// or exchanged, or two neighbours swapped — in order of errors, then name. Appends to `found`.
struct NearName {
    std::uint32_t name = 0;
    std::uint8_t edits = 0;
    bool first_letter_differs = false;
};
void find_near_names(const Gazetteer::Index& index, std::string_view key, unsigned edits,
                     std::vector<NearName>& found);

/// Typing errors between two texts (optimal string alignment), or limit + 1 if there are more.
[[nodiscard]] unsigned typing_errors(std::string_view a, std::string_view b, unsigned limit);

/// How many deletions a name of that length is indexed with; 0: only exact.
[[nodiscard]] unsigned indexed_deletions(std::size_t length) noexcept;

/// Calls `visit(hash)` for `key` itself and for it with up to `depth` letters taken out.
template <class Visit>
void for_each_deletion(std::string_view key, unsigned depth, const Visit& visit)
{
    const auto hash_32 = [](std::uint64_t h) { return static_cast<std::uint32_t>(h ^ h >> 32); };
    visit(hash_32(hash_text(key)));
    if (depth == 0) {
        return;
    }
    std::uint64_t head = hash_text({});
    for (std::size_t i = 0; i < key.size(); ++i) {
        if (i == 0 || key[i] != key[i - 1]) {
            visit(hash_32(hash_text(key.substr(i + 1), head)));
        }
        if (depth > 1) {
            std::uint64_t middle = head;
            for (std::size_t j = i + 1; j < key.size(); ++j) {
                visit(hash_32(hash_text(key.substr(j + 1), middle)));
                middle = hash_text(key.substr(j, 1), middle);
            }
        }
        head = hash_text(key.substr(i, 1), head);
    }
}

}  // namespace wardmap::locate_detail
