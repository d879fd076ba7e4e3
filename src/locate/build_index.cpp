#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "gazetteer_index.hpp"
#include "location_words.hpp"
#include "place_clusters.hpp"
#include "wardmap/error.hpp"

namespace wardmap::locate_detail {
namespace {

/// Numbers distinct strings in order of first use.
class StringPool {
public:
    StringPool() { number_of(""); }

    std::uint32_t number_of(const std::string& text)
    {
        const auto [at, is_new] = m_numbers.try_emplace(text, static_cast<std::uint32_t>(m_begin.size()));
        if (is_new) {
            m_begin.push_back(static_cast<std::uint32_t>(m_text.size()));
            m_text.insert(m_text.end(), text.begin(), text.end());
            if (m_text.size() >= none) {
                throw Error(ErrorKind::limit, "gazetteer", "more than 4 GiB of names and addresses",
                            "split the gazetteer by area");
            }
        }
        return at->second;
    }

    void move_into(std::vector<char>& text, std::vector<std::uint32_t>& bounds)
    {
        m_begin.push_back(static_cast<std::uint32_t>(m_text.size()));
        text = std::move(m_text);
        bounds = std::move(m_begin);
    }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<char> m_text;
    std::vector<std::uint32_t> m_begin;
};

/// The rows that a name stands for, while they are gathered.
struct NameLists {
    std::string key;
    std::vector<std::uint32_t> streets, buildings, landmarks, stems;
    bool is_place = false;
    bool is_town = false;
};

class NameTable {
public:
    /// `none` for a name without letters or digits.
    std::uint32_t number_of_key(const std::string& key)
    {
        if (key.empty()) {
            return none;
        }
        const auto [at, is_new] = m_numbers.try_emplace(key, static_cast<std::uint32_t>(m_lists.size()));
        if (is_new) {
            m_lists.emplace_back().key = key;
        }
        return at->second;
    }
    /// Of a string of the pool; reads each distinct string once.
    std::uint32_t number_of(std::uint32_t string, const std::string& text)
    {
        if (m_of_string.size() <= string) {
            m_of_string.resize(string + 1, unread);
        }
        if (m_of_string[string] == unread) {
            m_of_string[string] = number_of_key(name_key(text));
        }
        return m_of_string[string];
    }
    NameLists& operator[](std::uint32_t name) { return m_lists[name]; }
    std::vector<NameLists>& lists() noexcept { return m_lists; }

private:
    static constexpr std::uint32_t unread = none - 1;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<NameLists> m_lists;
    std::vector<std::uint32_t> m_of_string;
};

class IndexBuilder {
public:
    IndexBuilder(Gazetteer::Index& index, const std::vector<GazetteerEntry>& entries)
        : m_index(index), m_entries(entries)
    {
    }

    void build()
    {
        add_entries();
        index_uprns();
        index_streets();
        index_buildings();
        index_landmarks();
        index_postcodes();
        index_cells();
        m_pool.move_into(m_index.text, m_index.text_at);
        write_names();
        write_deletions();
    }

private:
    using Kind = GazetteerEntry::Kind;

    void add_entries();
    void add_entry(const GazetteerEntry& entry);
    void index_uprns();
    void index_streets();
    void add_street(std::uint32_t name, const std::vector<std::uint32_t>& cluster);
    void index_buildings();
    void add_building(const std::vector<std::uint32_t>& members);
    [[nodiscard]] std::uint32_t own_entry_of(const std::vector<std::uint32_t>& members) const;
    void index_landmarks();
    void index_postcodes();
    void add_postcode(PostcodeKey key, std::vector<std::uint32_t>& members);
    void index_cells();
    void write_names();
    void write_deletions();

    [[nodiscard]] Kind kind(std::uint32_t entry) const { return m_entries[entry].kind; }
    std::uint32_t name_of(std::uint32_t string, const std::string& text)
    {
        return string == 0 ? none : m_names.number_of(string, text);
    }
    std::vector<PointM> positions(const std::vector<std::uint32_t>& members) const
    {
        std::vector<PointM> points;
        points.reserve(members.size());
        for (const std::uint32_t m : members) {
            points.push_back(m_index.position(m));
        }
        return points;
    }

