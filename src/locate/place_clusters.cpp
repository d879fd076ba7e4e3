#include "place_clusters.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wardmap::locate_detail {
namespace {

constexpr double street_gap_m = 600;  // longer than the gap that a park or a bend leaves in a street's houses
constexpr double join_gap_m = 300;    // a street point without locality stands on or beside its street
constexpr double building_gap_m = 150;  // the flats of one block, or a block and its outline's centre

constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();

bool same_place(const PlacedMember& a, const PlacedMember& b) noexcept
{
    return a.locality_name == b.locality_name && a.town_name == b.town_name;
}

bool can_be_same_place(const PlacedMember& a, const PlacedMember& b) noexcept
{
    const auto agree = [](std::uint32_t x, std::uint32_t y) {
        return x == y || x == unknown || y == unknown;
    };
    return agree(a.locality_name, b.locality_name) && agree(a.town_name, b.town_name);
}

int known_parts(const PlacedMember& m) noexcept
{
    return (m.locality_name != unknown ? 1 : 0) + (m.town_name != unknown ? 1 : 0);
}

class Groups {
public:
    explicit Groups(std::size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), 0U); }
    std::size_t root(std::size_t i)
    {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b)
    {
        a = root(a);
        b = root(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> m_parent;
};

// Calls visit(i, j) for pairs at most `gap_m` apart in x, in order of x.
template <class Visit>
void for_near_pairs(const std::vector<PlacedMember>& members, double gap_m, const Visit& visit)
{
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return members[a].position.x_m != members[b].position.x_m
                   ? members[a].position.x_m < members[b].position.x_m
                   : a < b;
    });
    for (std::size_t p = 0; p < order.size(); ++p) {
        for (std::size_t q = p + 1; q < order.size(); ++q) {
            const PlacedMember& a = members[order[p]];
            const PlacedMember& b = members[order[q]];
            if (b.position.x_m - a.position.x_m > gap_m) {
                break;
            }
            if (std::abs(a.position.y_m - b.position.y_m) <= gap_m) {
                visit(order[p], order[q]);
            }
        }
    }
}

std::vector<std::vector<std::uint32_t>> gathered(const std::vector<PlacedMember>& members, Groups& groups)
{
    std::vector<std::vector<std::uint32_t>> clusters;
    std::vector<std::size_t> cluster_of(members.size(), members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::size_t root = groups.root(i);
        if (cluster_of[root] == members.size()) {
            cluster_of[root] = clusters.size();
            clusters.emplace_back();
        }
        clusters[cluster_of[root]].push_back(members[i].entry);
    }
    return clusters;
}

// Joins each cluster of members that know less to the nearest one that knows more and does not contradict.
void join_less_known(const std::vector<PlacedMember>& members, Groups& groups)
{
    struct Nearest {
        double d2 = join_gap_m * join_gap_m;
        std::size_t to = 0;
        bool found = false;
    };
    for (int known = 0; known < 2; ++known) {
        std::vector<Nearest> nearest(members.size());
        for_near_pairs(members, join_gap_m, [&](std::size_t i, std::size_t j) {
            if (known_parts(members[i]) > known_parts(members[j])) {
                std::swap(i, j);
            }
            if (known_parts(members[i]) != known || known_parts(members[j]) <= known ||
                !can_be_same_place(members[i], members[j])) {
                return;
            }
            Nearest& best = nearest[groups.root(i)];
            const double d2 = squared_distance_m2(members[i].position, members[j].position);
            if (d2 < best.d2 || (d2 <= best.d2 && (!best.found || j < best.to))) {
                best = {d2, j, true};
            }
        });
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (nearest[i].found) {
                groups.join(i, nearest[i].to);
            }
        }
    }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> cluster_street(const std::vector<PlacedMember>& members)
{
    Groups groups(members.size());
    for_near_pairs(members, street_gap_m, [&](std::size_t i, std::size_t j) {
        if (same_place(members[i], members[j]) &&
            distance_m(members[i].position, members[j].position) <= street_gap_m) {
            groups.join(i, j);
        }
    });
    join_less_known(members, groups);
    return gathered(members, groups);
}

std::vector<std::vector<std::uint32_t>> cluster_building(const std::vector<PlacedMember>& members)
{
    Groups groups(members.size());
    for_near_pairs(members, building_gap_m, [&](std::size_t i, std::size_t j) {
        if (distance_m(members[i].position, members[j].position) <= building_gap_m) {
            groups.join(i, j);
        }
    });
    return gathered(members, groups);
}

Spread spread_of(const std::vector<PointM>& points)
{
    Spread spread;
    const PointM first = points.front();
    for (const PointM p : points) {  // from the first point, so that national-grid coordinates lose no digits
        spread.mean.x_m += p.x_m - first.x_m;
        spread.mean.y_m += p.y_m - first.y_m;
    }
    const auto count = static_cast<double>(points.size());
    spread.mean = {first.x_m + spread.mean.x_m / count, first.y_m + spread.mean.y_m / count};
    spread.middle = *std::min_element(points.begin(), points.end(), [&](PointM a, PointM b) {
        return squared_distance_m2(a, spread.mean) < squared_distance_m2(b, spread.mean);
    });
    for (const PointM p : points) {
        spread.radius_m = std::max(spread.radius_m, distance_m(p, spread.middle));
    }
    return spread;
}

}  // namespace wardmap::locate_detail
