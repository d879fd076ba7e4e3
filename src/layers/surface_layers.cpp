#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"

/// Layers that cover the ground: density and grid cells.
namespace wardmap {

namespace {

constexpr std::string_view usual_unit = "incidents per km²";

std::string count_text(std::size_t count) { return std::to_string(count); }

std::vector<double> lower_ends(std::span<const ContourBand> bands)
{
    std::vector<double> breaks;
    for (const ContourBand& band : bands) {
        breaks.push_back(band.lower);
    }
    return breaks;
}

Style density_style(std::span<const double> breaks, const DensityUse& use)
{
    if (use.comparison) {
        return layers::comparison_style(breaks, *use.comparison,
                                        {"density_from", "Density compared, " + use.unit, use.unit});
    }
    const std::string legend =
        use.unit == usual_unit ? "Density of incidents, per km²" : "Density, " + use.unit;
    return layers::break_style(breaks, {"density_from", legend, use.unit});
}

std::string edge_text(EdgeCorrection edge) { return edge == EdgeCorrection::diggle ? "diggle" : "none"; }

}  // namespace

RasterLayer density_raster_layer(Raster density, const DensityOptions& options, const DensityUse& use,
                                 const LayerContext& context)
{
    RasterLayer layer;
    layer.name = layers::name_of("density", context);
    layer.title = layers::title_of("density", context);
    layer.theme = context.theme;
    layer.description = fmt::format("Kernel density of incidents{}: {} kernel, bandwidth {} m.",
                                    use.comparison ? ", compared with another" : "",
                                    kernel_name(options.kernel), shortest_text(options.bandwidth_m));
    layer.raster = std::move(density);
    layer.unit = use.unit;
    layer.metadata = {{"AREA_NAME", context.area_name},
                      {"BANDWIDTH_M", shortest_text(options.bandwidth_m)},
                      {"CELL_M", shortest_text(layer.raster.grid.cell_m)},
                      {"EDGE_CORRECTION", edge_text(options.edge)},
                      {"INCIDENTS_LEFT_OUT", count_text(use.left_out)},
                      {"INCIDENTS_USED", count_text(use.used)},
                      {"KERNEL", std::string(kernel_name(options.kernel))},
                      {"PERIOD", context.period},
                      {"POSITIONS", context.approximate ? "approximate" : "as located"},
                      {"THEME", context.theme_title}};
    layer.style = density_style(use.breaks, use);
    layer.style.is_frozen = !context.frozen.density_per_km2.empty();
    layer.style.field.clear();
    layer.style.opacity = 0.7;
    return layer;
}

RasterLayer of_month(RasterLayer density, const std::string& month)
{
    density.month = month;
    density.name += "_" + month;
    std::ranges::replace(density.name, '-', '_');
    density.description += " Of one month; its classes are those of all months of the period together.";
    density.style.legend += ", " + density.metadata.at("PERIOD");
    return density;
}

Layer density_layer(std::span<const ContourBand> bands, const LayerContext& context, const DensityUse& use)
{
    FeatureTable table = layers::table_of(layers::name_of("density_classes", context), GeometryKind::polygon,
                                          {"class", "density_from", "density_to", "area_km2"});
    for (Field& field : table.fields) {
        field.unit = field.unit == usual_unit ? use.unit : field.unit;
    }
    const std::vector<double> own = lower_ends(bands);
    const std::span<const double> classes = use.breaks.empty() ? own : use.breaks;
    for (const ContourBand& band : bands) {
        const std::int64_t number = std::ranges::upper_bound(classes, band.lower) - classes.begin();
        layers::add_row(table, band.shape, {number, band.lower, band.upper, area_m2(band.shape) / 1e6});
    }
    Layer layer = layers::layer_of(
        std::move(table), "density classes",
        use.comparison ? "Where the density of incidents, compared with another, lies between the "
                         "stated values."
                       : "Where the density of incidents lies between the stated values.",
        context);
    layer.style = density_style(classes, use);
    layer.style.is_frozen = !context.frozen.density_per_km2.empty();
    layer.style.stroke_mm = 0;
    layer.style.opacity = 0.7;
    return layer;
}

Layer cells_layer(const CellGrid& grid, std::span<const GiStarCell> cells, const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("cells", context), GeometryKind::polygon,
                                          {"cell_id", "incidents", "neighbourhood", "neighbourhood_expected",
                                           "hs_bin", "hs_p", "hs_q", "GiZScore", "GiPValue", "Gi_Bin"});
    table.features.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const GiStarCell& cell = cells[i];
        const CellKey key = grid.cells[i];
        const bool hot_side = cell.neighbourhood >= cell.expected;
        layers::add_row(table, MultiPolygon{{grid.lattice.outline(key)}},
                        {fmt::format("{}_{}", key.col, key.row), layers::rounded(grid.counts[i]),
                         layers::rounded(cell.neighbourhood), cell.expected, std::int64_t{cell.bin},
                         hot_side ? cell.p_hot : cell.p_cold, hot_side ? cell.q_hot : cell.q_cold, cell.z,
                         cell.p_normal, std::int64_t{cell.gi_bin}});
    }
    Layer layer = layers::layer_of(
        std::move(table), "hot and cold cells",
        "Cells with more or fewer incidents in and around them than if incidents were spread "
        "evenly, by exact p with false-discovery correction.",
        context);
    layer.style = layers::hotspot_class_style(context.esri_colours);
    return layer;
}

}  // namespace wardmap
