#include "density_places.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

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

}  // namespace

RowPlaces::RowPlaces(const PointSet& points, const RasterGrid& grid, double reach_m, unsigned threads)
{
    check_points(points);
    m_first_row = static_cast<std::int32_t>(std::floor(-reach_m / grid.cell_m));
    const auto last_row = static_cast<std::int32_t>(std::floor(grid.rows + reach_m / grid.cell_m)) + 1;
    m_buckets.resize(static_cast<std::size_t>(last_row - m_first_row) + 1);
    const auto bucket_of = [&](const Place& place) -> Bucket& {
        const auto row = static_cast<std::int32_t>(std::floor(place.y_m / grid.cell_m));
        return m_buckets[static_cast<std::size_t>(row - m_first_row)];
    };
    // Counting sort: sizes, then begins, then each place to its row.
    for_each_in_reach(points, grid, reach_m, [&](const Place& place) { ++bucket_of(place).end; });
    std::size_t total = 0;
    for (Bucket& bucket : m_buckets) {
        const std::size_t size = bucket.end;
        bucket = {total, total};
        total += size;
    }
    m_places.resize(total);
    for_each_in_reach(points, grid, reach_m,
                      [&](const Place& place) { m_places[bucket_of(place).end++] = place; });
    parallel_chunks(m_buckets.size(), rows_per_chunk, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t b = begin; b < end; ++b) {
            sort_and_merge(m_buckets[b]);
        }
    });
}

std::span<const Place> RowPlaces::row(std::int32_t row) const noexcept
{
    if (row < begin_row() || row >= end_row()) {
        return {};
    }
    const Bucket bucket = m_buckets[static_cast<std::size_t>(row - m_first_row)];
    return std::span(m_places).subspan(bucket.begin, bucket.end - bucket.begin);
}

/// Incidents are stacked (a block of flats, an anonymous map point): one place costs as much as one incident.
void RowPlaces::sort_and_merge(Bucket& bucket)
{
    const std::span places = std::span(m_places).subspan(bucket.begin, bucket.end - bucket.begin);
    if (places.empty()) {
        return;
    }
    // By weight as well, so that a sum of weights does not depend on the order of the points.
    std::ranges::sort(places, {}, [](const Place& p) { return std::tie(p.x_m, p.y_m, p.weight); });
    std::size_t last = 0;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (places[i].x_m == places[last].x_m && places[i].y_m == places[last].y_m) {
            places[last].weight += places[i].weight;
        } else {
            places[++last] = places[i];
        }
    }
    bucket.end = bucket.begin + last + 1;
}

void RowPlaces::reweigh(const std::function<double(const Place&)>& weight_of, unsigned threads)
{
    parallel_chunks(m_buckets.size(), 1, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t b = begin; b < end; ++b) {
            Bucket& bucket = m_buckets[b];
            const auto first = m_places.begin() + static_cast<std::ptrdiff_t>(bucket.begin);
            const auto last = m_places.begin() + static_cast<std::ptrdiff_t>(bucket.end);
            std::for_each(first, last, [&](Place& place) { place.weight = weight_of(place); });
            const auto kept =
                std::remove_if(first, last, [](const Place& place) { return place.weight <= 0; });
            bucket.end = static_cast<std::size_t>(kept - m_places.begin());
        }
    });
}

}  // namespace wardmap::kde
