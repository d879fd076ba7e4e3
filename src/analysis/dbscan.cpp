#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "celled_places.hpp"
#include "distinct_places.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

constexpr std::size_t cells_per_chunk = 4096;
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
using Run = CelledPlaces::Run;

/// Counts points near a place, eight at a time, until there are enough.
class NeighbourCount {
public:
    NeighbourCount(const CelledPlaces& places, double reach2) : m_places(places), m_reach2(reach2) {}

    /// Takes the points near `p` among `run` from `needed`; true if none is needed any more.
    bool has_enough(PointM p, Run run, std::uint32_t& needed) const
    {
        return m_places.count.empty() ? has_enough_of(p, run, needed, [](std::uint32_t) { return 1U; })
                                      : has_enough_of(p, run, needed, [this](std::uint32_t place) {
                                            return m_places.count[place];
                                        });
    }

private:
    template <typename PointsAt>
    bool has_enough_of(PointM p, Run run, std::uint32_t& needed, const PointsAt& points_at) const
    {
        constexpr std::uint32_t few = 8;
        for (std::uint32_t begin = run.begin; begin < run.end; begin += few) {
            const std::uint32_t end = std::min(begin + few, run.end);
            std::uint32_t held = 0;
            for (std::uint32_t other = begin; other < end; ++other) {
                const bool is_near = squared_distance_m2(p, m_places.at(other)) <= m_reach2;
                held += is_near ? points_at(other) : 0;
            }
            if (held >= needed) {
                return true;
            }
            needed -= held;
        }
        return false;
    }

    const CelledPlaces& m_places;
    double m_reach2;
};

/// Cells so small that all points of one are neighbours; those of a point are within two columns and rows
/// (Gunawan 2013, "A faster algorithm for DBSCAN"). So the core places of one cell are always together, and clusters
/// are sets of cells.
class Dbscan {
public:
    Dbscan(std::span<const PointM> points, const DbscanOptions& options)
        : m_options(options),
          m_reach2(options.epsilon_m * options.epsilon_m),
          // A little less than epsilon/√2, so that rounding cannot part two points of one cell.
          m_places(celled_places(points, options.epsilon_m / std::numbers::sqrt2 * (1 - 1e-5))),
          m_is_core(m_places.size()),
          m_cores(m_places.cells()),
          m_sets(m_places.cells())
    {
    }

    std::vector<std::int32_t> labels()
    {
        for_each_cell([this](std::uint32_t cell) { find_cores(cell); });
        join_adjacent();
        join_others();
        m_cluster_of.assign(m_places.size(), none);
        for_each_cell([this](std::uint32_t cell) { assign_places(cell); });
        return labels_of_points();
    }

private:
    static constexpr std::array<std::size_t, 5> column_order = {2, 1, 3, 0, 4};