    Gazetteer::Index& m_index;
    const std::vector<GazetteerEntry>& m_entries;
    StringPool m_pool;
    NameTable m_names;
};

void IndexBuilder::add_entries()
{
    if (m_entries.size() >= none) {
        throw Error(ErrorKind::limit, "gazetteer", "more than 4,294,967,294 entries",
                    "split the gazetteer by area");
    }
    m_index.entries.reserve(m_entries.size() + 1);
    for (const GazetteerEntry& entry : m_entries) {
        add_entry(entry);
    }
    EntryRow last{};  // closes the alias list of the last entry
    last.alias_begin = static_cast<std::uint32_t>(m_index.aliases.size());
    m_index.entries.push_back(last);
}

void IndexBuilder::add_entry(const GazetteerEntry& entry)
{
    if (!std::isfinite(entry.position.x_m) || !std::isfinite(entry.position.y_m)) {
        throw Error(ErrorKind::input, "gazetteer", "an entry whose position is not a number",
                    "remove the entry or give its coordinates");
    }
    EntryRow row{};
    row.x_m = entry.position.x_m;
    row.y_m = entry.position.y_m;
    row.flat_key = flat_key(entry.flat);
    const auto postcode =
        parse_postcode(entry.postcode);  // or, in letters that none has, as its maker wrote it
    row.postcode_key = postcode ? *postcode : parse_postcode_shape(entry.postcode).value_or(0);
    WordList number;
    read_words(entry.number, number);
    const NumberRange range = number.words.size() == 1 ? read_number(number.words[0].raw) : NumberRange{};
    row.number_low = range.low;
    row.number_high = range.high;
    row.precision_m = static_cast<float>(entry.precision_m);
    row.uprn = m_pool.number_of(entry.uprn);
    row.parent_uprn = m_pool.number_of(entry.parent_uprn);
    row.flat = m_pool.number_of(entry.flat);
    row.building = m_pool.number_of(entry.building);
    row.number = m_pool.number_of(entry.number);
    row.street = m_pool.number_of(entry.street);
    row.locality = m_pool.number_of(entry.locality);
    row.town = m_pool.number_of(entry.town);
    row.postcode = m_pool.number_of(entry.postcode);
    row.alias_begin = static_cast<std::uint32_t>(m_index.aliases.size());
    row.source = entry.source;
    row.locality_name = name_of(row.locality, entry.locality);
    row.town_name = name_of(row.town, entry.town);
    row.kind = static_cast<std::uint8_t>(entry.kind);
    row.historic = entry.historic ? 1 : 0;
    for (const std::string& alias : entry.aliases) {
        m_index.aliases.push_back(m_pool.number_of(alias));
    }
    for (const std::uint32_t place : {row.locality_name, row.town_name}) {
        if (place != none) {
            m_names[place].is_place = true;
        }
    }
    if (row.town_name != none) {
        m_names[row.town_name].is_town = true;
    }
    m_index.entries.push_back(row);
}

void IndexBuilder::index_uprns()
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const std::string& uprn = m_entries[i].uprn;
        const bool is_number =
            !uprn.empty() && uprn.size() <= 12 &&
            std::all_of(uprn.begin(), uprn.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (is_number) {
            keys.emplace_back(std::stoull(uprn), i);
        }
    }
    // Of entries with one UPRN (a bare OS Open UPRN row and an address) the one that says most comes first.
    const auto has_text = [&](std::uint32_t i) {
        return !m_entries[i].street.empty() || !m_entries[i].building.empty();
    };
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
        return std::tuple(a.first, !has_text(a.second), a.second) <
               std::tuple(b.first, !has_text(b.second), b.second);
    });
    keys.erase(std::unique(keys.begin(), keys.end(),
                           [](const auto& a, const auto& b) { return a.first == b.first; }),
               keys.end());
    for (const auto& [key, entry] : keys) {
        m_index.uprn_keys.push_back(key);
        m_index.uprn_entries.push_back(entry);
    }
}

void IndexBuilder::index_streets()
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_name;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const bool is_on_street =
            kind(i) == Kind::address || kind(i) == Kind::street || kind(i) == Kind::building;
        const std::uint32_t name =
            is_on_street ? name_of(m_index.entries[i].street, m_entries[i].street) : none;
        if (name != none) {
            by_name.emplace_back(name, i);
        }
    }
    std::sort(by_name.begin(), by_name.end());
    for (std::size_t begin = 0; begin < by_name.size();) {
        std::size_t end = begin;
        std::vector<PlacedMember> members;
        for (; end < by_name.size() && by_name[end].first == by_name[begin].first; ++end) {
            const EntryRow& row = m_index.entries[by_name[end].second];
            members.push_back({by_name[end].second, {row.x_m, row.y_m}, row.locality_name, row.town_name});
        }
        for (const auto& cluster : cluster_street(members)) {
            add_street(by_name[begin].first, cluster);
        }
        const std::uint32_t any = by_name[begin].second;
        const std::uint32_t stem = m_names.number_of_key(name_stem(m_entries[any].street));
        if (stem != none) {
            for (const std::uint32_t street : m_names[by_name[begin].first].streets) {
                m_names[stem].stems.push_back(street);
            }
        }
        begin = end;
    }
}

