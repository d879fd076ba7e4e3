#include "wardmap/density.hpp"

#include <cmath>
#include <limits>

#include "density_direct.hpp"
#include "density_edge.hpp"
#include "density_kernel.hpp"
#include "density_places.hpp"
#include "density_sweep.hpp"
#include "study_area.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

constexpr double max_bandwidth_m = 100'000;
/// Reach of a kernel in pixels; beyond it the request is a slip of units, not a map.
constexpr double max_reach_cells = 100'000;
constexpr std::size_t rows_per_chunk = 8;

void check_request(const RasterGrid& grid, const DensityOptions& options)
{
    const double h_m = options.bandwidth_m;
    const bool is_bandwidth = h_m > 0 && h_m <= max_bandwidth_m;
    if (!is_bandwidth) {
        throw Error(ErrorKind::limit, "density", "a bandwidth of " + shortest_text(h_m) + " m",
                    "give a bandwidth greater than 0 and at most " + shortest_text(max_bandwidth_m) + " m");
    }
    const bool is_grid = std::isfinite(grid.cell_m) && grid.cell_m > 0 && grid.cols >= 0 && grid.rows >= 0;
    if (!is_grid) {
        throw Error(ErrorKind::usage, "density", "a grid without a cell size greater than 0",
                    "make the grid with raster_grid_over");
    }
    if (grid.size() > max_grid_cells) {
        throw Error(ErrorKind::limit, "density", "a grid of " + grouped_text(grid.size()) + " cells",
                    "use at most " + grouped_text(max_grid_cells) + " cells");
    }
    if (kde::scaled_kernel(options.kernel, h_m).radius_m / grid.cell_m > max_reach_cells) {
        throw Error(
            ErrorKind::limit, "density",
            "a bandwidth of " + shortest_text(h_m) + " m over cells of " + shortest_text(grid.cell_m) + " m",
            "make the cells larger or the bandwidth smaller");
    }
}

std::span<double> row_of(Raster& raster, std::size_t row)
{
    const auto cols = static_cast<std::size_t>(raster.grid.cols);
    return std::span(raster.values).subspan(row * cols, cols);
}

/// Calls work(row, its values) for every row, in chunks on several threads.
template <typename Work>
void for_each_row(Raster& raster, unsigned threads, const Work& work)
{
    parallel_chunks(static_cast<std::size_t>(raster.grid.rows), rows_per_chunk, threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t row = begin; row < end; ++row) {
                            work(static_cast<std::int32_t>(row), row_of(raster, row));
                        }
                    });
}

void fill(Raster& raster, const kde::DirectSum& direct, unsigned threads)
{
    const std::int32_t cols = raster.grid.cols;
    const auto fill_rows = [&](std::size_t begin, std::size_t end) {
        const kde::RowRange rows{static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
        const auto width = static_cast<std::size_t>(cols);
        const std::span values = std::span(raster.values).subspan(begin * width, (end - begin) * width);
        if (kde::suits_sweep(direct.kernel, direct.cell_m)) {
            kde::sweep_rows(direct, rows, cols, values);
        } else {
            direct.fill_rows(rows, cols, values);
        }
        for (double& value : values) {
            value *= direct.kernel.peak_per_m2;
        }
    };
    parallel_chunks(static_cast<std::size_t>(raster.grid.rows), rows_per_chunk, threads, fill_rows);
}

void blank_outside(Raster& raster, const kde::StudyArea& area, unsigned threads)
{
    constexpr double no_data = std::numeric_limits<double>::quiet_NaN();
    for_each_row(raster, threads, [&](std::int32_t row, std::span<double> values) {
        std::int32_t next = 0;
        const auto blank_until = [&](std::int32_t col) {
            for (; next < std::min(col, raster.grid.cols); ++next) {
                values[static_cast<std::size_t>(next)] = no_data;
            }
        };
        for (const kde::ColumnRun& run : area.inside_runs(row)) {
            blank_until(run.begin);
            next = std::max(next, run.end);
        }
        blank_until(raster.grid.cols);
    });
}

}  // namespace

Raster kernel_density(const PointSet& points, const RasterGrid& grid, const DensityOptions& options)
{
    check_request(grid, options);
    const kde::ScaledKernel kernel = kde::scaled_kernel(options.kernel, options.bandwidth_m);
    kde::RowPlaces places(points, grid, kernel.radius_m, options.threads);

    const bool is_corrected = options.edge == EdgeCorrection::diggle;
    const auto reach = static_cast<std::int32_t>(std::ceil(kernel.radius_m / grid.cell_m)) + 1;
    const MultiPolygon whole_grid{{box_polygon(grid.bounds())}};
    const kde::StudyArea area(options.boundary != nullptr ? *options.boundary : whole_grid, grid,
                              is_corrected ? reach : 0);
    if (is_corrected) {
        kde::correct_edges(places, area, {kernel, grid, options.threads});
    }

    Raster raster{grid, std::vector<double>(static_cast<std::size_t>(grid.size()))};
    fill(raster, {.kernel = kernel, .cell_m = grid.cell_m, .places = &places}, options.threads);
    if (options.boundary != nullptr) {
        blank_outside(raster, area, options.threads);
    }
    return raster;
}

void scale(Raster& raster, double factor)
{
    for (double& value : raster.values) {
        value *= factor;  // NaN stays NaN
    }
}

}  // namespace wardmap
