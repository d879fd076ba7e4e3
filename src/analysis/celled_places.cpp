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
    lattice.rows = static_cast<std::uint64_t>(lattice.box.height_m() / side_m) + 1 + 2 * reach;
    return lattice;
}

std::vector<KeyedItem> points_by_cell(std::span<const PointM> points, const Lattice& lattice)
{
    std::vector<KeyedItem> keyed;
    keyed.reserve(points.size());
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        keyed.push_back({lattice.key_of(points[i]), i});
    }
    radix_sort(keyed);
    return keyed;
}

/// Takes the points of one cell into `places`, those at one position as one place.
class CellFiller {
public:
    CellFiller(std::span<const PointM> points, CelledPlaces& places) : m_points(points), m_places(places) {}

    void append(std::span<const KeyedItem> own)
    {
        constexpr std::size_t few = 16;  // as many compare faster than they sort
        if (own.size() <= few) {
            for (const KeyedItem& one : own) {
                put(m_points[one.item], one.item, m_places.first_place.back());
            }
        } else {
            m_sorted.clear();
            for (const KeyedItem& one : own) {
                m_sorted.emplace_back(m_points[one.item], one.item);
            }
            std::ranges::sort(m_sorted);
            for (const auto& [at, point] : m_sorted) {
                const bool is_first = m_places.size() == m_places.first_place.back();
                put(at, point, m_places.size() - (is_first ? 0 : 1));
            }
        }
        m_places.cell_key.push_back(own.front().key);
        m_places.cell_points.push_back(static_cast<std::uint32_t>(own.size()));
        m_places.first_place.push_back(static_cast<std::uint32_t>(m_places.size()));
    }

private:
    /// At the first of the places from `from` on that is there, or else at a new one.
    void put(PointM at, std::uint32_t point, std::size_t from)
    {
        std::size_t place = from;
        while (place < m_places.size() && m_places.at[place] != at) {
            ++place;
        }
        if (place == m_places.size()) {
            m_places.at.push_back(at);
            m_places.count.push_back(0);
        }
        ++m_places.count[place];
        m_places.of_point[point] = static_cast<std::uint32_t>(place);
    }

    std::span<const PointM> m_points;
    CelledPlaces& m_places;
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
    const std::vector<KeyedItem> keyed = points_by_cell(points, lattice);
    CelledPlaces places;
    places.key_rows = lattice.rows;
    places.at.reserve(points.size());
    places.count.reserve(points.size());
    places.of_point.resize(points.size());
    places.first_place.push_back(0);
    CellFiller filler(points, places);
    for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
        while (end < keyed.size() && keyed[end].key == keyed[begin].key) {
            ++end;
        }
        filler.append(std::span(keyed).subspan(begin, end - begin));
    }
    find_near_cells(places);
    return places;
}

}  // namespace wardmap