void IndexBuilder::add_street(std::uint32_t name, const std::vector<std::uint32_t>& cluster)
{
    std::vector<std::uint32_t> members = cluster;
    const auto order = [&](std::uint32_t i) {
        const EntryRow& row = m_index.entries[i];
        return std::tuple(row.number_low == 0, row.number_low, row.number_high, i);
    };
    std::sort(members.begin(), members.end(),
              [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
    const Spread spread = spread_of(positions(members));
    StreetRow street{
        .x_m = spread.middle.x_m, .y_m = spread.middle.y_m, .radius_m = spread.radius_m, .name = name};
    street.begin = static_cast<std::uint32_t>(m_index.by_street.size());
    street.numbers_end = street.begin;
    for (const std::uint32_t member : members) {
        EntryRow& row = m_index.entries[member];
        row.street_row = static_cast<std::uint32_t>(m_index.streets.size());
        street.numbers_end += row.number_low != 0 ? 1 : 0;
        street.locality_name = street.locality_name == none ? row.locality_name : street.locality_name;
        street.town_name = street.town_name == none ? row.town_name : street.town_name;
        m_index.by_street.push_back(member);
    }
    street.end = static_cast<std::uint32_t>(m_index.by_street.size());
    m_names[name].streets.push_back(static_cast<std::uint32_t>(m_index.streets.size()));
    m_index.streets.push_back(street);
}

void IndexBuilder::index_buildings()
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_name;
    std::map<std::string, std::vector<std::uint32_t>> children;  // by parent UPRN
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        if (kind(i) != Kind::address && kind(i) != Kind::building) {
            continue;
        }
        const std::uint32_t name = name_of(m_index.entries[i].building, m_entries[i].building);
        if (name != none) {
            by_name.emplace_back(name, i);
        } else if (!m_entries[i].parent_uprn.empty()) {
            children[m_entries[i].parent_uprn].push_back(i);
        }
    }
    std::sort(by_name.begin(), by_name.end());
    for (std::size_t begin = 0; begin < by_name.size();) {
        std::size_t end = begin;
        std::vector<PlacedMember> members;
        for (; end < by_name.size() && by_name[end].first == by_name[begin].first; ++end) {
            members.push_back({by_name[end].second, m_index.position(by_name[end].second)});
        }
        for (auto& cluster : cluster_building(members)) {
            const std::size_t named = cluster.size();
            for (std::size_t k = 0; k < named; ++k) {
                const auto found = children.find(m_entries[cluster[k]].uprn);
                if (found != children.end()) {
                    cluster.insert(cluster.end(), found->second.begin(), found->second.end());
                }
            }
            add_building(cluster);
            m_names[by_name[begin].first].buildings.push_back(
                static_cast<std::uint32_t>(m_index.buildings.size() - 1));
        }
        begin = end;
    }
}

// The entry that stands for the whole building: one of its own kind, or the only address without a flat.
std::uint32_t IndexBuilder::own_entry_of(const std::vector<std::uint32_t>& members) const
{
    std::uint32_t whole = none;
    std::size_t wholes = 0;
    for (const std::uint32_t member : members) {
        if (kind(member) == Kind::building) {
            return member;
        }
        if (m_index.entries[member].flat == 0) {
            whole = member;
            ++wholes;
        }
    }
    return wholes == 1 ? whole : none;
}

void IndexBuilder::add_building(const std::vector<std::uint32_t>& members)
{
    BuildingRow building{};
    building.begin = static_cast<std::uint32_t>(m_index.by_building.size());
    const Spread spread = spread_of(positions(members));
    building.x_m = spread.mean.x_m;
    building.y_m = spread.mean.y_m;
    building.radius_m = spread.radius_m;
    const auto number = static_cast<std::uint32_t>(m_index.buildings.size());
    building.own_entry = own_entry_of(members);
    if (building.own_entry != none) {
        building.x_m = m_index.entries[building.own_entry].x_m;
        building.y_m = m_index.entries[building.own_entry].y_m;
    }
    for (const std::uint32_t member : members) {
        for (const std::string& alias : m_entries[member].aliases) {
            const std::uint32_t name = m_names.number_of_key(name_key(alias));
            if (name != none &&
                (m_names[name].buildings.empty() || m_names[name].buildings.back() != number)) {
                m_names[name].buildings.push_back(number);
            }
        }
        m_index.by_building.push_back(member);
    }
    building.end = static_cast<std::uint32_t>(m_index.by_building.size());
    m_index.buildings.push_back(building);
}

