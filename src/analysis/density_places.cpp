#include "density_places.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

constexpr std::size_t rows_per_chunk = 16;

/// Points that one thread takes at a time: enough of them, and few parts, since each counts its points row by row.
constexpr std::size_t least_points_per_part = 65'536;
constexpr std::size_t most_parts = 64;

void check_points(const PointSet& points, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        const PointM p = points.positions[i];
        if (!std::isfinite(p.x_m) || !std::isfinite(p.y_m)) {
            throw Error(ErrorKind::input, "density", "a point whose position is not a finite number",
                        "leave out rows without coordinates");
        }
        if (const double w = points.weight(i); !std::isfinite(w) || w < 0) {
            throw Error(ErrorKind::input, "density", "a weight that is negative or not a finite number",
                        "give weights of 0 or more");
        }
    }
}

/// The rows within reach of a grid, and which of its points lie there.
class Reach {
public:
    Reach(const PointSet& points, const RasterGrid& grid, double reach_m)
        : m_points(points),
          m_north_west(grid.north_west),
          m_reach_m(reach_m),
          m_width_m(grid.cols * grid.cell_m),
          m_height_m(grid.rows * grid.cell_m),
          m_cell_m(grid.cell_m),
          m_first_row(static_cast<std::int32_t>(std::floor(-reach_m / grid.cell_m))),
          m_last_row(static_cast<std::int32_t>(std::floor(grid.rows + reach_m / grid.cell_m)) + 1)
    {
    }

    [[nodiscard]] std::int32_t first_row() const noexcept { return m_first_row; }
    [[nodiscard]] std::size_t rows() const noexcept
    {
        return static_cast<std::size_t>(m_last_row - m_first_row) + 1;
    }

    /// Calls visit(row, place) for each of the points [begin, end) of positive weight within reach, row counted from
    /// first_row().
    template <typename Visit>
    void for_each(std::size_t begin, std::size_t end, const Visit& visit) const
    {
        for (std::size_t i = begin; i < end; ++i) {
            const Place place{.x_m = m_points.positions[i].x_m - m_north_west.x_m,
                              .y_m = m_north_west.y_m - m_points.positions[i].y_m,
                              .weight = m_points.weight(i)};
            const bool is_near_x = place.x_m >= -m_reach_m && place.x_m <= m_width_m + m_reach_m;
            const bool is_near_y = place.y_m >= -m_reach_m && place.y_m <= m_height_m + m_reach_m;
            if (is_near_x && is_near_y && place.weight > 0) {
                visit(static_cast<std::size_t>(static_cast<std::int32_t>(std::floor(place.y_m / m_cell_m)) -
                                               m_first_row),
                      place);
            }
        }
    }

private:
    const PointSet& m_points;
    PointM m_north_west;
    double m_reach_m;
    double m_width_m;
    double m_height_m;
    double m_cell_m;
    std::int32_t m_first_row;
    std::int32_t m_last_row;
};

/// Incidents are stacked (a block of flats, an anonymous map point): one place costs as much as one incident.
/// Merges equal positions at the front; how many are left.
std::size_t merge_stacks(std::span<Place> sorted)
{
    if (sorted.empty()) {
        return 0;
    }
    std::size_t last = 0;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i].x_m == sorted[last].x_m && sorted[i].y_m == sorted[last].y_m) {
            sorted[last].weight += sorted[i].weight;
        } else {
            sorted[++last] = sorted[i];
        }
    }
    return last + 1;
}

/// By weight as well, so that a sum of weights does not depend on the order of the points.
void sort_places(std::span<Place> places)
{
    std::ranges::sort(places, [](const Place& a, const Place& b) {
        if (a.x_m != b.x_m) {
            return a.x_m < b.x_m;
        }
        return a.y_m != b.y_m ? a.y_m < b.y_m : a.weight < b.weight;
    });
}

