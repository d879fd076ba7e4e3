#include "density_surface.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "density_gaussian.hpp"
#include "density_sweep.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

/// What is found out about the places around some rows serves all of them; every thread is to have some, though.
constexpr std::size_t least_rows_per_chunk = 8;
constexpr std::size_t most_rows_per_chunk = 64;
constexpr std::size_t chunks_per_thread = 4;

std::size_t rows_per_chunk(std::size_t rows, unsigned threads)
{
    const std::size_t even = rows / (chunks_per_thread * thread_count(threads)) / least_rows_per_chunk;
    return std::clamp(even * least_rows_per_chunk, least_rows_per_chunk, most_rows_per_chunk);
}
/// Radii that are swept together differ by less than this: coefficients then differ by 2^6 at most.
constexpr double most_radius_ratio = 2;

}  // namespace

Surface::Surface(const RasterGrid& grid, std::vector<SurfacePart> parts, unsigned threads)
    : m_grid(grid), m_parts(std::move(parts)), m_threads(threads)
{
    std::ranges::sort(m_parts, std::greater{}, [](const SurfacePart& part) { return part.kernel.radius_m; });
    double rows = std::ceil(static_cast<double>(block_pixels) / std::max(grid.cols, 1));
    for (const SurfacePart& part : m_parts) {
        const DirectSum sum{.kernel = part.kernel, .cell_m = grid.cell_m, .places = part.places.get()};
        if (suits_spreading(part.kernel, grid.cell_m)) {
            // Nodes beyond the block are made for it and again for its neighbours.
            rows = std::max(rows, 2 * part.kernel.radius_m / grid.cell_m);
            m_spread.push_back(sum);
        } else if (!suits_sweep(part.kernel, grid.cell_m)) {
            m_direct.push_back(sum);
        } else if (m_swept.empty() ||
                   m_swept.back().front().kernel.radius_m >= most_radius_ratio * part.kernel.radius_m) {
            m_swept.push_back({sum});
        } else {
            m_swept.back().push_back(sum);
        }
    }
    m_rows_per_block = static_cast<std::int32_t>(std::clamp<double>(rows, 1, std::max(grid.rows, 1)));
}

void Surface::fill_rows(RowRange rows, std::span<double> values) const
{
    const auto width = static_cast<std::size_t>(m_grid.cols);
    const auto count = static_cast<std::size_t>(rows.end - rows.begin);
    parallel_chunks(count, rows_per_chunk(count, m_threads), m_threads,
                    [&](std::size_t begin, std::size_t end) {
                        const RowRange chunk{rows.begin + static_cast<std::int32_t>(begin),
                                             rows.begin + static_cast<std::int32_t>(end)};
                        const std::span part = values.subspan(begin * width, (end - begin) * width);
                        std::ranges::fill(part, 0.0);
                        for (const std::vector<DirectSum>& sums : m_swept) {
                            sweep_rows(sums, chunk, m_grid.cols, part);
                        }
                        for (const DirectSum& sum : m_direct) {
                            sum.add_rows(chunk, m_grid.cols, part);
                        }
                    });
    for (const DirectSum& sum : m_spread) {
        add_gaussian_rows(sum, {rows, m_grid.cols, values}, m_threads);
    }
}

}  // namespace wardmap::kde
