#include <algorithm>
#include <set>

#include "wardmap/clusters.hpp"
#include "wardmap/error.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

MultiPolygon discs_around(const std::vector<PointM>& places, double disc_m)
{
    std::vector<MultiPolygon> discs;
    discs.reserve(places.size());
    for (const PointM place : places) {
        discs.push_back(buffer_of(Geometry{place}, disc_m));
    }
    return union_of(discs);
}

MultiPolygon hull_of(const std::vector<PointM>& places, ClusterOutline kind)
{
    // An edge may be three tenths of the way from the shortest to the longest: bays as wide as a block of houses
    // among streets open, the gaps between neighbouring places do not.
    constexpr double edge_ratio = 0.3;
    if (places.size() < 3) {
        return {};
    }
    const MultiPolygon convex = convex_hull_of(places);
    return kind == ClusterOutline::convex || convex.parts.empty() ? convex
                                                                  : concave_hull_of(places, edge_ratio);
}

void finish(const PointSet& points, double all, const OutlineOptions& outline, PointCluster& cluster)
{
    std::vector<std::pair<PointM, double>> held;
    for (const std::uint32_t i : cluster.points) {
        held.emplace_back(points.positions[i], points.weight(i));
        cluster.incidents += points.weight(i);
    }
    std::sort(held.begin(), held.end());
    std::vector<PointM> places;
    double most = 0;
    double here = 0;
    for (const auto& [at, weight] : held) {
        if (places.empty() || places.back() != at) {
            places.push_back(at);
            here = 0;
        }
        here += weight;
        most = std::max(most, here);
    }
    cluster.places = static_cast<std::uint32_t>(places.size());
    cluster.share = all > 0 ? cluster.incidents / all : 0;
    cluster.top_place_share = cluster.incidents > 0 ? most / cluster.incidents : 0;
    cluster.outline = hull_of(places, outline.kind);
    if (cluster.outline.parts.empty()) {
        cluster.outline = discs_around(places, outline.disc_m);
    }
    cluster.area_m2 = area_m2(cluster.outline);
}

}  // namespace

std::optional<ClusterOutline> cluster_outline_named(std::string_view name) noexcept
{
    if (name == "convex") {
        return ClusterOutline::convex;
    }
    return name == "concave" ? std::optional(ClusterOutline::concave) : std::nullopt;
}

std::vector<PointCluster> describe_clusters(const PointSet& points, std::span<const std::int32_t> labels,
                                            const OutlineOptions& outline)
{
    if (labels.size() != points.size()) {
        throw Error(ErrorKind::internal, "clusters", "points and labels differ in number", "");
    }
    std::vector<PointCluster> clusters;
    for (std::uint32_t i = 0; i < labels.size(); ++i) {
        if (labels[i] != no_cluster) {
            const auto k = static_cast<std::size_t>(labels[i]);
            clusters.resize(std::max(clusters.size(), k + 1));
            clusters[k].points.push_back(i);
        }
    }
    const double all = points.total_weight();
    for (std::size_t k = 0; k < clusters.size(); ++k) {
        clusters[k].rank = static_cast<std::uint32_t>(k + 1);
        finish(points, all, outline, clusters[k]);
    }
    return clusters;
}

}  // namespace wardmap
