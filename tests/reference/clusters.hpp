#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "wardmap/clusters.hpp"

/// Slow, obvious twins of the clusterings: all pairs of points.
namespace wardmap::reference {

/// Numbers groups in order of their first point: equal for equal partitions.
inline std::vector<std::int32_t> plain_labels(const std::vector<std::int32_t>& labels)
{
    std::vector<std::int32_t> seen;
    std::vector<std::int32_t> plain;
    for (const std::int32_t label : labels) {
        auto at = std::find(seen.begin(), seen.end(), label);
        if (at == seen.end() && label != no_cluster) {
            seen.push_back(label);
            at = seen.end() - 1;
        }
        plain.push_back(label == no_cluster ? no_cluster : static_cast<std::int32_t>(at - seen.begin()));
    }
    return plain;
}

inline std::vector<std::int32_t> dbscan(const std::vector<PointM>& points, const DbscanOptions& options)
{
    const double reach2 = options.epsilon_m * options.epsilon_m;
    const std::size_t n = points.size();
    const auto near = [&](std::size_t i, std::size_t j) {
        return squared_distance_m2(points[i], points[j]) <= reach2;
    };
    std::vector<bool> core;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t neighbours = 0;
        for (std::size_t j = 0; j < n; ++j) {
            neighbours += near(i, j) ? 1U : 0U;
        }
        core.push_back(neighbours >= options.min_points);
    }
    std::vector<std::int32_t> label(n, no_cluster);
    std::int32_t next = 0;
    const std::function<void(std::size_t)> grow = [&](std::size_t i) {
        label[i] = next;
        for (std::size_t j = 0; j < n; ++j) {
            if (core[j] && label[j] == no_cluster && near(i, j)) {
                grow(j);
            }
        }
    };
    for (std::size_t i = 0; i < n; ++i) {
        if (core[i] && label[i] == no_cluster) {
            grow(i);
            ++next;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t best = n;
        for (std::size_t j = 0; j < n && !core[i]; ++j) {
            const auto key = [&](std::size_t k) {
                return std::pair(squared_distance_m2(points[i], points[k]), points[k]);
            };
            if (core[j] && near(i, j) && (best == n || key(j) < key(best))) {
                best = j;
            }
        }
        if (best < n) {
            label[i] = label[best];
        }
    }
    return plain_labels(label);
}

/// All mutual reachabilities, each at least `least_m`.
inline std::vector<std::vector<double>> reachabilities(const std::vector<PointM>& points,
                                                       std::uint32_t min_points, double least_m)
{
    std::vector<double> core;
    for (const PointM p : points) {
        std::vector<double> distances;
        for (const PointM q : points) {
            distances.push_back(distance_m(p, q));
        }
        std::sort(distances.begin(), distances.end());
        core.push_back(min_points <= distances.size() ? distances[min_points - 1]
                                                      : std::numeric_limits<double>::infinity());
    }
    std::vector<std::vector<double>> reach(points.size(), std::vector<double>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < points.size(); ++j) {
            reach[i][j] = std::max({core[i], core[j], distance_m(points[i], points[j]), least_m});
        }
    }
    return reach;
}

/// Lengths of the minimum spanning tree's edges (Prim), ascending.
inline std::vector<double> tree_lengths(const std::vector<std::vector<double>>& reach)
{
    std::vector<double> to_tree(reach.size(), std::numeric_limits<double>::infinity());
    std::vector<bool> done(reach.size(), false);
    std::vector<double> lengths;
    for (std::size_t step = 0, next = 0; step < reach.size(); ++step) {
        done[next] = true;
        for (std::size_t j = 0; j < reach.size(); ++j) {
            to_tree[j] = std::min(to_tree[j], reach[next][j]);
        }
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < reach.size(); ++j) {
            if (!done[j] && to_tree[j] <= least) {
                least = to_tree[j];
                next = j;
            }
        }
        if (step + 1 < reach.size()) {
            lengths.push_back(least);
        }
    }
    std::sort(lengths.begin(), lengths.end());
    return lengths;
}

