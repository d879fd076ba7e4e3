#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/placement_attack.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/published_counts.hpp"
#include "wardmap/read_points.hpp"
#include "wardmap/read_result.hpp"

namespace wardmap {

namespace {

constexpr int picture_classes = 7;
constexpr double per_km2 = 1e-6;
constexpr int draws = 400;
constexpr double first_start = 0.25;  ///< guesses from other starts than those that chose the detail

/// What the attacker knows, and what happened.
struct Known {
    std::span<const PointM> dwellings;
    std::span<const PointM> incidents;
    double radius_m = 0;
};

std::vector<PointM> points_of(const LayerSet& layers, const std::string& name)
{
    std::vector<PointM> points;
    for (const Layer& layer : layers.layers) {
        for (const Feature& feature : layer.table.features) {
            if (const auto* point = std::get_if<PointM>(&feature.geometry);
                point && layer.table.name == name) {
                points.push_back(*point);
            }
        }
    }
    return points;
}

/// What the attacker with the raster does, or with its picture.
double from_surface(const RasterLayer& layer, const Known& known, bool is_picture)
{
    Raster surface = layer.raster;
    scale(surface, per_km2);
    SurfaceAttack attack;
    attack.incidents = known.incidents.size();
    attack.kernel.kernel = kernel_named(layer.metadata.at("KERNEL")).value_or(Kernel::quartic);
    attack.kernel.bandwidth_m = parse_double(layer.metadata.at("BANDWIDTH_M")).value_or(0);
    const auto guesses =
        guesses_from_surface(is_picture ? known_classes(surface, picture_classes) : known_values(surface),
                             known.dwellings, attack);
    return static_cast<double>(placed_incidents(guesses, known.incidents, known.radius_m)) /
           static_cast<double>(known.incidents.size());
}

void attack_surface(const LayerSet& internal, const std::string& theme, const Known& known,
                    PlacedShares& shares)
{
    const auto raster = std::ranges::find(internal.rasters, "density_" + theme, &RasterLayer::name);
    if (raster != internal.rasters.end()) {
        shares.from_raster = from_surface(*raster, known, false);
        shares.from_picture = from_surface(*raster, known, true);
    }
}

/// How finely the release tells the theme.
void note_detail(const LayerSet& release, const std::string& theme, PlacedShares& shares)
{
    for (const Layer& layer : release.layers) {
        const auto side = layer.table.field_index("side_m");
        const auto incidents = layer.table.field_index("incidents_published");
        for (const Feature& feature : layer.table.features) {
            if (side && layer.table.name == "heat_" + theme) {
                const double side_m = value_number(feature.values[*side]).value_or(0);
                shares.map_square_m =
                    shares.map_square_m == 0 ? side_m : std::min(shares.map_square_m, side_m);
            }
            if (incidents && layer.table.name == "wards_" + theme) {
                ++shares.wards;
                shares.wards_together +=
                    number_told_together(value_text(feature.values[*incidents])).empty() ? 0U : 1U;
            }
        }
    }
}

PlacedShares measured(const LayerSet& release, const ResultTheme& theme, const Known& known)
{
    PlacedShares shares{.theme = theme.title, .incidents = known.incidents.size()};
    const PlacementTrial trial(known.dwellings, known.incidents, known.radius_m);
    const auto placed_by = [&](std::span<const double> weights) {
        return trial.placed_share(weights, draws, first_start);
    };
    shares.at_random = placed_by(std::vector<double>(known.dwellings.size(), 1));
    const ReleaseWeights told = weights_from_release(release, theme.id, known.dwellings);
    shares.from_wards = placed_by(told.by_wards);
    shares.from_release = std::max({placed_by(told.by_squares), placed_by(told.by_both), shares.from_wards});
    note_detail(release, theme.id, shares);
    return shares;
}

}  // namespace

std::vector<PlacedShares> measure_release(const MeasureOptions& options)
{
    const Result result = read_result(options.result, "");
    const Result release = read_result(options.release, "");
    if (result.profile != "internal" || release.profile != "public") {
        throw Error(ErrorKind::usage, options.release.string(),
                    fmt::format("a result for \"{}\" and a release for \"{}\" are named", result.profile,
                                release.profile),
                    "Name an internal result, and with --measure a public release made from it");
    }
    Diagnostics diagnostics;
    PointFileOptions reading;
    reading.crs = options.addresses.extension() == ".csv" ? result.crs : "";
    reading.to_crs = result.crs;
    const PointFile addresses = read_points(options.addresses, reading, diagnostics);
    std::vector<PlacedShares> all;
    for (const ResultTheme& theme : result.themes) {
        const std::vector<PointM> incidents = points_of(result.layers, "incidents_" + theme.id);
        if (!incidents.empty()) {
            const Known known{addresses.points.positions, incidents, options.radius_m};
            all.push_back(measured(release.layers, theme, known));
            if (options.attacks_surface) {
                attack_surface(result.layers, theme.id, known, all.back());
            }
        }
    }
    return all;
}

}  // namespace wardmap
