#include "density_places.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

constexpr std::size_t rows_per_chunk = 16;

void check_points(const PointSet& points)
{
    for (std::size_t i = 0; i < points.size(); ++i) {
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

/// Calls visit(place) for each point of positive weight within reach of the grid, in the order of the points.
template <typename Visit>
void for_each_in_reach(const PointSet& points, const RasterGrid& grid, double reach_m, const Visit& visit)
{
    const double width_m = grid.cols * grid.cell_m;
    const double height_m = grid.rows * grid.cell_m;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Place place{.x_m = points.positions[i].x_m - grid.north_west.x_m,
                          .y_m = grid.north_west.y_m - points.positions[i].y_m,
                          .weight = points.weight(i)};
        const bool is_near_x = place.x_m >= -reach_m && place.x_m <= width_m + reach_m;
        const bool is_near_y = place.y_m >= -reach_m && place.y_m <= height_m + reach_m;
        if (is_near_x && is_near_y && place.weight > 0) {
            visit(place);
        }
    }
}

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
{
    check_points(points);
    m_first_row = static_cast<std::int32_t>(std::floor(-reach_m / grid.cell_m));
    const auto last_row = static_cast<std::int32_t>(std::floor(grid.rows + reach_m / grid.cell_m)) + 1;
    const auto rows = static_cast<std::size_t>(last_row - m_first_row) + 1;
    const auto row_of = [&](const Place& place) {
        return static_cast<std::size_t>(static_cast<std::int32_t>(std::floor(place.y_m / grid.cell_m)) -
                                        m_first_row);
    };
    // Counting sort: sizes, then begins, then each place to its row.
    std::vector<std::size_t> next(rows + 1, 0);
    for_each_in_reach(points, grid, reach_m, [&](const Place& place) { ++next[row_of(place) + 1]; });
    for (std::size_t row = 1; row <= rows; ++row) {
        next[row] += next[row - 1];
    }
    m_begins = next;
    m_places.resize(m_begins.back());
    for_each_in_reach(points, grid, reach_m,
                      [&](const Place& place) { m_places[next[row_of(place)]++] = place; });
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
