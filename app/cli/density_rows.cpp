#include "density_rows.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "progress_line.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

namespace {

void tell(ProgressLine& progress, std::string_view what, std::int64_t row, std::int32_t rows)
{
    progress.tell(
        {what, static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(rows), "rows of pixels"});
}

/// The sum of all pixels: only a probability needs it, and a pass of its own.
double total_of(const LargeMap& map, ProgressLine& progress)
{
    double total = 0;
    kernel_density_by_rows(map.points, map.grid, map.options,
                           [&](std::int32_t first_row, std::span<const double> values) {
                               tell(progress, "Adding up", first_row, map.grid.rows);
                               for (const double value : values) {
                                   total += std::isnan(value) ? 0 : value;
                               }
                           });
    return total;
}

}  // namespace

double write_large_map(const std::string& file, const LargeMap& map)
{
    ProgressLine progress(!map.is_quiet);
    const bool is_share = map.unit.kind == UnitChoice::Kind::probability;
    const double factor = unit_factor(map.unit, map.grid.cell_m, is_share ? total_of(map, progress) : 0);
    LayerContext context;
    context.theme_title = std::filesystem::path(file).stem().string();
    LayerSet layers;
    layers.crs = map.crs;
    layers.rasters.push_back(density_raster_layer({map.grid, {}}, map.options, map.use, context));
    layers.rasters.front().metadata.insert(map.metadata.begin(), map.metadata.end());
    double peak = 0;
    write_raster_file(file, layers, [&](const RowSink& sink) {
        PixelRanks ranks;
        std::vector<double> scaled;
        kernel_density_by_rows(
            map.points, map.grid, map.options, [&](std::int32_t first_row, std::span<const double> values) {
                tell(progress, "Density", first_row, map.grid.rows);
                scaled.assign(values.begin(), values.end());
                for (double& value : scaled) {
                    value *= factor;
                    peak = std::max(peak, value);  // never NaN: it keeps its first argument
                }
                ranks.add(scaled);
                sink(first_row, scaled);
            });
        progress.tell("Writing");
        const std::vector<double> breaks = breaks_of(ranks, map.classes);
        DensityUse use = map.use;
        use.breaks = breaks;
        return density_raster_layer({map.grid, {}}, map.options, use, context).style;
    });
    return peak;
}

}  // namespace wardmap::cli
