#include "celled_places.hpp"

#include <algorithm>
#include <utility>

#include "radix_order.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::uint64_t reach = CelledPlaces::reach;

/// The lattice over the points, with a margin of `reach` rows and columns.
struct Lattice {
    BoxM box;
    double side_m = 0;
    std::uint64_t rows = 1;
    std::uint64_t cols = 1;
    [[nodiscard]] std::uint64_t key_of(PointM p) const noexcept
    {
        const auto col = static_cast<std::uint64_t>((p.x_m - box.min_x_m) / side_m);
        const auto row = static_cast<std::uint64_t>((p.y_m - box.min_y_m) / side_m);
        return (col + reach) * rows + row + reach;
    }
};

Lattice lattice_over(std::span<const PointM> points, double side_m)
{
    constexpr double most_across = 2e9;
    Lattice lattice;
    lattice.side_m = side_m;
    std::ranges::for_each(points, [&](PointM p) { lattice.box.include(p); });
    if (!(std::max(lattice.box.width_m(), lattice.box.height_m()) / side_m <= most_across)) {
        throw Error(ErrorKind::limit, "clusters",
                    "the distance of neighbours is too small for points so far apart",
                    "Take a larger epsilon, or leave out stray points");
    }
    const auto across = [&](double length_m) {
        return points.empty() ? 1 : static_cast<std::uint64_t>(length_m / side_m) + 1 + 2 * reach;
    };
    lattice.rows = across(lattice.box.height_m());
    lattice.cols = across(lattice.box.width_m());
    return lattice;
}

/// Points by cell, those of one cell in their old order.
struct PointsByCell {
    std::vector<PointM> at;
    std::vector<std::uint32_t> point;
    std::vector<std::uint64_t> key;    ///< of each occupied cell
    std::vector<std::uint32_t> begin;  ///< of its points, and the end of the last
};

/// Counted by cell: all cells of the lattice are gone through once, the points twice.
PointsByCell counted(std::span<const PointM> points, const Lattice& lattice)
{
    std::vector<std::uint32_t> key_of(points.size());
    std::vector<std::uint32_t> next(static_cast<std::size_t>(lattice.rows * lattice.cols), 0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        key_of[i] = static_cast<std::uint32_t>(lattice.key_of(points[i]));
        ++next[key_of[i]];
    }
    PointsByCell sorted;
    std::uint32_t before = 0;
    for (std::size_t key = 0; key < next.size(); ++key) {
        if (next[key] > 0) {
            sorted.key.push_back(key);
            sorted.begin.push_back(before);
            before += std::exchange(next[key], before);
        }
    }
    sorted.begin.push_back(before);
    sorted.at.resize(points.size());
    sorted.point.resize(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        const std::uint32_t place = next[key_of[i]]++;
        sorted.at[place] = points[i];
        sorted.point[place] = i;
    }
    return sorted;
}

/// Sorted by cell, where few of the lattice's cells are occupied.
PointsByCell sorted_by_key(std::span<const PointM> points, const Lattice& lattice)
{
    std::vector<KeyedItem> keyed;
    keyed.reserve(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        keyed.push_back({lattice.key_of(points[i]), i});
    }
    radix_sort(keyed);
    PointsByCell sorted;
    sorted.at.reserve(points.size());
    sorted.point.reserve(points.size());
    for (std::uint32_t i = 0; i < keyed.size(); ++i) {
        if (i == 0 || keyed[i].key != keyed[i - 1].key) {
            sorted.key.push_back(keyed[i].key);
            sorted.begin.push_back(i);
        }
        sorted.at.push_back(points[keyed[i].item]);
        sorted.point.push_back(keyed[i].item);
    }
    sorted.begin.push_back(static_cast<std::uint32_t>(points.size()));
    return sorted;
}

PointsByCell points_by_cell(std::span<const PointM> points, const Lattice& lattice)
{
    const std::uint64_t few_cells = 4 * std::uint64_t{points.size()} + 65'536;
    const bool is_dense = lattice.cols <= few_cells && lattice.rows <= few_cells / lattice.cols;
    return is_dense ? counted(points, lattice) : sorted_by_key(points, lattice);
}

/// Takes the points of one cell after the other into `places`, those at one position as one place. The places lie
/// where the points lay: there are never more.
class CellFiller {
public:
    CellFiller(PointsByCell& points, CelledPlaces& places) : m_points(points), m_places(places) {}

    void append(std::size_t cell)
    {
        constexpr std::size_t few = 16;  // as many compare faster than they sort
        const std::size_t begin = m_points.begin[cell];
        const std::size_t end = m_points.begin[cell + 1];
        const std::size_t first = m_count;
        if (end - begin <= few) {
            for (std::size_t i = begin; i < end; ++i) {
                put(m_points.at[i], m_points.point[i], first);
            }
        } else {
            m_sorted.clear();
            for (std::size_t i = begin; i < end; ++i) {
                m_sorted.emplace_back(m_points.at[i], m_points.point[i]);
            }
            std::ranges::sort(m_sorted);
            for (const auto& [at, point] : m_sorted) {
                put(at, point, std::max(first, m_count - (m_count > first ? 1 : 0)));
            }
        }
        m_places.cell_points.push_back(static_cast<std::uint32_t>(end - begin));
        m_places.first_place.push_back(static_cast<std::uint32_t>(m_count));
    }

    [[nodiscard]] std::size_t count() const noexcept { return m_count; }

private:
    /// At the first of the places from `from` on that is there, or else at a new one.
    void put(PointM at, std::uint32_t point, std::size_t from)
    {
        std::size_t place = from;
        while (place < m_count && m_points.at[place] != at) {
            ++place;
        }
        if (place == m_count) {
            m_points.at[place] = at;
            ++m_count;
        }
        ++m_places.count[place];
        m_places.of_point[point] = static_cast<std::uint32_t>(place);
    }

    PointsByCell& m_points;
    CelledPlaces& m_places;
    std::size_t m_count = 0;
    std::vector<std::pair<PointM, std::uint32_t>> m_sorted;
};

/// Keys ascend, so each bound only moves forward.
void find_near_cells(CelledPlaces& places)
{
    const std::vector<std::uint64_t>& keys = places.cell_key;
    const auto all = static_cast<std::uint32_t>(keys.size());
    places.near.resize(keys.size());
    std::array<CelledPlaces::Run, 2 * reach + 1> runs{};
    for (std::uint32_t cell = 0; cell < all; ++cell) {
        std::uint64_t south = keys[cell] - reach * places.key_rows - reach;
        for (CelledPlaces::Run& run : runs) {
            while (run.begin < all && keys[run.begin] < south) {
                ++run.begin;
            }
            run.end = std::max(run.begin, run.end);
            while (run.end < all && keys[run.end] <= south + 2 * reach) {
                ++run.end;
            }
            south += places.key_rows;
        }
        places.near[cell] = runs;
    }
}

}  // namespace

CelledPlaces celled_places(std::span<const PointM> points, double side_m)
{
    const Lattice lattice = lattice_over(points, side_m);
    PointsByCell sorted = points_by_cell(points, lattice);
    CelledPlaces places;
    places.key_rows = lattice.rows;
    places.count.resize(points.size());
    places.of_point.resize(points.size());
    places.first_place.push_back(0);
    CellFiller filler(sorted, places);
    for (std::size_t cell = 0; cell < sorted.key.size(); ++cell) {
        filler.append(cell);
    }
    sorted.at.resize(filler.count());
    places.count.resize(filler.count());
    places.at = std::move(sorted.at);
    places.cell_key = std::move(sorted.key);
    find_near_cells(places);
    return places;
}

}  // namespace wardmap
