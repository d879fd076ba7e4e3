#include "mutual_reachability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

namespace wardmap {

namespace {

constexpr std::size_t leaf_places = 8;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t mixed = std::numeric_limits<std::uint32_t>::max();

/// A k-d tree over places; node 0 is the root, a node's first child comes right after it.
class PlaceTree {
public:
    struct Node {
        BoxM box;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t second = 0;           ///< index of the second child; 0 for a leaf
        double least_core_m = 0;          ///< of its places
        std::uint32_t component = mixed;  ///< that all its places are in, if they are
    };

    explicit PlaceTree(const std::vector<PointM>& at) : m_at(at), m_order(at.size())
    {
        std::iota(m_order.begin(), m_order.end(), 0U);
        build(0, at.size());
    }

    [[nodiscard]] const Node& node(std::size_t n) const { return m_nodes[n]; }
    [[nodiscard]] std::span<const std::uint32_t> places(const Node& node) const
    {
        return std::span(m_order).subspan(node.begin, node.end - node.begin);
    }
    [[nodiscard]] const std::vector<std::uint32_t>& order() const noexcept { return m_order; }

    void set_cores(const std::vector<double>& core_m)
    {
        for (Node& node : m_nodes) {
            node.least_core_m = infinity;
            for (const std::uint32_t place : places(node)) {
                node.least_core_m = std::min(node.least_core_m, core_m[place]);
            }
        }
    }
    void set_components(const std::vector<std::uint32_t>& component_of)
    {
        for (std::size_t n = m_nodes.size(); n-- > 0;) {
            Node& node = m_nodes[n];
            if (node.second == 0) {
                const auto own = places(node);
                const std::uint32_t first = component_of[own.front()];
                const bool same =
                    std::ranges::all_of(own, [&](std::uint32_t p) { return component_of[p] == first; });
                node.component = same ? first : mixed;
            } else {
                const std::uint32_t first = m_nodes[n + 1].component;
                node.component = first == m_nodes[node.second].component ? first : mixed;
            }
        }
    }

    /// Visits places near `p`, the nearer child first, as long as `is_worth(node, squared distance)`.
    template <typename IsWorth, typename Visit>
    void search(PointM p, const IsWorth& is_worth, const Visit& visit) const
    {
        search_below(0, p, is_worth, visit);
    }

private:
    std::size_t build(std::size_t begin, std::size_t end)
    {
        const std::size_t own = m_nodes.size();
        m_nodes.push_back({.begin = begin, .end = end});
        BoxM box;
        for (std::size_t i = begin; i < end; ++i) {
            box.include(m_at[m_order[i]]);
        }
        m_nodes[own].box = box;
        if (end - begin > leaf_places) {
            const std::size_t middle = begin + (end - begin) / 2;
            const bool is_wide = box.width_m() >= box.height_m();
            const auto place = [&](std::size_t i) {
                return m_order.begin() + static_cast<std::ptrdiff_t>(i);
            };
            std::nth_element(place(begin), place(middle), place(end), [&](std::uint32_t a, std::uint32_t b) {
                const double of_a = is_wide ? m_at[a].x_m : m_at[a].y_m;
                const double of_b = is_wide ? m_at[b].x_m : m_at[b].y_m;
                return of_a != of_b ? of_a < of_b : a < b;
            });
            build(begin, middle);
            const std::size_t second = build(middle, end);
            m_nodes[own].second = second;
        }
        return own;
    }

    static double squared_distance_to(const BoxM& box, PointM p) noexcept
    {
        return squared_distance_m2(
            p, {std::clamp(p.x_m, box.min_x_m, box.max_x_m), std::clamp(p.y_m, box.min_y_m, box.max_y_m)});
    }

