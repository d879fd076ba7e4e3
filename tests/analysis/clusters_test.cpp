#include "wardmap/clusters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string_view>

#include "mutual_reachability.hpp"
#include "reference/clusters.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

/// Groups, scatter and (with `stacks`) points that stand on few places, as police.uk's do.
std::vector<PointM> town(std::size_t count, double stacks, std::mt19937_64& random)
{
    std::normal_distribution<double> bell(0, 60);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<PointM> points;
    for (std::size_t i = 0; i < count; ++i) {
        PointM p{523'000 + 2'000 * share(random), 223'000 + 2'000 * share(random)};
        if (i % 4 != 0) {
            const auto group = static_cast<double>(random() % 4);
            p = {523'400 + 350 * group + bell(random), 223'500 + 200 * group * group + bell(random)};
        }
        points.push_back(p);
        if (share(random) < stacks) {
            points.back() = points[random() % points.size()];
        }
    }
    return points;
}

TEST(dbscan, equals_the_naive_twin_on_random_and_on_heavily_stacked_points)
{
    std::mt19937_64 random(3);
    for (const double stacks : {0.0, 0.5, 0.95}) {
        for (const double epsilon_m : {3.0, 25.0, 60.0, 150.0, 5'000.0}) {
            for (const std::uint32_t min_points : {1U, 2U, 5U, 20U}) {
                const auto points = town(400, stacks, random);
                const DbscanOptions options{epsilon_m, min_points};
                EXPECT_EQ(reference::plain_labels(dbscan(points, options)),
                          reference::dbscan(points, options))
                    << stacks << ' ' << epsilon_m << ' ' << min_points;
            }
        }
    }
}

/// Cells of many points merge those at one position, cells of few do not: both, and both beside each other.
TEST(dbscan, equals_the_naive_twin_where_some_cells_hold_many_points)
{
    std::mt19937_64 random(14);
    for (const double stacks : {0.0, 0.9}) {
        const auto points = town(3'000, stacks, random);
        for (const std::uint32_t min_points : {6U, 150U, 400U}) {
            for (const unsigned threads : {1U, 5U}) {
                const DbscanOptions options{80, min_points, threads};
                EXPECT_EQ(reference::plain_labels(dbscan(points, options)),
                          reference::dbscan(points, options))
                    << stacks << ' ' << min_points << ' ' << threads;
            }
        }
    }
}

TEST(dbscan, equals_the_naive_twin_on_a_lattice_where_distances_are_ties)
{
    std::mt19937_64 random(4);
    std::vector<PointM> points;
    for (int i = 0; i < 300; ++i) {
        points.push_back({static_cast<double>(random() % 40) * 10, static_cast<double>(random() % 40) * 10});
    }
    for (const double epsilon_m : {10.0, 20.0, 30.0, 50.0}) {
        const DbscanOptions options{epsilon_m, 4};
        EXPECT_EQ(reference::plain_labels(dbscan(points, options)), reference::dbscan(points, options));
    }
}

template <typename Clustering>
void expect_order_does_not_matter(const Clustering& clustering)
{
    std::mt19937_64 random(5);
    const auto points = town(800, 0.4, random);
    const auto labels = clustering(points);
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    std::vector<PointM> shuffled;
    for (const std::size_t i : order) {
        shuffled.push_back(points[i]);
    }
    const auto again = clustering(shuffled);
    for (std::size_t k = 0; k < order.size(); ++k) {
        EXPECT_EQ(again[k], labels[order[k]]);
    }
    EXPECT_GE(*std::max_element(labels.begin(), labels.end()), 2);
    EXPECT_GE(std::count(labels.begin(), labels.end(), 0), std::count(labels.begin(), labels.end(), 1));
}

TEST(dbscan, labels_do_not_depend_on_the_order_of_the_points)
{
    expect_order_does_not_matter([](const std::vector<PointM>& p) { return dbscan(p, {40, 8}); });
}

TEST(hdbscan, labels_do_not_depend_on_the_order_of_the_points)
{
    expect_order_does_not_matter(
        [](const std::vector<PointM>& p) { return hdbscan(p, {.min_cluster_size = 12}); });
}

TEST(hdbscan, tree_equals_the_twins)
{
    std::mt19937_64 random(6);
    for (const double stacks : {0.0, 0.5, 0.95}) {
        for (const std::uint32_t min_points : {1U, 2U, 7U, 30U}) {
            const auto points = town(250, stacks, random);
            const DistinctPlaces places = distinct_places(points);
            const ReachTree tree = mutual_reachability_tree(places, min_points);
            ASSERT_EQ(tree.edges.size() + 1, places.size());
            std::vector<double> lengths;
            for (const ReachEdge& edge : tree.edges) {
                lengths.push_back(edge.reach_m);
            }
            for (std::size_t place = 0; place < places.size(); ++place) {
                lengths.insert(lengths.end(), places.count[place] - 1, tree.core_m[place]);
            }
            std::sort(lengths.begin(), lengths.end());
            EXPECT_EQ(lengths, reference::tree_lengths(reference::reachabilities(points, min_points, 0)));
        }
    }
}

TEST(hdbscan, clusters_equal_the_twins)
{
    std::mt19937_64 random(7);
    for (const double stacks : {0.0, 0.5, 0.95}) {
        for (const std::uint32_t min_size : {2U, 5U, 15U}) {
            const auto points = town(200, stacks, random);
            const HdbscanOptions options{.min_cluster_size = min_size};
            EXPECT_EQ(reference::plain_labels(hdbscan(points, options)), reference::hdbscan(points, options))
                << stacks << ' ' << min_size;
        }
    }
}

/// R's package dbscan 1.1-11, hdbscan(p, minPts = 5): one digit a point, 0 for none.
TEST(hdbscan, differs_from_r_by_where_the_last_points_of_a_cluster_stop_counting)
{
    struct Case {
        std::uint64_t seed;
        std::string_view of_r;
    };
    const std::vector<Case> cases{
        {5, "4023341333003131314313001131410131201310411032302134414121313110303321"},
        {7, "6000533501510035435600060200410600620005000016340052135036240050205004"}};
    for (const Case& one : cases) {
        std::uint64_t seed = one.seed * 7919 + 11;
        const auto next_m = [&] {
            seed = seed * 16'807 % 2'147'483'647;
            return static_cast<double>(seed % 1000);
        };
        std::vector<PointM> points;
        std::vector<std::int32_t> of_r;
        for (const char digit : one.of_r) {
            const double x_m = next_m();
            points.push_back({x_m, next_m()});
            of_r.push_back(digit == '0' ? no_cluster : digit - '0');
        }
        of_r = reference::plain_labels(of_r);
        const HdbscanOptions options{.min_cluster_size = 5};
        // R gives a point that is as far from both parts of a split to one of them, by the order of the points.
        const std::vector<std::int32_t> twin = reference::hdbscan(points, options, true);
        std::size_t between = 0;
        for (std::size_t i = 0; i < twin.size(); ++i) {
            between += twin[i] == no_cluster && of_r[i] != no_cluster ? 1U : 0U;
            EXPECT_TRUE(twin[i] == no_cluster || twin[i] == of_r[i]) << one.seed << ' ' << i;
        }
        EXPECT_LE(between, 2U);
        const std::vector<std::int32_t> by_the_paper = reference::hdbscan(points, options);
        EXPECT_EQ(reference::plain_labels(hdbscan(points, options)), by_the_paper);
        EXPECT_LT(std::ranges::max(by_the_paper), std::ranges::max(of_r)) << "or the case shows nothing";
    }
}

TEST(hdbscan, equal_distances_split_into_several_at_once)
{
    std::vector<PointM> points;
    for (int group = 0; group < 3; ++group) {
        for (int i = 0; i < 4; ++i) {
            points.push_back({group * 100.0 + (i % 2) * 5, i < 2 ? 0.0 : 5.0});
        }
    }
    const HdbscanOptions options{.min_cluster_size = 4};
    EXPECT_EQ(reference::plain_labels(hdbscan(points, options)),
              (std::vector<std::int32_t>{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}));
}

TEST(clusters, few_or_coincident_points_are_no_trouble)
{
    EXPECT_TRUE(dbscan({}, {10, 2}).empty());
    EXPECT_TRUE(hdbscan({}, {}).empty());
    const std::vector<PointM> stack(50, PointM{523'000, 223'000});
    EXPECT_EQ(dbscan(stack, {10, 5}), std::vector<std::int32_t>(50, 0));
    EXPECT_EQ(hdbscan(stack, {}), std::vector<std::int32_t>(50, no_cluster)) << "the whole is no cluster";
    EXPECT_EQ(hdbscan(std::vector<PointM>(3, PointM{1, 2}), {}), std::vector<std::int32_t>(3, no_cluster));
    EXPECT_THROW((void)dbscan(stack, {0, 5}), Error);
    EXPECT_THROW((void)dbscan(stack, {10, 0}), Error);
    EXPECT_THROW((void)hdbscan(stack, {.min_cluster_size = 1}), Error);
}

TEST(describe_clusters, adds_up_and_outlines_small_clusters_with_discs)
{
    PointSet points;
    points.positions = {{0, 0}, {0, 0}, {9, 0}, {500, 0}, {540, 0}, {540, 40}, {500, 40}, {9'000, 0}};
    points.weights = {1, 2, 3, 1, 1, 1, 1, 5};
    const std::vector<std::int32_t> labels{1, 1, 1, 0, 0, 0, 0, no_cluster};
    const auto clusters = describe_clusters(points, labels, {.disc_m = 20});
    ASSERT_EQ(clusters.size(), 2U);
    EXPECT_NEAR(clusters[0].area_m2, 1'600, 1e-9);
    EXPECT_EQ(clusters[0].places, 4U);
    EXPECT_EQ(clusters[1].incidents, 6);
    EXPECT_EQ(clusters[1].places, 2U);
    EXPECT_EQ(clusters[1].top_place_share, 0.5);
    EXPECT_NEAR(clusters[1].share, 6.0 / 15, 1e-15);
    EXPECT_TRUE(covers(clusters[1].outline, {15, 1})) << "discs of 20 m";
    EXPECT_EQ(clusters[1].points, (std::vector<std::uint32_t>{0, 1, 2}));
}

}  // namespace
}  // namespace wardmap
