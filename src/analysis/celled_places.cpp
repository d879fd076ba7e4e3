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
    std::vector<std::uint32_t> point;
    std::vector<std::uint64_t> key;    ///< of each occupied cell
    std::vector<std::uint32_t> begin;  ///< of its points, and the end of the last
};

/// Counted by cell: all cells of the lattice are gone through once, the points twice.
PointsByCell counted(std::span<const PointM> points, const Lattice& lattice)
{
    std::vector<std::uint32_t> key_of(points.size());
    std::ranges::transform(points, key_of.begin(),
                           [&](PointM p) { return static_cast<std::uint32_t>(lattice.key_of(p)); });
    std::vector<std::uint32_t> next(static_cast<std::size_t>(lattice.rows * lattice.cols), 0);
    for (const std::uint32_t key : key_of) {
        ++next[key];
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
    sorted.point.resize(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        sorted.point[next[key_of[i]]++] = i;
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
    sorted.point.reserve(points.size());
    for (std::uint32_t i = 0; i < keyed.size(); ++i) {
        if (i == 0 || keyed[i].key != keyed[i - 1].key) {
            sorted.key.push_back(keyed[i].key);
            sorted.begin.push_back(i);
        }
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

/// Makes the points of each cell its places, in order: those of one position are one place where the cell holds many
/// points, of which each would else be compared with each.
class StackMerger {
public:
    explicit StackMerger(CelledPlaces& places) : m_places(places), m_first_place{0} {}

    void merge()
    {
        constexpr std::uint32_t few = 128;
        for (std::size_t cell = 0; cell < m_places.cells(); ++cell) {
            if (m_places.points_in(cell) > few) {
                append_merged(cell);
            } else {
                append_each(cell);
            }
            m_first_place.push_back(m_size);
        }
        m_places.x_m.resize(m_size);
        m_places.y_m.resize(m_size);
        m_places.first_place = std::move(m_first_place);
    }

private:
    void append_each(std::size_t cell)
    {
        const std::uint32_t begin = m_places.first_point[cell];
        const std::uint32_t held = m_places.points_in(cell);
        if (m_size != begin) {  // places never pass the points that they are made of
            std::copy_n(&m_places.x_m[begin], held, &m_places.x_m[m_size]);
            std::copy_n(&m_places.y_m[begin], held, &m_places.y_m[m_size]);
        }
        if (!m_places.count.empty()) {
            m_places.count.resize(m_size + held, 1);
        }
        m_size += held;
    }

    void append_merged(std::size_t cell)
    {
        const std::uint32_t begin = m_places.first_point[cell];
        const std::uint32_t end = m_places.first_point[cell + 1];
        m_sorted.clear();
        for (std::uint32_t i = begin; i < end; ++i) {
            m_sorted.emplace_back(m_places.at(i), m_places.point[i]);
        }
        std::ranges::sort(m_sorted);
        const std::uint32_t first = m_size;
        for (std::uint32_t i = 0; i < m_sorted.size(); ++i) {
            const auto& [at, point] = m_sorted[i];
            m_places.point[begin + i] = point;
            if (m_size > first && m_places.at(m_size - 1) == at) {
                m_places.count.resize(m_size, 1);
                ++m_places.count.back();
            } else {
                m_places.x_m[m_size] = at.x_m;
                m_places.y_m[m_size] = at.y_m;
                ++m_size;
            }
        }
        if (!m_places.count.empty()) {
            m_places.count.resize(m_size, 1);
        }
    }

    CelledPlaces& m_places;
    std::vector<std::uint32_t> m_first_place;
    std::uint32_t m_size = 0;
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
    places.x_m.resize(points.size());
    places.y_m.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        places.x_m[i] = points[sorted.point[i]].x_m;
        places.y_m[i] = points[sorted.point[i]].y_m;
    }
    places.point = std::move(sorted.point);
    places.cell_key = std::move(sorted.key);
    places.first_point = std::move(sorted.begin);
    StackMerger(places).merge();
    find_near_cells(places);
    return places;
}

}  // namespace wardmap