void IndexBuilder::index_landmarks()
{
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        if (kind(i) != Kind::landmark && kind(i) != Kind::place) {
            continue;
        }
        const auto add = [&](std::uint32_t name) {
            if (name == none) {
                return;
            }
            if (kind(i) == Kind::place) {
                m_names[name].is_place = true;
            } else if (m_names[name].landmarks.empty() || m_names[name].landmarks.back() != i) {
                m_names[name].landmarks.push_back(i);
            }
        };
        add(name_of(m_index.entries[i].building, m_entries[i].building));
        for (const std::string& alias : m_entries[i].aliases) {
            add(m_names.number_of_key(name_key(alias)));
        }
    }
}

void IndexBuilder::index_postcodes()
{
    std::vector<std::pair<PostcodeKey, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const bool has_one =
            kind(i) == Kind::address || kind(i) == Kind::building || kind(i) == Kind::postcode;
        if (has_one && m_index.entries[i].postcode_key != 0) {
            keys.emplace_back(m_index.entries[i].postcode_key, i);
        }
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> members;
    for (std::size_t begin = 0; begin < keys.size();) {
        members.clear();
        std::size_t end = begin;
        for (; end < keys.size() && keys[end].first == keys[begin].first; ++end) {
            members.push_back(keys[end].second);
        }
        add_postcode(keys[begin].first, members);
        begin = end;
    }
}

void IndexBuilder::add_postcode(PostcodeKey key, std::vector<std::uint32_t>& members)
{
    PostcodeRow row{};
    row.key = key;
    row.begin = static_cast<std::uint32_t>(m_index.by_postcode.size());
    std::vector<std::uint32_t> addresses;
    for (const std::uint32_t member : members) {
        if (kind(member) != Kind::postcode) {
            addresses.push_back(member);
            continue;
        }
        const auto rank = [&](std::uint32_t i) {
            return std::tuple(m_entries[i].historic, m_entries[i].precision_m, i);
        };
        row.entry = row.entry == none || rank(member) < rank(row.entry) ? member : row.entry;
    }
    const Spread spread = spread_of(positions(addresses.empty() ? members : addresses));
    const PointM at = row.entry == none ? spread.mean : m_index.position(row.entry);
    row.x_m = at.x_m;
    row.y_m = at.y_m;
    for (const std::uint32_t member : addresses) {
        row.radius_m = std::max(row.radius_m, distance_m(at, m_index.position(member)));
    }
    row.precision_m = row.entry == none ? 0 : m_index.entries[row.entry].precision_m;
    row.historic = row.entry != none && addresses.empty() && m_entries[row.entry].historic ? 1 : 0;
    m_index.by_postcode.insert(m_index.by_postcode.end(), addresses.begin(), addresses.end());
    row.end = static_cast<std::uint32_t>(m_index.by_postcode.size());
    m_index.postcodes.push_back(row);
}

void IndexBuilder::index_cells()
{
    BoxM box;
    for (const GazetteerEntry& entry : m_entries) {
        box.include(entry.position);
    }
    const auto count = static_cast<double>(std::max<std::size_t>(m_entries.size(), 1));
    constexpr double least_side_m = 10;
    const double side_m = box.is_empty()
                              ? least_side_m
                              : std::max({least_side_m, std::sqrt(box.width_m() * box.height_m() / count),
                                          std::max(box.width_m(), box.height_m()) / 4096});
    const double columns = box.is_empty() ? 1 : std::floor(box.width_m() / side_m) + 1;
    const double rows = box.is_empty() ? 1 : std::floor(box.height_m() / side_m) + 1;
    m_index.cell_frame = {box.is_empty() ? 0 : box.min_x_m, box.is_empty() ? 0 : box.min_y_m, side_m,
                          columns};
    std::vector<std::uint32_t> cell_of(m_entries.size());
    m_index.cell_at.assign(static_cast<std::size_t>(columns * rows) + 1, 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const double column = std::floor((m_entries[i].position.x_m - box.min_x_m) / side_m);
        const double row = std::floor((m_entries[i].position.y_m - box.min_y_m) / side_m);
        cell_of[i] = static_cast<std::uint32_t>(row * columns + column);
        ++m_index.cell_at[cell_of[i] + 1];
    }
    std::partial_sum(m_index.cell_at.begin(), m_index.cell_at.end(), m_index.cell_at.begin());
    std::vector<std::uint32_t> next(m_index.cell_at.begin(), m_index.cell_at.end() - 1);
    m_index.cell_entries.resize(m_entries.size());
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        m_index.cell_entries[next[cell_of[i]]++] = i;
    }
}

