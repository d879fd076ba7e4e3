#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>

#include "gazetteer_index.hpp"
#include "index_cells.hpp"
#include "index_names.hpp"
#include "location_words.hpp"
#include "place_clusters.hpp"
#include "wardmap/error.hpp"

namespace wardmap::locate_detail {
namespace {

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
        write_cells(m_entries, m_index, m_made);
        m_pool.move_into(m_made.text, m_made.text_at);
        write_names(m_names, m_made);
        write_deletions(m_made);
        for_each_array([](const char*, auto& to, auto& from) { to = IndexArray(std::move(from)); }, arrays(),
                       m_made);
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
            points.push_back(position(m));
        }
        return points;
    }

    [[nodiscard]] PointM position(std::uint32_t entry) const { return m_entries[entry].position; }
    [[nodiscard]] IndexArrays<IndexArray>& arrays() { return m_index; }

    Gazetteer::Index& m_index;
    MadeArrays m_made;
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
    m_made.entries.reserve(m_entries.size() + 1);
    for (const GazetteerEntry& entry : m_entries) {
        add_entry(entry);
    }
    EntryRow last{};  // closes the alias list of the last entry
    last.alias_begin = static_cast<std::uint32_t>(m_made.aliases.size());
    m_made.entries.push_back(last);
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
    row.alias_begin = static_cast<std::uint32_t>(m_made.aliases.size());
    row.source = entry.source;
    row.locality_name = name_of(row.locality, entry.locality);
    row.town_name = name_of(row.town, entry.town);
    row.kind = static_cast<std::uint8_t>(entry.kind);
    row.historic = entry.historic ? 1 : 0;
    for (const std::string& alias : entry.aliases) {
        m_made.aliases.push_back(m_pool.number_of(alias));
    }
    for (const std::uint32_t place : {row.locality_name, row.town_name}) {
        if (place != none) {
            m_names[place].is_place = true;
        }
    }
    if (row.town_name != none) {
        m_names[row.town_name].is_town = true;
    }
    m_made.entries.push_back(row);
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
        m_made.uprn_keys.push_back(key);
        m_made.uprn_entries.push_back(entry);
    }
}

void IndexBuilder::index_streets()
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_name;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const bool is_on_street =
            kind(i) == Kind::address || kind(i) == Kind::street || kind(i) == Kind::building;
        const std::uint32_t name =
            is_on_street ? name_of(m_made.entries[i].street, m_entries[i].street) : none;
        if (name != none) {
            by_name.emplace_back(name, i);
        }
    }
    std::sort(by_name.begin(), by_name.end());
    for (std::size_t begin = 0; begin < by_name.size();) {
        std::size_t end = begin;
        std::vector<PlacedMember> members;
        for (; end < by_name.size() && by_name[end].first == by_name[begin].first; ++end) {
            const EntryRow& row = m_made.entries[by_name[end].second];
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
        const EntryRow& row = m_made.entries[i];
        return std::tuple(row.number_low == 0, row.number_low, row.number_high, i);
    };
    std::sort(members.begin(), members.end(),
              [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
    const Spread spread = spread_of(positions(members));
    StreetRow street{
        .x_m = spread.middle.x_m, .y_m = spread.middle.y_m, .radius_m = spread.radius_m, .name = name};
    street.begin = static_cast<std::uint32_t>(m_made.by_street.size());
    street.numbers_end = street.begin;
    for (const std::uint32_t member : members) {
        EntryRow& row = m_made.entries[member];
        row.street_row = static_cast<std::uint32_t>(m_made.streets.size());
        street.numbers_end += row.number_low != 0 ? 1 : 0;
        street.locality_name = street.locality_name == none ? row.locality_name : street.locality_name;
        street.town_name = street.town_name == none ? row.town_name : street.town_name;
        m_made.by_street.push_back(member);
    }
    street.end = static_cast<std::uint32_t>(m_made.by_street.size());
    m_names[name].streets.push_back(static_cast<std::uint32_t>(m_made.streets.size()));
    m_made.streets.push_back(street);
}

void IndexBuilder::index_buildings()
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_name;
    std::map<std::string, std::vector<std::uint32_t>> children;  // by parent UPRN
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        if (kind(i) != Kind::address && kind(i) != Kind::building) {
            continue;
        }
        const std::uint32_t name = name_of(m_made.entries[i].building, m_entries[i].building);
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
            members.push_back({by_name[end].second, position(by_name[end].second)});
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
                static_cast<std::uint32_t>(m_made.buildings.size() - 1));
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
        if (m_made.entries[member].flat == 0) {
            whole = member;
            ++wholes;
        }
    }
    return wholes == 1 ? whole : none;
}

void IndexBuilder::add_building(const std::vector<std::uint32_t>& members)
{
    BuildingRow building{};
    building.begin = static_cast<std::uint32_t>(m_made.by_building.size());
    const Spread spread = spread_of(positions(members));
    building.x_m = spread.mean.x_m;
    building.y_m = spread.mean.y_m;
    building.radius_m = spread.radius_m;
    const auto number = static_cast<std::uint32_t>(m_made.buildings.size());
    building.own_entry = own_entry_of(members);
    if (building.own_entry != none) {
        building.x_m = m_made.entries[building.own_entry].x_m;
        building.y_m = m_made.entries[building.own_entry].y_m;
    }
    for (const std::uint32_t member : members) {
        for (const std::string& alias : m_entries[member].aliases) {
            const std::uint32_t name = m_names.number_of_key(name_key(alias));
            if (name != none &&
                (m_names[name].buildings.empty() || m_names[name].buildings.back() != number)) {
                m_names[name].buildings.push_back(number);
            }
        }
        m_made.by_building.push_back(member);
    }
    building.end = static_cast<std::uint32_t>(m_made.by_building.size());
    m_made.buildings.push_back(building);
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
        add(name_of(m_made.entries[i].building, m_entries[i].building));
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
        if (has_one && m_made.entries[i].postcode_key != 0) {
            keys.emplace_back(m_made.entries[i].postcode_key, i);
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
    row.begin = static_cast<std::uint32_t>(m_made.by_postcode.size());
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
    const PointM at = row.entry == none ? spread.mean : position(row.entry);
    row.x_m = at.x_m;
    row.y_m = at.y_m;
    for (const std::uint32_t member : addresses) {
        row.radius_m = std::max(row.radius_m, distance_m(at, position(member)));
    }
    row.precision_m = row.entry == none ? 0 : m_made.entries[row.entry].precision_m;
    row.historic = row.entry != none && addresses.empty() && m_entries[row.entry].historic ? 1 : 0;
    m_made.by_postcode.insert(m_made.by_postcode.end(), addresses.begin(), addresses.end());
    row.end = static_cast<std::uint32_t>(m_made.by_postcode.size());
    m_made.postcodes.push_back(row);
}

}  // namespace
}  // namespace wardmap::locate_detail

namespace wardmap {

std::unique_ptr<Gazetteer::Index> Gazetteer::Index::build(std::vector<GazetteerSource> sources,
                                                          const std::vector<GazetteerEntry>& entries,
                                                          std::string crs)
{
    auto index = std::make_unique<Index>();
    index->sources = std::move(sources);
    index->crs = std::move(crs);
    locate_detail::IndexBuilder(*index, entries).build();
    return index;
}

}  // namespace wardmap
