#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"

/// Clusters of exact positions (methods §3). Coincident points count each. The order of the points changes nothing:
/// clusters are numbered 0, 1, … by points, most first, ties by their westernmost (then southernmost) place.
namespace wardmap {

/// Label of a point in no cluster.
inline constexpr std::int32_t no_cluster = -1;

struct DbscanOptions {
    double epsilon_m = 0;          ///< points within it are neighbours
    std::uint32_t min_points = 5;  ///< neighbours, itself included, that make a core point
    unsigned threads = 0;          ///< 0: all cores; the result is the same for any number
};

/// DBSCAN (Ester, Kriegel, Sander & Xu 1996). A point that is not core goes with its nearest core point within
/// epsilon (ties: the one further west, then south), which the paper leaves to the order of the points. One label
/// per point. Throws Error (usage) for an epsilon that is not finite and above 0 and for min_points of 0, Error
/// (limit) where epsilon is too small for the extent (2^31 cells across). About O(n) by a grid of cells epsilon/√2
/// wide, in which stacked points are one place with a count.
[[nodiscard]] std::vector<std::int32_t> dbscan(std::span<const PointM> points, const DbscanOptions& options);

struct HdbscanOptions {
    std::uint32_t min_cluster_size = 10;
    std::uint32_t min_points = 0;  ///< of the core distance, itself included; 0: as min_cluster_size
    /// Shorter distances count as this: positions are no better known, and a stack would weigh infinitely.
    double least_distance_m = 1;
};

/// HDBSCAN (Campello, Moulavi & Sander 2013): the clusters of greatest stability in the tree of single linkage by
/// mutual reachability, the whole never one of them. Splits at equal distances are one split into several, so that
/// ties change nothing. Throws Error (usage) for a min_cluster_size below 2 and a distance that is not above 0.
/// Memory O(n); about O(n log² n).
[[nodiscard]] std::vector<std::int32_t> hdbscan(std::span<const PointM> points,
                                                const HdbscanOptions& options);

/// convex: the smallest convex shape around the points. concave: the same less the bays where no point lies.
enum class ClusterOutline { convex, concave };
/// "convex", "concave"; nullopt for any other name.
[[nodiscard]] std::optional<ClusterOutline> cluster_outline_named(std::string_view name) noexcept;

struct OutlineOptions {
    double disc_m = 25;  ///< around the places of clusters that have no hull
    ClusterOutline kind = ClusterOutline::convex;
};

/// A cluster with what people ask about it.
struct PointCluster {
    std::uint32_t rank = 0;             ///< label + 1
    std::vector<std::uint32_t> points;  ///< indices into the PointSet, ascending
    double incidents = 0;               ///< sum of weights
    double share = 0;                   ///< of all points' weights
    std::uint32_t places = 0;           ///< distinct positions
    double top_place_share = 0;         ///< share of its incidents at the commonest position
    MultiPolygon outline;
    double area_m2 = 0;  ///< of the outline
};

/// One per label, in order of label. The outline is the hull; for clusters of fewer than three distinct places, or on
/// one line, the union of discs around the places.
[[nodiscard]] std::vector<PointCluster> describe_clusters(const PointSet& points,
                                                          std::span<const std::int32_t> labels,
                                                          const OutlineOptions& outline);

}  // namespace wardmap
