#include "wardmap/density.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "density_edge.hpp"
#include "density_kernel.hpp"
#include "density_places.hpp"
#include "density_surface.hpp"
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

/// Those of one bandwidth.
struct Group {
    double bandwidth_m = 0;
    PointSet points;
};

std::vector<Group> groups_by_bandwidth(const PointSet& points, const std::vector<double>& bandwidths_m)
{
    std::map<double, PointSet> groups;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (bandwidths_m[i] > 0) {
            PointSet& group = groups[bandwidths_m[i]];
            group.positions.push_back(points.positions[i]);
            if (!points.weights.empty()) {
                group.weights.push_back(points.weights[i]);
            }
        }
    }
    std::vector<Group> made;
    made.reserve(groups.size());
    for (auto& [bandwidth_m, group] : groups) {
        made.push_back({bandwidth_m, std::move(group)});
    }
    return made;
}

/// A surface, and where there is none.
class DensityMap {
public:
    DensityMap(const RasterGrid& grid, std::vector<kde::SurfacePart> parts, const DensityOptions& options)
        : m_grid(grid),
          m_options(options),
          m_whole_grid{{box_polygon(grid.bounds())}},
          m_area(options.boundary != nullptr ? *options.boundary : m_whole_grid, grid,
                 options.edge == EdgeCorrection::diggle ? margin_of(parts, grid) : 0),
          m_surface(grid, corrected(std::move(parts)), options.threads)
    {
    }

    [[nodiscard]] std::int32_t rows_per_block() const noexcept { return m_surface.rows_per_block(); }

    void fill_rows(kde::RowRange rows, std::span<double> values) const
    {
        m_surface.fill_rows(rows, values);
        if (m_options.boundary != nullptr) {
            blank_outside(rows, values);
        }
    }

private:
    static std::int32_t margin_of(const std::vector<kde::SurfacePart>& parts, const RasterGrid& grid)
    {
        double radius_m = 0;
        for (const kde::SurfacePart& part : parts) {
            radius_m = std::max(radius_m, part.kernel.radius_m);
        }
        return static_cast<std::int32_t>(std::ceil(radius_m / grid.cell_m)) + 1;
    }

    [[nodiscard]] std::vector<kde::SurfacePart> corrected(std::vector<kde::SurfacePart> parts) const
    {
        if (m_options.edge == EdgeCorrection::diggle) {
            const kde::EdgeCorrector corrector(m_area, m_grid, m_options.threads);
            for (kde::SurfacePart& part : parts) {
                auto corrected = std::make_shared<kde::RowPlaces>(*part.places);
                corrector.correct(*corrected, part.kernel);
                part.places = std::move(corrected);
            }
        }
        return parts;
    }

    void blank_outside(kde::RowRange rows, std::span<double> values) const
    {
        constexpr double no_data = std::numeric_limits<double>::quiet_NaN();
        const auto width = static_cast<std::size_t>(m_grid.cols);
        const auto blank_row = [&](std::size_t row) {
            const std::span line = values.subspan(row * width, width);
            std::size_t next = 0;
            for (const kde::ColumnRun& run :
                 m_area.inside_runs(rows.begin + static_cast<std::int32_t>(row))) {
                const std::size_t begin = column(run.begin);
                std::fill(line.begin() + static_cast<std::ptrdiff_t>(next),
                          line.begin() + static_cast<std::ptrdiff_t>(std::max(next, begin)), no_data);
                next = std::max(next, column(run.end));
            }
            std::fill(line.begin() + static_cast<std::ptrdiff_t>(next), line.end(), no_data);
        };
        parallel_chunks(values.size() / std::max<std::size_t>(width, 1), rows_per_chunk, m_options.threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t row = begin; row < end; ++row) {
                                blank_row(row);
                            }
                        });
    }

    [[nodiscard]] std::size_t column(std::int32_t col) const
    {
        return static_cast<std::size_t>(std::clamp(col, 0, m_grid.cols));
    }

    RasterGrid m_grid;
    DensityOptions m_options;
    MultiPolygon m_whole_grid;
    kde::StudyArea m_area;
    kde::Surface m_surface;
};

