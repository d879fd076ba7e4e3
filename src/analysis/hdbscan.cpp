#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "distinct_places.hpp"
#include "mutual_reachability.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Single linkage as a tree: nodes 0 … places-1 are places, later ones join all that touch at one distance.
struct Linkage {
    struct Node {
        double distance_m = 0;  ///< at which its children join; a place: at which its points do
        std::uint64_t points = 0;
        std::vector<std::uint32_t> children;
    };
    std::vector<Node> nodes;  ///< children before their parent; the last is the root
};

class Linking {
public:
    Linking(const DistinctPlaces& places, const ReachTree& tree, double least_m)
        : m_edges(tree.edges), m_least_m(least_m), m_sets(places.size()), m_node_of(places.size())
    {
        std::iota(m_node_of.begin(), m_node_of.end(), 0U);
        for (std::size_t place = 0; place < places.size(); ++place) {
            m_linkage.nodes.push_back({std::max(tree.core_m[place], least_m), places.count[place], {}});
        }
        m_joining.resize(places.size());
    }

    Linkage run()
    {
        for (std::size_t begin = 0; begin < m_edges.size();) {
            const double distance_m = std::max(m_edges[begin].reach_m, m_least_m);
            std::size_t end = begin;
            while (end < m_edges.size() && std::max(m_edges[end].reach_m, m_least_m) == distance_m) {
                join(m_edges[end++]);
            }
            for (; begin < end; ++begin) {
                close(m_sets.find(m_edges[begin].a), distance_m);
            }
        }
        return std::move(m_linkage);
    }

private:
    void join(const ReachEdge& edge)
    {
        std::vector<std::uint32_t> together;
        for (const std::uint32_t end : {edge.a, edge.b}) {
            const std::uint32_t root = m_sets.find(end);
            std::vector<std::uint32_t>& waiting = m_joining[root];
            if (waiting.empty()) {
                waiting.push_back(m_node_of[root]);
            }
            if (waiting.size() > together.size()) {
                std::swap(waiting, together);
            }
            together.insert(together.end(), waiting.begin(), waiting.end());
            waiting.clear();
        }
        m_sets.join(edge.a, edge.b);
        m_joining[m_sets.find(edge.a)] = std::move(together);
    }

    void close(std::uint32_t root, double distance_m)
    {
        std::vector<std::uint32_t> children = std::move(m_joining[root]);
        m_joining[root].clear();
        if (children.empty()) {
            return;
        }
        std::sort(children.begin(), children.end());
        Linkage::Node node{distance_m, 0, std::move(children)};
        for (const std::uint32_t child : node.children) {
            node.points += m_linkage.nodes[child].points;
        }
        m_node_of[root] = static_cast<std::uint32_t>(m_linkage.nodes.size());
        m_linkage.nodes.push_back(std::move(node));
    }

    const std::vector<ReachEdge>& m_edges;
    double m_least_m;
    DisjointSets m_sets;
    std::vector<std::uint32_t> m_node_of;               ///< of each set, at its root
    std::vector<std::vector<std::uint32_t>> m_joining;  ///< nodes that join at the present distance
    Linkage m_linkage;
};

/// The tree of clusters (Campello et al. 2013, section 3): λ = 1/distance; a cluster lasts while it has
/// min_cluster_size points, and its stability is Σ over its points of λ at which they leave less λ of its birth.
class Condensed {
public:
    Condensed(const Linkage& linkage, std::size_t places, std::uint32_t min_size)
        : m_nodes(linkage.nodes), m_min_size(min_size), m_cluster_of(places, none)
    {
        m_clusters.push_back({});
        m_open.push_back({static_cast<std::uint32_t>(m_nodes.size() - 1), 0});
        while (!m_open.empty()) {
            const auto [node, cluster] = m_open.back();
            m_open.pop_back();
            split(node, cluster);
        }
    }