void IndexBuilder::write_names()
{
    const auto append = [&](const std::vector<std::uint32_t>& rows) {
        m_index.name_rows.insert(m_index.name_rows.end(), rows.begin(), rows.end());
        return static_cast<std::uint32_t>(m_index.name_rows.size());
    };
    for (const NameLists& lists : m_names.lists()) {
        NameRow row{};
        row.text_begin = static_cast<std::uint32_t>(m_index.name_text.size());
        row.text_size = static_cast<std::uint32_t>(lists.key.size());
        m_index.name_text.insert(m_index.name_text.end(), lists.key.begin(), lists.key.end());
        row.street_begin = static_cast<std::uint32_t>(m_index.name_rows.size());
        row.building_begin = append(lists.streets);
        row.landmark_begin = append(lists.buildings);
        row.stem_begin = append(lists.landmarks);
        row.end = append(lists.stems);
        row.roles = (lists.streets.empty() ? 0U : street_name) |
                    (lists.buildings.empty() ? 0U : building_name) |
                    (lists.landmarks.empty() ? 0U : landmark_name) | (lists.is_place ? place_name : 0U) |
                    (lists.stems.empty() ? 0U : street_stem) | (lists.is_town ? town_name : 0U);
        m_index.names.push_back(row);
    }
    std::size_t slots = 16;
    while (slots < m_index.names.size() * 2) {
        slots *= 2;
    }
    m_index.name_slots.assign(slots, 0);
    for (std::uint32_t n = 0; n < m_index.names.size(); ++n) {
        std::size_t slot = hash_text(m_index.name(n)) & (slots - 1);
        while (m_index.name_slots[slot] != 0) {
            slot = (slot + 1) & (slots - 1);
        }
        m_index.name_slots[slot] = n + 1;
    }
}

void IndexBuilder::write_deletions()
{
    std::vector<DeletionRow> rows;
    for (std::uint32_t n = 0; n < m_index.names.size(); ++n) {
        const std::size_t begin = rows.size();
        const std::string_view key = m_index.name(n);
        for_each_deletion(key, indexed_deletions(key.size()),
                          [&](std::uint32_t hash) { rows.push_back({hash, n}); });
        const auto first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
        std::sort(first, rows.end(),
                  [](const DeletionRow& a, const DeletionRow& b) { return a.hash < b.hash; });
        rows.erase(std::unique(first, rows.end(),
                               [](const DeletionRow& a, const DeletionRow& b) { return a.hash == b.hash; }),
                   rows.end());
    }
    std::size_t buckets = 16;
    while (buckets < rows.size()) {
        buckets *= 2;
    }
    m_index.deletion_at.assign(buckets + 1, 0);
    for (const DeletionRow& row : rows) {
        ++m_index.deletion_at[(row.hash & (buckets - 1)) + 1];
    }
    std::partial_sum(m_index.deletion_at.begin(), m_index.deletion_at.end(), m_index.deletion_at.begin());
    std::vector<std::uint32_t> next(m_index.deletion_at.begin(), m_index.deletion_at.end() - 1);
    m_index.deletions.resize(rows.size());
    for (const DeletionRow& row : rows) {
        m_index.deletions[next[row.hash & (buckets - 1)]++] = row;
    }
}

}  // namespace

void build_arrays(Gazetteer::Index& index, const std::vector<GazetteerEntry>& entries)
{
    IndexBuilder(index, entries).build();
}

}  // namespace wardmap::locate_detail

namespace wardmap {

std::unique_ptr<Gazetteer::Index> Gazetteer::Index::build(std::vector<GazetteerSource> sources,
                                                          const std::vector<GazetteerEntry>& entries,
                                                          std::string crs)
{
    auto index = std::make_unique<Index>();
    index->sources = std::move(sources);
    index->crs = std::move(crs);
    locate_detail::build_arrays(*index, entries);
    return index;
}

}  // namespace wardmap
