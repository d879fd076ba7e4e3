#include "index_names.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>

#include "location_words.hpp"
#include "wardmap/error.hpp"

namespace wardmap::locate_detail {

std::string_view StringPool::string(std::uint32_t number) const noexcept
{
    return {m_text.data() + m_begin[number], m_begin[number + 1] - m_begin[number]};
}

// The slot that holds the string, or the free one that it belongs in.
std::size_t StringPool::slot_of(std::string_view text) const noexcept
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash_text(text) & mask;
    while (m_slots[slot] != 0 && string(m_slots[slot] - 1) != text) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

void StringPool::grow()
{
    m_slots.assign(m_slots.size() * 2, 0);
    for (std::uint32_t number = 0; number + 1 < m_begin.size(); ++number) {
        m_slots[slot_of(string(number))] = number + 1;
    }
}

std::uint32_t StringPool::number_of(std::string_view text)
{
    if (m_begin.size() * 2 > m_slots.size()) {
        grow();
    }
    std::uint32_t& slot = m_slots[slot_of(text)];
    if (slot == 0) {
        if (m_text.size() + text.size() >= none) {
            throw Error(ErrorKind::limit, "gazetteer", "more than 4 GiB of names and addresses",
                        "split the gazetteer by area");
        }
        m_text.insert(m_text.end(), text.begin(), text.end());
        m_begin.push_back(static_cast<std::uint32_t>(m_text.size()));
        slot = static_cast<std::uint32_t>(m_begin.size() - 1);
    }
    return slot - 1;
}

void StringPool::move_into(std::vector<char>& text, std::vector<std::uint32_t>& bounds)
{
    text = std::move(m_text);
    bounds = std::move(m_begin);
    m_slots = {};
}

std::uint32_t NameTable::number_of_key(const std::string& key)
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

std::uint32_t NameTable::number_of(std::uint32_t string, const std::string& text)
{
    if (m_of_string.size() <= string) {
        m_of_string.resize(string + 1, unread);
    }
    if (m_of_string[string] == unread) {
        m_of_string[string] = number_of_key(name_key(text));
    }
    return m_of_string[string];
}

namespace {

std::string_view key_of(const MadeArrays& made, std::uint32_t name)
{
    return {made.name_text.data() + made.names[name].text_begin, made.names[name].text_size};
}

}  // namespace

void write_names(NameTable& names, MadeArrays& made)
{
    const auto append = [&](const std::vector<std::uint32_t>& rows) {
        made.name_rows.insert(made.name_rows.end(), rows.begin(), rows.end());
        return static_cast<std::uint32_t>(made.name_rows.size());
    };
    for (NameLists& lists : names.lists()) {
        NameRow row{};
        std::sort(lists.buildings.begin(), lists.buildings.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tuple(made.buildings[a].x_m, a) < std::tuple(made.buildings[b].x_m, b);
        });
        for (const std::uint32_t building : lists.buildings) {
            const auto radius_m = static_cast<float>(std::ceil(made.buildings[building].radius_m));
            row.widest_m = std::max(row.widest_m, radius_m);
        }
        row.text_begin = static_cast<std::uint32_t>(made.name_text.size());
        row.text_size = static_cast<std::uint32_t>(lists.key.size());
        made.name_text.insert(made.name_text.end(), lists.key.begin(), lists.key.end());
        row.street_begin = static_cast<std::uint32_t>(made.name_rows.size());
        row.building_begin = append(lists.streets);
        row.landmark_begin = append(lists.buildings);
        row.stem_begin = append(lists.landmarks);
        row.end = append(lists.stems);
        row.roles = (lists.streets.empty() ? 0U : street_name) |
                    (lists.buildings.empty() ? 0U : building_name) |
                    (lists.landmarks.empty() ? 0U : landmark_name) | (lists.is_place ? place_name : 0U) |
                    (lists.stems.empty() ? 0U : street_stem) | (lists.is_town ? town_name : 0U);
        made.names.push_back(row);
    }
    std::size_t slots = 16;
    while (slots < made.names.size() * 2) {
        slots *= 2;
    }
    made.name_slots.assign(slots, 0);
    for (std::uint32_t n = 0; n < made.names.size(); ++n) {
        std::size_t slot = hash_text(key_of(made, n)) & (slots - 1);
        while (made.name_slots[slot] != 0) {
            slot = (slot + 1) & (slots - 1);
        }
        made.name_slots[slot] = n + 1;
    }
}

namespace {

// Calls visit(row) for every deletion of every name, those of one name that are alike once.
template <class Visit>
void for_each_deletion_row(const MadeArrays& made, const Visit& visit)
{
    std::vector<std::uint32_t> hashes;
    for (std::uint32_t n = 0; n < made.names.size(); ++n) {
        const std::string_view key = key_of(made, n);
        hashes.clear();
        for_each_deletion(key, indexed_deletions(key.size()),
                          [&](std::uint32_t hash) { hashes.push_back(hash); });
        std::sort(hashes.begin(), hashes.end());
        hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
        for (const std::uint32_t hash : hashes) {
            visit(DeletionRow{hash, n});
        }
    }
}

}  // namespace

// The rows are made three times rather than held twice: they are the largest part of an index after its entries.
void write_deletions(MadeArrays& made)
{
    std::size_t count = 0;
    for_each_deletion_row(made, [&](const DeletionRow&) { ++count; });
    const std::size_t buckets = std::bit_ceil(std::max<std::size_t>(count, 16));
    made.deletion_at.assign(buckets + 1, 0);
    for_each_deletion_row(
        made, [&](const DeletionRow& row) { ++made.deletion_at[(row.hash & (buckets - 1)) + 1]; });
    std::partial_sum(made.deletion_at.begin(), made.deletion_at.end(), made.deletion_at.begin());
    std::vector<std::uint32_t> next(made.deletion_at.begin(), made.deletion_at.end() - 1);
    made.deletions.resize(count);
    for_each_deletion_row(
        made, [&](const DeletionRow& row) { made.deletions[next[row.hash & (buckets - 1)]++] = row; });
}

}  // namespace wardmap::locate_detail