    template <typename IsWorth, typename Visit>
    void search_below(std::size_t n, PointM p, const IsWorth& is_worth, const Visit& visit) const
    {
        const Node& node = m_nodes[n];
        if (!is_worth(node, squared_distance_to(node.box, p))) {
            return;
        }
        if (node.second == 0) {
            std::ranges::for_each(places(node), visit);
            return;
        }
        const bool first_is_nearer =
            squared_distance_to(m_nodes[n + 1].box, p) <= squared_distance_to(m_nodes[node.second].box, p);
        search_below(first_is_nearer ? n + 1 : node.second, p, is_worth, visit);
        search_below(first_is_nearer ? node.second : n + 1, p, is_worth, visit);
    }

    const std::vector<PointM>& m_at;
    std::vector<std::uint32_t> m_order;
    std::vector<Node> m_nodes;
};

/// Distance to the min_points-th nearest point.
double core_distance(const DistinctPlaces& places, const PlaceTree& tree, std::uint32_t place,
                     std::uint32_t min_points)
{
    std::priority_queue<std::pair<double, std::uint32_t>> nearest;  // squared distance, points there
    std::uint64_t held = 0;
    const PointM p = places.at[place];
    tree.search(
        p, [&](const PlaceTree::Node&, double d2) { return held < min_points || d2 < nearest.top().first; },
        [&](std::uint32_t other) {
            const double d2 = squared_distance_m2(p, places.at[other]);
            if (held >= min_points && d2 >= nearest.top().first) {
                return;
            }
            nearest.emplace(d2, places.count[other]);
            held += places.count[other];
            while (held - nearest.top().second >= min_points) {
                held -= nearest.top().second;
                nearest.pop();
            }
        });
    return held >= min_points ? std::sqrt(nearest.top().first) : infinity;
}

class Boruvka {
public:
    Boruvka(const DistinctPlaces& places, PlaceTree& tree, ReachTree& result)
        : m_places(places), m_tree(tree), m_result(result), m_sets(places.size()), m_component(places.size())
    {
    }

    void run()
    {
        while (m_result.edges.size() + 1 < m_places.size()) {
            for (std::uint32_t place = 0; place < m_places.size(); ++place) {
                m_component[place] = m_sets.find(place);
            }
            m_tree.set_components(m_component);
            m_best.assign(m_places.size(), {infinity, mixed, mixed});
            for (const std::uint32_t place : m_tree.order()) {
                improve(place);
            }
            for (const ReachEdge& edge : m_best) {
                if (edge.a != mixed && m_sets.join(edge.a, edge.b)) {
                    m_result.edges.push_back(edge);
                }
            }
        }
        std::sort(m_result.edges.begin(), m_result.edges.end());
    }

private:
    /// Looks for an edge out of the place's component that is before the component's best so far.
    void improve(std::uint32_t place)
    {
        const std::uint32_t own = m_component[place];
        const double core_m = m_result.core_m[place];
        const PointM p = m_places.at[place];
        ReachEdge& best = m_best[own];
        m_tree.search(
            p,
            [&](const PlaceTree::Node& node, double d2) {
                return node.component != own && std::max({core_m, node.least_core_m}) <= best.reach_m &&
                       std::sqrt(d2) <= best.reach_m;
            },
            [&](std::uint32_t other) {
                if (m_component[other] != own) {
                    const double reach_m =
                        std::max({core_m, m_result.core_m[other], distance_m(p, m_places.at[other])});
                    const ReachEdge edge{reach_m, std::min(place, other), std::max(place, other)};
                    best = std::min(best, edge);
                }
            });
    }

    const DistinctPlaces& m_places;
    PlaceTree& m_tree;
    ReachTree& m_result;
    DisjointSets m_sets;
    std::vector<std::uint32_t> m_component;
    std::vector<ReachEdge> m_best;  ///< of each component, at its root
};

}  // namespace

ReachTree mutual_reachability_tree(const DistinctPlaces& places, std::uint32_t min_points)
{
    ReachTree result;
    if (places.size() == 0) {
        return result;
    }
    PlaceTree tree(places.at);
    result.core_m.reserve(places.size());
    for (std::uint32_t place = 0; place < places.size(); ++place) {
        result.core_m.push_back(core_distance(places, tree, place, min_points));
    }
    tree.set_cores(result.core_m);
    Boruvka(places, tree, result).run();
    return result;
}

}  // namespace wardmap