/// HDBSCAN by its definition: a group falls apart at the longest edge of its own spanning tree.
struct SlowHdbscan {
    const std::vector<std::vector<double>>& reach;
    std::size_t min_size;
    /// As R's package dbscan has it and the paper has not: in a cluster that does not split, each point counts until it
    /// stands alone, although the cluster ends when fewer than min_size are left together.
    bool counts_to_the_last = false;

    using Group = std::vector<std::size_t>;
    struct Choice {
        double stability = 0;
        std::vector<Group> clusters;
    };

    [[nodiscard]] double falls_apart_at(const Group& group) const
    {
        std::vector<std::vector<double>> own;
        for (const std::size_t i : group) {
            own.emplace_back();
            for (const std::size_t j : group) {
                own.back().push_back(reach[i][j]);
            }
        }
        return tree_lengths(own).back();
    }

    [[nodiscard]] std::vector<Group> parts_below(const Group& group, double distance_m) const
    {
        std::vector<Group> parts;
        std::vector<bool> taken(group.size(), false);
        for (std::size_t start = 0; start < group.size(); ++start) {
            if (taken[start]) {
                continue;
            }
            Group part;
            std::vector<std::size_t> open{start};
            taken[start] = true;
            while (!open.empty()) {
                const std::size_t i = open.back();
                open.pop_back();
                part.push_back(group[i]);
                for (std::size_t j = 0; j < group.size(); ++j) {
                    if (!taken[j] && reach[group[i]][group[j]] < distance_m) {
                        taken[j] = true;
                        open.push_back(j);
                    }
                }
            }
            parts.push_back(part);
        }
        return parts;
    }

    /// Σ over the points of λ at which each stands alone, less the birth's.
    [[nodiscard]] double to_the_last(const Group& group, double birth) const
    {
        if (group.size() < 2) {
            return 0;
        }
        const double distance_m = falls_apart_at(group);
        double sum = 0;
        for (const Group& part : parts_below(group, distance_m)) {
            sum += part.size() == 1 ? 1 / distance_m - birth : to_the_last(part, birth);
        }
        return sum;
    }

    /// Best clusters of a cluster born at λ = birth, which is itself one of them unless it is the whole.
    [[nodiscard]] Choice best_of(const Group& cluster, double birth, bool is_whole) const
    {
        double stability = 0;
        Choice below;
        for (Group rest = cluster; !rest.empty();) {
            const double distance_m = falls_apart_at(rest);
            const double lambda = 1 / distance_m;
            std::vector<Group> big;
            std::size_t staying = 0;
            for (Group& part : parts_below(rest, distance_m)) {
                if (part.size() >= min_size) {
                    big.push_back(std::move(part));
                }
            }
            if (big.size() == 1) {
                staying = big[0].size();
            }
            stability += static_cast<double>(rest.size() - staying) * (lambda - birth);
            if (big.size() != 1) {
                for (const Group& part : big) {
                    const Choice child = best_of(part, lambda, false);
                    below.stability += child.stability;
                    below.clusters.insert(below.clusters.end(), child.clusters.begin(), child.clusters.end());
                }
            }
            rest = staying > 0 ? big[0] : Group{};
        }
        if (counts_to_the_last && below.clusters.empty()) {
            stability = to_the_last(cluster, birth);
        }
        return is_whole || stability < below.stability ? below : Choice{stability, {cluster}};
    }
};

inline std::vector<std::int32_t> hdbscan(const std::vector<PointM>& points, const HdbscanOptions& options,
                                         bool counts_to_the_last = false)
{
    const auto reach =
        reachabilities(points, options.min_points > 0 ? options.min_points : options.min_cluster_size,
                       options.least_distance_m);
    SlowHdbscan::Group all;
    for (std::size_t i = 0; i < points.size(); ++i) {
        all.push_back(i);
    }
    std::vector<std::int32_t> label(points.size(), no_cluster);
    std::int32_t next = 0;
    const SlowHdbscan slow{reach, options.min_cluster_size, counts_to_the_last};
    for (const auto& cluster : slow.best_of(all, 0, true).clusters) {
        for (const std::size_t i : cluster) {
            label[i] = next;
        }
        ++next;
    }
    return plain_labels(label);
}

}  // namespace wardmap::reference