std::vector<kde::SurfacePart> parts_of(const PointSet& points, const RasterGrid& grid,
                                       const DensityOptions& options)
{
    check_request(grid, options);
    std::vector<kde::SurfacePart> parts;
    const auto add = [&](double bandwidth_m, const PointSet& of_bandwidth) {
        const kde::ScaledKernel kernel = kde::scaled_kernel(options.kernel, bandwidth_m);
        parts.push_back(
            {kernel, std::make_shared<kde::RowPlaces>(of_bandwidth, grid, kernel.radius_m, options.threads)});
    };
    if (!options.is_adaptive) {
        add(options.bandwidth_m, points);
        return parts;
    }
    for (const Group& group : groups_by_bandwidth(points, abramson_bandwidths_m(points, grid, options))) {
        add(group.bandwidth_m, group.points);
    }
    return parts;
}

void fill(Raster& raster, const DensityMap& map)
{
    const RasterGrid& grid = raster.grid;
    const auto width = static_cast<std::size_t>(grid.cols);
    for (std::int32_t begin = 0; begin < grid.rows; begin += map.rows_per_block()) {
        const kde::RowRange rows{begin, std::min(grid.rows, begin + map.rows_per_block())};
        const auto count = static_cast<std::size_t>(rows.end - rows.begin) * width;
        map.fill_rows(rows, std::span(raster.values).subspan(static_cast<std::size_t>(begin) * width, count));
    }
}

Raster empty_raster(const RasterGrid& grid)
{
    return {grid, std::vector<double>(static_cast<std::size_t>(grid.size()))};
}

}  // namespace

double kernel_reach_m(const DensityOptions& options) noexcept
{
    return kde::scaled_kernel(options.kernel, options.bandwidth_m).radius_m;
}

void kernel_density_by_rows(const PointSet& points, const RasterGrid& grid, const DensityOptions& options,
                            const RowSink& sink)
{
    const DensityMap map(grid, parts_of(points, grid, options), options);
    std::vector<double> values;
    for (std::int32_t begin = 0; begin < grid.rows; begin += map.rows_per_block()) {
        const kde::RowRange rows{begin, std::min(grid.rows, begin + map.rows_per_block())};
        values.resize(static_cast<std::size_t>(rows.end - rows.begin) * static_cast<std::size_t>(grid.cols));
        map.fill_rows(rows, values);
        sink(begin, values);
    }
}

Raster kernel_density(const PointSet& points, const RasterGrid& grid, const DensityOptions& options)
{
    const DensityMap map(grid, parts_of(points, grid, options), options);
    Raster surface = empty_raster(grid);
    fill(surface, map);
    return surface;
}

void density_sweep(const PointSet& points, const RasterGrid& grid, const DensityOptions& options,
                   const BandwidthSweep& sweep)
{
    DensityOptions one = options;
    one.bandwidth_m = 0;
    for (const double bandwidth_m : sweep.bandwidths_m) {
        one.bandwidth_m = std::max(one.bandwidth_m, bandwidth_m);
    }
    if (options.is_adaptive) {  // every bandwidth has a pilot of its own: nothing to share
        for (const double bandwidth_m : sweep.bandwidths_m) {
            one.bandwidth_m = bandwidth_m;
            sweep.take(bandwidth_m, kernel_density(points, grid, one));
        }
        return;
    }
    if (sweep.bandwidths_m.empty()) {
        return;
    }
    const std::shared_ptr places = parts_of(points, grid, one).front().places;
    Raster surface = empty_raster(grid);
    for (const double bandwidth_m : sweep.bandwidths_m) {
        one.bandwidth_m = bandwidth_m;
        check_request(grid, one);
        const std::vector<kde::SurfacePart> parts{{kde::scaled_kernel(options.kernel, bandwidth_m), places}};
        fill(surface, DensityMap(grid, parts, one));
        sweep.take(bandwidth_m, surface);
    }
}

void scale(Raster& raster, double factor)
{
    for (double& value : raster.values) {
        value *= factor;  // NaN stays NaN
    }
}

}  // namespace wardmap
