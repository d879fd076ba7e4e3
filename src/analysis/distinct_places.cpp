#include "distinct_places.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "wardmap/clusters.hpp"

namespace wardmap {

DistinctPlaces distinct_places(std::span<const PointM> points)
{
    struct Numbered {
        PointM at;
        std::uint32_t point;
    };
    std::vector<Numbered> sorted;
    sorted.reserve(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        sorted.push_back({points[i], i});
    }
    std::sort(sorted.begin(), sorted.end(), [](const Numbered& a, const Numbered& b) { return a.at < b.at; });
    DistinctPlaces places;
    places.of_point.resize(points.size());
    for (const Numbered& point : sorted) {
        if (places.at.empty() || places.at.back() != point.at) {
            places.at.push_back(point.at);
            places.count.push_back(0);
        }
        ++places.count.back();
        places.of_point[point.point] = static_cast<std::uint32_t>(places.at.size() - 1);
    }
    return places;
}

DisjointSets::DisjointSets(std::size_t count) : m_parent(count)
{
    std::iota(m_parent.begin(), m_parent.end(), 0U);
}

std::uint32_t DisjointSets::find(std::uint32_t member) noexcept
{
    while (m_parent[member] != member) {
        m_parent[member] = m_parent[m_parent[member]];
        member = m_parent[member];
    }
    return member;
}

bool DisjointSets::join(std::uint32_t a, std::uint32_t b) noexcept
{
    a = find(a);
    b = find(b);
    m_parent[std::max(a, b)] = std::min(a, b);
    return a != b;
}

std::vector<std::int32_t> labels_by_size(const DistinctPlaces& places,
                                         std::span<const std::int32_t> group_of_place)
{
    struct Group {
        std::int64_t points = 0;
        std::size_t first = 0;
        std::int32_t id = no_cluster;
    };
    std::map<std::int32_t, Group> groups;
    for (std::size_t place = 0; place < places.size(); ++place) {
        if (group_of_place[place] != no_cluster) {
            Group& group = groups.try_emplace(group_of_place[place], Group{0, place, group_of_place[place]})
                               .first->second;
            group.points += places.count[place];
        }
    }
    std::vector<Group> order;
    order.reserve(groups.size());
    for (const auto& [id, group] : groups) {
        order.push_back(group);
    }
    std::sort(order.begin(), order.end(), [](const Group& a, const Group& b) {
        return std::tuple(-a.points, a.first) < std::tuple(-b.points, b.first);
    });
    std::map<std::int32_t, std::int32_t> number{{no_cluster, no_cluster}};
    for (std::size_t k = 0; k < order.size(); ++k) {
        number[order[k].id] = static_cast<std::int32_t>(k);
    }
    std::vector<std::int32_t> labels;
    labels.reserve(places.of_point.size());
    for (const std::uint32_t place : places.of_point) {
        labels.push_back(number[group_of_place[place]]);
    }
    return labels;
}

}  // namespace wardmap
