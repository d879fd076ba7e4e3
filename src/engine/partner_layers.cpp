#include "partner_layers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace wardmap {

namespace {

/// Of the whole study.
constexpr std::array<std::string_view, 7> of_the_study = {"boundary", "surgeries", "zone",        "targets",
                                                          "ledger",   "rejected",  "rows_by_ward"};

/// Of one theme, whose id follows the name. Not here: the times of places, few incidents being behind an hour of one;
/// earlier months and seasons, which give counts away; case reviews, rotas and hit rates of groups of one or two; the
/// squares of the public's maps.
constexpr std::array<std::string_view, 12> of_a_theme = {
    "wards", "density_classes", "cells",  "emerging_cells", "hotspots", "clusters", "spates",
    "knox",  "blocks",          "patrol", "times",          "incidents"};

/// Streets, water and the like: open data, without incidents.
constexpr std::string_view of_the_map = "context_";

bool is_of_a_theme(std::string_view name, std::string_view theme_id)
{
    return std::ranges::any_of(of_a_theme, [&](std::string_view kind) {
        return name.starts_with(kind) && name.substr(kind.size()).starts_with('_') &&
               name.substr(kind.size() + 1) == theme_id;
    });
}

bool is_for_partners(std::string_view name, const std::vector<std::string>& theme_ids)
{
    return std::ranges::find(of_the_study, name) != of_the_study.end() || name.starts_with(of_the_map) ||
           std::ranges::any_of(theme_ids, [&](const std::string& id) { return is_of_a_theme(name, id); });
}

/// Of the whole period: few incidents stand behind that of a month.
bool is_the_surface(std::string_view name, const std::vector<std::string>& theme_ids)
{
    return std::ranges::any_of(theme_ids, [&](const std::string& id) { return name == "density_" + id; });
}

}  // namespace

LayerSet layers_for_partners(LayerSet layers, const std::vector<std::string>& theme_ids)
{
    std::erase_if(layers.layers,
                  [&](const Layer& layer) { return !is_for_partners(layer.table.name, theme_ids); });
    std::erase_if(layers.tables,
                  [&](const FeatureTable& table) { return !is_for_partners(table.name, theme_ids); });
    std::erase_if(layers.rasters, [&](const RasterLayer& raster) {
        return !raster.month.empty() || !is_the_surface(raster.name, theme_ids);
    });
    return layers;
}

}  // namespace wardmap
