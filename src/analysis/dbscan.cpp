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

/// The core places alone, in the order of all places.
struct Cores {
    std::vector<PointM> at;
    std::vector<std::uint32_t> begin;  ///< of each cell, and the end of the last
    std::vector<BoxM> box;             ///< around those of each cell
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
          m_places(celled_places(points, options.epsilon_m / std::numbers::sqrt2 * (1 - 1e-9))),
          m_is_core(m_places.size()),
          m_sets(m_places.cells())
    {
    }

    std::vector<std::int32_t> labels()
    {
        for_each_cell([this](std::size_t cell) { find_cores(cell); });
        gather_cores();
        // The nearest cells first: most of the others are then together already.
        for (const std::int64_t reach : {1, 2}) {
            for (std::size_t cell = 0; cell < m_places.cells(); ++cell) {
                join_neighbours(cell, reach);
            }
        }
        m_cluster_of.assign(m_places.size(), none);
        std::vector<std::uint32_t> root_of(m_places.cells());
        for (std::uint32_t cell = 0; cell < root_of.size(); ++cell) {
            root_of[cell] = m_sets.find(cell);
        }
        for_each_cell([&](std::size_t cell) { assign_places(cell, root_of); });
        return labels_of_points();
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::array<std::size_t, 5> column_order = {2, 1, 3, 0, 4};
    using Run = CelledPlaces::Run;

    template <typename Work>
    void for_each_cell(const Work& work) const
    {
        parallel_chunks(m_places.cells(), cells_per_chunk, m_options.threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t cell = begin; cell < end; ++cell) {
                                work(cell);
                            }
                        });
    }

    void find_cores(std::size_t c)
    {
        const bool has_enough = m_places.cell_points[c] >= m_options.min_points;
        for (std::uint32_t place = m_places.first_place[c]; place < m_places.first_place[c + 1]; ++place) {
            m_is_core[place] = has_enough || has_enough_near(place, c) ? 1 : 0;
        }
    }

    /// Those of its own cell are neighbours all; then column by column, its own first, until there are enough.
    [[nodiscard]] bool has_enough_near(std::uint32_t place, std::size_t c) const
    {
        const std::uint32_t own_begin = m_places.first_place[c];
        const std::uint32_t own_end = m_places.first_place[c + 1];
        std::uint32_t needed = m_options.min_points - m_places.cell_points[c];
        for (const std::size_t k : column_order) {
            const Run run = m_places.near[c][k];
            const std::uint32_t begin = m_places.first_place[run.begin];
            const std::uint32_t end = m_places.first_place[run.end];
            const bool is_own = k == CelledPlaces::reach;
            if (has_enough_among({begin, is_own ? own_begin : end}, place, needed) ||
                (is_own && has_enough_among({own_end, end}, place, needed))) {
                return true;
            }
        }
        return false;
    }

    /// Counts `needed` down, a few places at a time.
    [[nodiscard]] bool has_enough_among(Run places, std::uint32_t place, std::uint32_t& needed) const
    {
        constexpr std::uint32_t few = 8;
        const PointM p = m_places.at[place];
        for (std::uint32_t begin = places.begin; begin < places.end; begin += few) {
            const std::uint32_t end = std::min(begin + few, places.end);
            std::uint32_t held = 0;
            for (std::uint32_t other = begin; other < end; ++other) {
                const bool is_near = squared_distance_m2(p, m_places.at[other]) <= m_reach2;
                held += is_near ? m_places.count[other] : 0;
            }
            if (held >= needed) {
                return true;
            }
            needed -= held;
        }
        return false;
    }

    void gather_cores()
    {
        m_cores.begin.reserve(m_places.cells() + 1);
        m_cores.box.resize(m_places.cells());
        for (std::size_t c = 0; c < m_places.cells(); ++c) {
            m_cores.begin.push_back(static_cast<std::uint32_t>(m_cores.at.size()));
            for (std::uint32_t place = m_places.first_place[c]; place < m_places.first_place[c + 1];
                 ++place) {
                if (m_is_core[place] != 0) {
                    m_cores.at.push_back(m_places.at[place]);
                    m_cores.box[c].include(m_places.at[place]);
                }
            }
        }
        m_cores.begin.push_back(static_cast<std::uint32_t>(m_cores.at.size()));
    }

    [[nodiscard]] std::span<const PointM> cores_of(std::size_t cell) const
    {
        return std::span(m_cores.at)
            .subspan(m_cores.begin[cell], m_cores.begin[cell + 1] - m_cores.begin[cell]);
    }

    /// With cells behind it in order, `reach` columns or rows away.
    void join_neighbours(std::size_t c, std::int64_t reach)
    {
        if (cores_of(c).empty()) {
            return;
        }
        const auto own = static_cast<std::uint32_t>(c);
        for (std::size_t k = CelledPlaces::reach; k < column_order.size(); ++k) {
            const Run run = m_places.near[c][k];
            for (std::uint32_t other = std::max(run.begin, own + 1); other < run.end; ++other) {
                if (columns_or_rows_apart(c, other, k) == reach && m_sets.find(own) != m_sets.find(other) &&
                    have_near_cores(c, other)) {
                    m_sets.join(own, other);
                }
            }
        }
    }

    /// `other` is in the column `k` of those around the cell.
    [[nodiscard]] std::int64_t columns_or_rows_apart(std::size_t c, std::size_t other, std::size_t k) const
    {
        const auto columns = static_cast<std::int64_t>(k - CelledPlaces::reach);
        const auto apart = static_cast<std::int64_t>(m_places.cell_key[other] - m_places.cell_key[c]);
        return std::max(columns, std::abs(apart - columns * static_cast<std::int64_t>(m_places.key_rows)));
    }

    [[nodiscard]] bool is_within_reach(PointM p, const BoxM& box) const noexcept
    {
        const PointM edge{std::clamp(p.x_m, box.min_x_m, box.max_x_m),
                          std::clamp(p.y_m, box.min_y_m, box.max_y_m)};
        return squared_distance_m2(p, edge) <= m_reach2;
    }

    [[nodiscard]] bool have_near_cores(std::size_t a, std::size_t b) const
    {
        const std::span<const PointM> theirs = cores_of(b);
        return !theirs.empty() && std::ranges::any_of(cores_of(a), [&](PointM p) {
            return is_within_reach(p, m_cores.box[b]) && std::ranges::any_of(theirs, [&](PointM other) {
                       return squared_distance_m2(p, other) <= m_reach2;
                   });
        });
    }

    void assign_places(std::size_t c, const std::vector<std::uint32_t>& root_of)
    {
        for (std::uint32_t place = m_places.first_place[c]; place < m_places.first_place[c + 1]; ++place) {
            const std::uint32_t with =
                m_is_core[place] != 0 ? static_cast<std::uint32_t>(c) : cell_of_nearest_core(place, c);
            m_cluster_of[place] = with == none ? none : root_of[with];
        }
    }

    [[nodiscard]] std::uint32_t cell_of_nearest_core(std::uint32_t place, std::size_t c) const
    {
        const PointM p = m_places.at[place];
        std::uint32_t nearest = none;
        double nearest2 = m_reach2;
        PointM nearest_at;
        for (const Run run : m_places.near[c]) {
            for (std::uint32_t other = run.begin; other < run.end; ++other) {
                for (const PointM core : cores_of(other)) {
                    const double d2 = squared_distance_m2(p, core);
                    if (d2 < nearest2 || (d2 == nearest2 && (nearest == none || core < nearest_at))) {
                        nearest = other;
                        nearest2 = d2;
                        nearest_at = core;
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
            cluster.points += m_places.count[place];
            cluster.west = std::min(cluster.west, m_places.at[place]);
        }
        std::ranges::sort(clusters, [](const Cluster& a, const Cluster& b) {
            return a.points != b.points ? a.points > b.points : a.west < b.west;
        });
        for (std::size_t k = 0; k < clusters.size(); ++k) {
            number[clusters[k].root] = static_cast<std::int32_t>(k);
        }
        std::vector<std::int32_t> labels;
        labels.reserve(m_places.of_point.size());
        for (const std::uint32_t place : m_places.of_point) {
            labels.push_back(m_cluster_of[place] == none ? no_cluster : number[m_cluster_of[place]]);
        }
        return labels;
    }

    DbscanOptions m_options;
    double m_reach2;
    CelledPlaces m_places;
    std::vector<char> m_is_core;
    Cores m_cores;
    DisjointSets m_sets;                      ///< of cells
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
