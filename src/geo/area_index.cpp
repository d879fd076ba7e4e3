#include "cell_index.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

/// Whether p' lies above an edge that crosses the vertical line through p'.
bool is_above(PointM a, PointM b, PointM p) noexcept
{
    if (a.x_m > b.x_m) {
        std::swap(a, b);
    }
    const int side = orientation(a, b, p);
    // p on the edge: going east matters more than going north, so p' is above unless the edge rises
    return side != 0 ? side > 0 : b.y_m <= a.y_m;
}

/// Whether the edge crosses the path from p' east to the cell's side and north to its corner.
bool crosses_path(PointM a, PointM b, PointM p, PointM corner) noexcept
{
    const PointM turn{corner.x_m, p.y_m};
    bool is_odd = crosses_ray_east(a, b, p);
    const bool reaches_side = a.x_m > corner.x_m || b.x_m > corner.x_m;
    if (reaches_side) {
        is_odd ^= crosses_ray_east(a, b, turn);
        if ((a.x_m > corner.x_m) != (b.x_m > corner.x_m)) {
            is_odd ^= is_above(a, b, turn) != is_above(a, b, corner);
        }
    }
    return is_odd;
}

}  // namespace

std::int32_t CellIndex::answer_of_cell(PointM p) const noexcept
{
    if (!box.contains(p)) {
        return AreaIndex::outside;
    }
    return cells[static_cast<std::size_t>(grid.row_of(p.y_m) * grid.cols + grid.col_of(p.x_m))];
}

std::int32_t CellIndex::find_in_touched_cell(PointM p, std::int32_t answer) const noexcept
{
    const PointM corner{grid.east_of(grid.col_of(p.x_m)), grid.north_of(grid.row_of(p.y_m))};
    const auto cell = static_cast<std::size_t>(-2 - answer);
    for (std::uint32_t i = cell_begin[cell]; i < cell_begin[cell + 1]; ++i) {
        const CellArea& here = cell_areas[i];
        bool is_inside = here.holds_corner;
        for (std::uint32_t e = here.first_edge; e < here.first_edge + here.edge_count; ++e) {
            is_inside ^= crosses_path(vertices[edges[e]], vertices[edges[e] + 1], p, corner);
        }
        if (is_inside) {
            return static_cast<std::int32_t>(here.area);
        }
    }
    return AreaIndex::outside;
}

struct AreaIndex::State {
    CellIndex index;
};

AreaIndex::AreaIndex(const AreaSet& areas) : m_state(std::make_unique<State>(State{build_cell_index(areas)}))
{
}

AreaIndex::AreaIndex(AreaIndex&&) noexcept = default;
AreaIndex& AreaIndex::operator=(AreaIndex&&) noexcept = default;
AreaIndex::~AreaIndex() = default;

std::int32_t AreaIndex::find(PointM p) const noexcept
{
    const std::int32_t answer = m_state->index.answer_of_cell(p);
    return answer >= outside ? answer : m_state->index.find_in_touched_cell(p, answer);
}

std::vector<std::int32_t> AreaIndex::find(std::span<const PointM> points, unsigned threads) const
{
    constexpr std::size_t chunk = 16'384;
    const CellIndex& index = m_state->index;
    std::vector<std::int32_t> found(points.size(), outside);
    parallel_chunks(points.size(), chunk, threads, [&](std::size_t begin, std::size_t end) {
        // first the cells, whose loads from memory then overlap; few points are left after that
        std::vector<std::size_t> touched(end - begin);
        std::size_t count = 0;
        for (std::size_t i = begin; i < end; ++i) {
            found[i] = index.answer_of_cell(points[i]);
            touched[count] = i;
            count += found[i] < outside ? 1U : 0U;
        }
        for (std::size_t t = 0; t < count; ++t) {
            const std::size_t i = touched[t];
            found[i] = index.find_in_touched_cell(points[i], found[i]);
        }
    });
    return found;
}

}  // namespace wardmap