    /// Cluster of each place, or no_cluster: those of greatest total stability, none inside another.
    [[nodiscard]] std::vector<std::int32_t> most_stable() const
    {
        std::vector<double> best(m_clusters.size(), 0);
        std::vector<char> is_chosen(m_clusters.size(), 0);
        for (std::size_t c = m_clusters.size(); c-- > 1;) {
            is_chosen[c] = m_clusters[c].stability >= best[c] ? 1 : 0;
            best[c] = std::max(best[c], m_clusters[c].stability);
            best[m_clusters[c].parent] += best[c];
        }
        // From the top: the outermost chosen cluster takes all below it.
        std::vector<std::int32_t> winner(m_clusters.size(), no_cluster);
        for (std::size_t c = 1; c < m_clusters.size(); ++c) {
            winner[c] = winner[m_clusters[c].parent];
            if (winner[c] == no_cluster && is_chosen[c] != 0) {
                winner[c] = static_cast<std::int32_t>(c);
            }
        }
        std::vector<std::int32_t> groups;
        groups.reserve(m_cluster_of.size());
        for (const std::uint32_t cluster : m_cluster_of) {
            groups.push_back(winner[cluster]);
        }
        return groups;
    }

private:
    struct Cluster {
        double birth = 0;
        double stability = 0;
        std::uint32_t parent = 0;
    };
    struct Open {
        std::uint32_t node;
        std::uint32_t cluster;
    };

    void split(std::uint32_t n, std::uint32_t cluster)
    {
        const Linkage::Node& node = m_nodes[n];
        const double lambda = 1 / node.distance_m;
        const auto is_big = [&](std::uint32_t child) { return m_nodes[child].points >= m_min_size; };
        const auto big = std::ranges::count_if(node.children, is_big);
        if (node.children.empty()) {
            leave(n, cluster, lambda);
        }
        for (const std::uint32_t child : node.children) {
            if (!is_big(child)) {
                leave(child, cluster, lambda);
            } else if (big == 1) {
                m_open.push_back({child, cluster});
            } else {
                m_clusters[cluster].stability += stability_of(child, cluster, lambda);
                m_open.push_back({child, static_cast<std::uint32_t>(m_clusters.size())});
                m_clusters.push_back({lambda, 0, cluster});
            }
        }
    }

    [[nodiscard]] double stability_of(std::uint32_t node, std::uint32_t cluster, double lambda) const
    {
        return static_cast<double>(m_nodes[node].points) * (lambda - m_clusters[cluster].birth);
    }

    /// All points below `node` leave the cluster for none.
    void leave(std::uint32_t node, std::uint32_t cluster, double lambda)
    {
        m_clusters[cluster].stability += stability_of(node, cluster, lambda);
        std::vector<std::uint32_t> below{node};
        while (!below.empty()) {
            const std::uint32_t next = below.back();
            below.pop_back();
            if (m_nodes[next].children.empty()) {
                m_cluster_of[next] = cluster;
            }
            below.insert(below.end(), m_nodes[next].children.begin(), m_nodes[next].children.end());
        }
    }

    const std::vector<Linkage::Node>& m_nodes;
    std::uint64_t m_min_size;
    std::vector<std::uint32_t> m_cluster_of;  ///< the last cluster of each place
    std::vector<Cluster> m_clusters;          ///< parents before children; 0 is the whole
    std::vector<Open> m_open;
};

}  // namespace

std::vector<std::int32_t> hdbscan(std::span<const PointM> points, const HdbscanOptions& options)
{
    if (options.min_cluster_size < 2 || !(options.least_distance_m > 0) ||
        std::isinf(options.least_distance_m)) {
        throw Error(ErrorKind::usage, "hdbscan",
                    "the least size of a cluster is below 2, or the least distance not above 0",
                    "Give at least 2 points and a distance in metres");
    }
    if (points.empty()) {
        return {};
    }
    const DistinctPlaces places = distinct_places(points);
    const ReachTree tree = mutual_reachability_tree(
        places, options.min_points > 0 ? options.min_points : options.min_cluster_size);
    if (std::isinf(tree.core_m.front())) {
        return std::vector<std::int32_t>(points.size(), no_cluster);  // fewer points than one cluster needs
    }
    const Linkage linkage = Linking(places, tree, options.least_distance_m).run();
    return labels_by_size(places, Condensed(linkage, places.size(), options.min_cluster_size).most_stable());
}

}  // namespace wardmap