    template <typename Work>
    void for_each_cell(const Work& work) const
    {
        parallel_chunks(m_places.cells(), cells_per_chunk, m_options.threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t cell = begin; cell < end; ++cell) {
                                work(static_cast<std::uint32_t>(cell));
                            }
                        });
    }

    [[nodiscard]] Run places_of(std::uint32_t cell) const { return m_places.places_of({cell, cell + 1}); }

    void find_cores(std::uint32_t c)
    {
        const Run own = places_of(c);
        const bool has_enough = m_places.points_in(c) >= m_options.min_points;
        if (!has_enough && points_around(c) < m_options.min_points) {
            return;
        }
        for (std::uint32_t place = own.begin; place < own.end; ++place) {
            m_is_core[place] = has_enough || has_enough_near(place, c) ? 1 : 0;
            m_cores[c] += static_cast<std::uint32_t>(m_is_core[place]);
        }
    }

    [[nodiscard]] std::uint32_t points_around(std::uint32_t c) const
    {
        std::uint32_t points = 0;
        for (const Run run : m_places.near[c]) {
            points += m_places.first_point[run.end] - m_places.first_point[run.begin];
        }
        return points;
    }

    /// Those of its own cell are neighbours all; then column by column, its own first, until there are enough.
    [[nodiscard]] bool has_enough_near(std::uint32_t place, std::uint32_t c) const
    {
        const NeighbourCount near(m_places, m_reach2);
        const PointM p = m_places.at(place);
        const Run own = places_of(c);
        std::uint32_t needed = m_options.min_points - m_places.points_in(c);
        for (const std::size_t k : column_order) {
            const Run run = m_places.places_of(m_places.near[c][k]);
            const bool is_own = k == CelledPlaces::reach;
            if (near.has_enough(p, {run.begin, is_own ? own.begin : run.end}, needed) ||
                (is_own && near.has_enough(p, {own.end, run.end}, needed))) {
                return true;
            }
        }
        return false;
    }

    /// The cells behind each in order that are next to it.
    void join_adjacent()
    {
        const std::uint64_t rows = m_places.key_rows;
        for (std::uint32_t c = 0; c < m_places.cells(); ++c) {
            if (m_cores[c] == 0) {
                continue;
            }
            const std::uint64_t key = m_places.cell_key[c];
            if (c + 1 < m_places.cells() && m_places.cell_key[c + 1] == key + 1) {
                join_if_near(c, c + 1);
            }
            const Run east = m_places.near[c][CelledPlaces::reach + 1];
            for (std::uint32_t other = east.begin; other < east.end; ++other) {
                if (m_places.cell_key[other] - (key + rows - 1) <= 2) {
                    join_if_near(c, other);
                }
            }
        }
    }

    /// Most of the cells a column or row farther are together already.
    void join_others()
    {
        std::vector<std::uint32_t> root_of = roots();
        for (std::uint32_t c = 0; c < m_places.cells(); ++c) {
            if (m_cores[c] == 0) {
                continue;
            }
            for (std::size_t k = CelledPlaces::reach; k < column_order.size(); ++k) {
                const Run run = m_places.near[c][k];
                for (std::uint32_t other = std::max(run.begin, c + 1); other < run.end; ++other) {
                    if (root_of[c] != root_of[other]) {
                        join_if_near(c, other);
                    }
                }
            }
        }
        m_root_of = roots();
    }

    [[nodiscard]] std::vector<std::uint32_t> roots()
    {
        std::vector<std::uint32_t> root_of(m_places.cells());
        for (std::uint32_t cell = 0; cell < root_of.size(); ++cell) {
            root_of[cell] = m_sets.find(cell);
        }
        return root_of;
    }

    void join_if_near(std::uint32_t a, std::uint32_t b)
    {
        if (m_cores[b] > 0 && m_sets.find(a) != m_sets.find(b) && have_near_cores(a, b)) {
            m_sets.join(a, b);
        }
    }

    [[nodiscard]] bool have_near_cores(std::uint32_t a, std::uint32_t b) const
    {
        const Run ours = places_of(a);
        const BoxM theirs = box_of_cores(b);
        for (std::uint32_t place = ours.begin; place < ours.end; ++place) {
            if (m_is_core[place] != 0 && is_within_reach(m_places.at(place), theirs) &&
                has_core_near(m_places.at(place), b)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] BoxM box_of_cores(std::uint32_t c) const
    {
        BoxM box;
        const Run run = places_of(c);
        for (std::uint32_t place = run.begin; place < run.end; ++place) {
            if (m_is_core[place] != 0) {
                box.include(m_places.at(place));
            }
        }
        return box;
    }

    [[nodiscard]] bool is_within_reach(PointM p, const BoxM& box) const noexcept
    {
        const PointM edge{std::clamp(p.x_m, box.min_x_m, box.max_x_m),
                          std::clamp(p.y_m, box.min_y_m, box.max_y_m)};
        return squared_distance_m2(p, edge) <= m_reach2;
    }

    [[nodiscard]] bool has_core_near(PointM p, std::uint32_t c) const
    {
        const Run run = places_of(c);
        for (std::uint32_t place = run.begin; place < run.end; ++place) {
            if (m_is_core[place] != 0 && squared_distance_m2(p, m_places.at(place)) <= m_reach2) {
                return true;
            }
        }
        return false;
    }

    void assign_places(std::uint32_t c)
    {
        const Run run = places_of(c);
        for (std::uint32_t place = run.begin; place < run.end; ++place) {
            const std::uint32_t with = m_is_core[place] != 0 ? c : cell_of_nearest_core(place, c);
            m_cluster_of[place] = with == none ? none : m_root_of[with];
        }
    }

    [[nodiscard]] std::uint32_t cell_of_nearest_core(std::uint32_t place, std::uint32_t c) const
    {
        const PointM p = m_places.at(place);
        std::uint32_t nearest = none;
        double nearest2 = m_reach2;
        PointM nearest_at;
        for (const Run run : m_places.near[c]) {
            for (std::uint32_t other = run.begin; other < run.end; ++other) {
                if (m_cores[other] == 0) {
                    continue;
                }
                const Run theirs = places_of(other);
                for (std::uint32_t core = theirs.begin; core < theirs.end; ++core) {
                    const PointM at = m_places.at(core);
                    const double d2 = squared_distance_m2(p, at);
                    if (m_is_core[core] != 0 &&
                        (d2 < nearest2 || (d2 == nearest2 && (nearest == none || at < nearest_at)))) {
                        nearest = other;
                        nearest2 = d2;
                        nearest_at = at;
                    }
                }
            }
        }
        return nearest;
    }

    /// Numbers the clusters by points, most first, ties by their westernmost (then southernmost) place.
    [[nodiscard]] std::vector<std::int32_t> labels_of_points() const
    {
        struct Cluster {
            std::uint32_t root = 0;
            std::uint64_t points = 0;
            PointM west{std::numeric_limits<double>::infinity(), 0};
        };
        std::vector<std::int32_t> number(m_places.cells(), no_cluster);
        std::vector<Cluster> clusters;
        for (std::size_t place = 0; place < m_places.size(); ++place) {
            const std::uint32_t root = m_cluster_of[place];
            if (root == none) {
                continue;
            }
            if (number[root] == no_cluster) {
                number[root] = static_cast<std::int32_t>(clusters.size());
                clusters.push_back({.root = root});
            }
            Cluster& cluster = clusters[static_cast<std::size_t>(number[root])];
            cluster.points += m_places.points_at(place);
            cluster.west = std::min(cluster.west, m_places.at(place));
        }
        std::ranges::sort(clusters, [](const Cluster& a, const Cluster& b) {
            return a.points != b.points ? a.points > b.points : a.west < b.west;
        });
        for (std::size_t k = 0; k < clusters.size(); ++k) {
            number[clusters[k].root] = static_cast<std::int32_t>(k);
        }
        std::vector<std::int32_t> labels(m_places.point.size(), no_cluster);
        auto point = m_places.point.begin();
        for (std::size_t place = 0; place < m_places.size(); ++place) {
            const std::uint32_t root = m_cluster_of[place];
            for (std::uint32_t k = 0; k < m_places.points_at(place); ++k, ++point) {
                labels[*point] = root == none ? no_cluster : number[root];
            }
        }
        return labels;
    }

    DbscanOptions m_options;
    double m_reach2;
    CelledPlaces m_places;
    std::vector<char> m_is_core;
    std::vector<std::uint32_t> m_cores;  ///< core places of each cell
    DisjointSets m_sets;                 ///< of cells
    std::vector<std::uint32_t> m_root_of;
    std::vector<std::uint32_t> m_cluster_of;  ///< root cell of each place, or none
};

}  // namespace

std::vector<std::int32_t> dbscan(std::span<const PointM> points, const DbscanOptions& options)
{
    if (!(options.epsilon_m > 0) || std::isinf(options.epsilon_m) || options.min_points == 0) {
        throw Error(ErrorKind::usage, "dbscan", "epsilon or the least number of points is not above 0",
                    "Give epsilon in metres and at least 1 point");
    }
    return Dbscan(points, options).labels();
}

}  // namespace wardmap