/// sort_places for a row of a grid. First by column, as many as there are: most of the work is done then.
void sort_row(std::span<Place> places, const RasterGrid& grid)
{
    constexpr std::size_t few = 64;
    if (places.size() < few || grid.cols < 1) {
        return sort_places(places);
    }
    const auto columns = std::min<std::size_t>(places.size(), static_cast<std::size_t>(grid.cols)) + 1;
    const double per_column = static_cast<double>(columns - 1) / (grid.cols * grid.cell_m);
    const auto column_of = [&](const Place& place) {
        return static_cast<std::size_t>(
            std::clamp<double>(place.x_m * per_column, 0, static_cast<double>(columns - 1)));
    };
    std::vector<std::size_t> ends(columns + 1, 0);
    for (const Place& place : places) {
        ++ends[column_of(place) + 1];
    }
    for (std::size_t c = 1; c <= columns; ++c) {
        ends[c] += ends[c - 1];
    }
    const std::vector<Place> unsorted(places.begin(), places.end());
    for (const Place& place : unsorted) {
        places[ends[column_of(place)]++] = place;
    }
    std::size_t begin = 0;
    for (std::size_t c = 0; c < columns; ++c) {
        sort_places(places.subspan(begin, ends[c] - begin));
        begin = ends[c];
    }
}

}  // namespace

RowPlaces::RowPlaces(const PointSet& points, const RasterGrid& grid, double reach_m, unsigned threads)
    : m_grid_rows(grid.rows)
{
    const Reach reach(points, grid, reach_m);
    const std::size_t rows = reach.rows();
    m_first_row = reach.first_row();
    // Counting sort: sizes, then begins, then each place to its row.
    const std::size_t part = std::max(least_points_per_part, points.size() / most_parts + 1);
    std::vector<std::vector<std::size_t>> next(points.size() / part + 1, std::vector<std::size_t>(rows, 0));
    parallel_chunks(points.size(), part, threads, [&](std::size_t begin, std::size_t end) {
        check_points(points, begin, end);
        reach.for_each(begin, end, [&](std::size_t row, const Place&) { ++next[begin / part][row]; });
    });
    m_begins.reserve(rows + 1);
    std::size_t total = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        m_begins.push_back(total);
        for (std::vector<std::size_t>& of_part : next) {
            total += std::exchange(of_part[row], total);
        }
    }
    m_begins.push_back(total);
    m_places.resize(total);
    parallel_chunks(points.size(), part, threads, [&](std::size_t begin, std::size_t end) {
        reach.for_each(begin, end, [&](std::size_t row, const Place& place) {
            m_places[next[begin / part][row]++] = place;
        });
    });
    std::vector<std::size_t> kept(rows);
    parallel_chunks(rows, rows_per_chunk, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            sort_row(bucket(row), grid);
            kept[row] = merge_stacks(bucket(row));
        }
    });
    close_up(kept);
}

std::span<const Place> RowPlaces::in_rows(RowRange rows) const noexcept
{
    const std::int32_t begin = std::clamp(rows.begin, begin_row(), end_row());
    const std::int32_t end = std::clamp(rows.end, begin, end_row());
    const std::size_t first = m_begins[static_cast<std::size_t>(begin - m_first_row)];
    return std::span(m_places).subspan(first, m_begins[static_cast<std::size_t>(end - m_first_row)] - first);
}

std::span<Place> RowPlaces::bucket(std::size_t row) noexcept
{
    return std::span(m_places).subspan(m_begins[row], m_begins[row + 1] - m_begins[row]);
}

void RowPlaces::close_up(const std::vector<std::size_t>& kept)
{
    std::size_t total = 0;
    for (std::size_t row = 0; row < kept.size(); ++row) {
        const std::size_t begin = m_begins[row];
        if (total != begin) {
            std::copy_n(m_places.begin() + static_cast<std::ptrdiff_t>(begin), kept[row],
                        m_places.begin() + static_cast<std::ptrdiff_t>(total));
        }
        m_begins[row] = total;
        total += kept[row];
    }
    m_begins.back() = total;
    m_places.resize(total);
}

void RowPlaces::reweigh(const std::function<double(const Place&)>& weight_of, unsigned threads)
{
    std::vector<std::size_t> kept(m_begins.size() - 1);
    parallel_chunks(kept.size(), 1, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::span places = bucket(row);
            for (Place& place : places) {
                place.weight = weight_of(place);
            }
            const auto gone = std::ranges::remove_if(places, [](const Place& p) { return p.weight <= 0; });
            kept[row] = places.size() - gone.size();
        }
    });
    close_up(kept);
}

}  // namespace wardmap::kde
